import { useState } from 'react';
import type { ReactNode } from 'react';
import { assertNever } from '../../base/assert.ts';
import * as words from '../../words/build/addition.ts';
import * as fieldWords from '../../words/build/fields.ts';
import { Told } from '../glossary/Told.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { Segments } from '../shell/Segments.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { ADDITIONS, commandOf, firstOf, isTaken, type Addition, type AdditionKind, type Present } from './additions.ts';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { presentIn } from './presentIn.ts';
import '../styles/build.css';

interface AddDialogProps {
  /** What is chosen at first. */
  readonly begin?: AdditionKind;
  readonly onClose: () => void;
}

/** Something more for the cluster that runs, added at this moment of its time by a request to it, as in life. */
export default function AddDialog({ begin = 'broker', onClose }: AddDialogProps): ReactNode {
  const { actions } = useSimulator();
  const frame = useAppState((state) => state.frame);
  const present = presentIn(frame);
  const [addition, setAddition] = useState<Addition>(() => firstOf(begin, present));
  const lacksTopic = present.topics.length === 0 && (addition.kind === 'producer' || addition.kind === 'consumer');
  const taken = isTaken(addition, present);
  return (
    <Dialog title={words.addToCluster} onClose={onClose}>
      <form
        className="build"
        onSubmit={(event) => {
          event.preventDefault();
          if (taken) return;
          actions.command(commandOf(addition));
          onClose();
        }}
      >
        <Segments<AdditionKind> label={words.whatToAdd} choices={ADDITIONS} names={words.kinds} chosen={addition.kind} onChoose={(kind) => setAddition(firstOf(kind, present))} />
        {lacksTopic ? (
          <>
            <p className="build-missing">
              <Told words={words.topicFirst} />
            </p>
            <button type="button" className="button build-add" onClick={() => setAddition(firstOf('topic', present))}>
              {words.addTopic}
            </button>
          </>
        ) : (
          <>
            <div key={addition.kind} className="build-row">
              <Fields addition={addition} present={present} onChange={setAddition} />
            </div>
            {taken && (
              <p className="build-missing" role="alert">
                {words.taken[addition.kind]}
              </p>
            )}
            <p className="build-missing">{words.effects[addition.kind]}</p>
            <div className="dialog-actions">
              <button type="submit" className="button primary">
                {words.addNow}
              </button>
            </div>
          </>
        )}
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly addition: Addition;
  readonly present: Present;
  readonly onChange: (addition: Addition) => void;
}

function Fields({ addition, present, onChange }: FieldsProps): ReactNode {
  switch (addition.kind) {
    case 'broker':
      return (
        <>
          <NumberField label={fieldWords.id} value={addition.id} least={1} most={2999} onChange={(id) => onChange({ ...addition, id })} />
          <TextField label={fieldWords.rack} term="rack" isOptional value={addition.rack} onChange={(rack) => onChange({ ...addition, rack })} />
        </>
      );
    case 'controller':
      return <NumberField label={fieldWords.id} value={addition.id} least={3000} most={3999} onChange={(id) => onChange({ ...addition, id })} />;
    case 'topic':
      return (
        <>
          <TextField label={fieldWords.name} value={addition.name} onChange={(name) => onChange({ ...addition, name })} />
          <NumberField label={fieldWords.partitions} term="partition" value={addition.partitions} least={1} most={1000} onChange={(partitions) => onChange({ ...addition, partitions })} />
          <NumberField label={fieldWords.replicationFactor} term="replication factor" value={addition.replicationFactor} least={1} most={Math.max(1, present.brokers.length)} onChange={(replicationFactor) => onChange({ ...addition, replicationFactor, minInsyncReplicas: Math.min(addition.minInsyncReplicas, replicationFactor) })} />
          <NumberField label="min.insync.replicas" term="min.insync.replicas" value={addition.minInsyncReplicas} least={1} most={addition.replicationFactor} onChange={(minInsyncReplicas) => onChange({ ...addition, minInsyncReplicas })} />
        </>
      );
    case 'producer':
      return (
        <>
          <TextField label={fieldWords.name} value={addition.id} onChange={(id) => onChange({ ...addition, id })} />
          <ChoiceField label={fieldWords.topic} term="topic" value={addition.topic} choices={present.topics} onChange={(topic) => onChange({ ...addition, topic })} />
          <NumberField label={fieldWords.recordsPerSecond} value={addition.ratePerSecond} least={0} most={1000} onChange={(ratePerSecond) => onChange({ ...addition, ratePerSecond })} />
          <ChoiceField label="acks" term="acks" value={addition.acks} choices={['all', '1', '0']} onChange={(acks) => onChange({ ...addition, acks })} />
          <NumberField label={fieldWords.keys} term="key" value={addition.keys} least={0} most={50} onChange={(keys) => onChange({ ...addition, keys })} />
        </>
      );
    case 'consumer':
      return (
        <>
          <TextField label={fieldWords.name} value={addition.id} onChange={(id) => onChange({ ...addition, id })} />
          <TextField label={fieldWords.group} term="consumer group" value={addition.group} onChange={(group) => onChange({ ...addition, group })} />
          <ChoiceField label={fieldWords.topic} term="topic" value={addition.topic} choices={present.topics} onChange={(topic) => onChange({ ...addition, topic })} />
        </>
      );
    default:
      return assertNever(addition);
  }
}
