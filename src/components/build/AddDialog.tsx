import { useState } from 'react';
import type { ReactNode } from 'react';
import { assertNever } from '../../base/assert.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { Segments } from '../shell/Segments.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { ADDITIONS, commandOf, firstOf, type Addition, type AdditionKind, type Present } from './additions.ts';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { presentIn } from './presentIn.ts';
import '../styles/build.css';

/** Something more for the cluster that runs, added at this moment of its time by a request to it, as in life. */
export default function AddDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { actions } = useSimulator();
  const frame = useAppState((state) => state.frame);
  const present = presentIn(frame);
  const kinds = ADDITIONS.filter((kind) => present.topics.length > 0 || (kind !== 'producer' && kind !== 'consumer'));
  const [addition, setAddition] = useState<Addition>(() => firstOf('broker', present));
  return (
    <Dialog title="Add to the cluster" onClose={onClose}>
      <form
        className="build"
        onSubmit={(event) => {
          event.preventDefault();
          actions.command(commandOf(addition));
          onClose();
        }}
      >
        <Segments<AdditionKind> label="What to add" choices={kinds} chosen={addition.kind} onChoose={(kind) => setAddition(firstOf(kind, present))} />
        <div className="build-row">
          <Fields addition={addition} present={present} onChange={setAddition} />
        </div>
        <p className="build-missing">{aboutOf(addition)}</p>
        <div className="dialog-actions">
          <button type="submit" className="button primary">
            Add it now
          </button>
        </div>
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
          <NumberField label="Id" value={addition.id} least={1} most={2999} onChange={(id) => onChange({ ...addition, id })} />
          <label className="build-field">
            <span>Rack (may be empty)</span>
            <input value={addition.rack} maxLength={64} autoComplete="off" onChange={({ target }) => onChange({ ...addition, rack: target.value })} />
          </label>
        </>
      );
    case 'controller':
      return <NumberField label="Id" value={addition.id} least={3000} most={3999} onChange={(id) => onChange({ ...addition, id })} />;
    case 'topic':
      return (
        <>
          <TextField label="Name" value={addition.name} onChange={(name) => onChange({ ...addition, name })} />
          <NumberField label="Partitions" value={addition.partitions} least={1} most={1000} onChange={(partitions) => onChange({ ...addition, partitions })} />
          <NumberField label="Copies" value={addition.replicationFactor} least={1} most={Math.max(1, present.brokers.length)} onChange={(replicationFactor) => onChange({ ...addition, replicationFactor })} />
        </>
      );
    case 'producer':
      return (
        <>
          <TextField label="Name" value={addition.id} onChange={(id) => onChange({ ...addition, id })} />
          <ChoiceField label="Topic" value={addition.topic} choices={present.topics} onChange={(topic) => onChange({ ...addition, topic })} />
          <NumberField label="Records per second" value={addition.ratePerSecond} least={0} most={1000} onChange={(ratePerSecond) => onChange({ ...addition, ratePerSecond })} />
          <ChoiceField label="acks" value={addition.acks} choices={['all', '1', '0']} onChange={(acks) => onChange({ ...addition, acks })} />
        </>
      );
    case 'consumer':
      return (
        <>
          <TextField label="Name" value={addition.id} onChange={(id) => onChange({ ...addition, id })} />
          <TextField label="Group" value={addition.group} onChange={(group) => onChange({ ...addition, group })} />
          <ChoiceField label="Topic" value={addition.topic} choices={present.topics} onChange={(topic) => onChange({ ...addition, topic })} />
        </>
      );
    default:
      return assertNever(addition);
  }
}

/** What will happen, in a sentence. */
function aboutOf({ kind }: Addition): string {
  switch (kind) {
    case 'broker':
      return 'It registers with the active controller. It gets no partitions by itself: new topics use it, and old ones can be moved to it.';
    case 'controller':
      return 'It follows the metadata log as an observer. It votes once it has been added to the voters, which its inspector offers.';
    case 'topic':
      return 'The active controller places its copies on brokers by turns, in different racks where there are racks.';
    case 'producer':
      return 'It asks for metadata and begins to send.';
    case 'consumer':
      return 'It joins its group, which shares out the partitions anew.';
    default:
      return assertNever(kind);
  }
}
