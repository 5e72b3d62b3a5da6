import { Fragment, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { unreachable } from '../../base/assert.ts';
import * as words from '../../words/build/cluster.ts';
import * as fieldWords from '../../words/build/fields.ts';
import { Said } from '../format/Said.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { documentOf, settledDraft, summaryOf, TEACHING_TIMES, type Draft } from './draft.ts';
import { ChoiceField, NumberField, Rows, TextField } from './fields.tsx';
import { freeName } from './freeName.ts';
import { PRESETS } from './presets.ts';
import '../styles/build.css';

const BEGINS_WITH = 'small';

/** A cluster of one's own, from a preset or from nothing, to be run at once. Nothing of the run in progress is lost until then. */
export default function BuildDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { actions } = useSimulator();
  const [draft, setDraft] = useState<Draft>(firstDraft);
  const problems = useAppState((state) => state.problems);
  const run = useAppState((state) => state.run);
  // Fields begin anew with another preset, also those in which something is typed that cannot be taken.
  const [round, setRound] = useState(0);
  const [askedWith, setAskedWith] = useState<typeof run | undefined>(undefined);
  useEffect(() => {
    if (askedWith === undefined || run === askedWith) return;
    // A cluster of one's own is looked at whole.
    actions.setLens('cluster');
    onClose();
  }, [run, askedWith, onClose, actions]);
  const change = (part: Partial<Draft>): void => setDraft(settledDraft({ ...draft, ...part }));
  const begin = (preset: Draft): void => {
    setDraft(preset);
    setRound(round + 1);
  };
  return (
    <Dialog title={words.buildCluster} onClose={onClose}>
      <form
        className="build"
        onSubmit={(event) => {
          event.preventDefault();
          actions.dismissProblems();
          setAskedWith(run);
          actions.openText(JSON.stringify(documentOf(draft), null, 2), draft.title.trim() === '' ? words.myCluster : draft.title.trim());
        }}
      >
        <fieldset className="build-presets" aria-label={words.beginWith}>
          {PRESETS.map(({ id, name, about, draft: preset }) => (
            <button key={id} type="button" className="button" title={about} aria-pressed={draft === preset} onClick={() => begin(preset)}>
              {name}
            </button>
          ))}
        </fieldset>
        <Fragment key={round}>
          <Servers draft={draft} change={change} />
          <Topics draft={draft} change={change} />
          <Clients draft={draft} change={change} />
          <Times draft={draft} change={change} />
        </Fragment>
        <output className="build-summary">{summaryOf(draft)}</output>
        {problems !== null && askedWith !== undefined && (
          <ul className="build-problems" role="alert">
            {problems.list.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        )}
        <div className="dialog-actions">
          <button type="submit" className="button primary">
            {words.runIt}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function Servers({ draft, change }: PartProps): ReactNode {
  const controllers = (['1', '3', '5'] as const).filter((number) => !draft.combined || Number(number) <= draft.brokers);
  return (
    <fieldset className="build-rows">
      <legend className="shelf">{words.servers}</legend>
      <div className="build-row">
        <TextField label={fieldWords.name} value={draft.title} onChange={(title) => change({ title })} />
        <NumberField label={words.brokers} term="broker" value={draft.brokers} least={1} most={100} onChange={(brokers) => change({ brokers })} />
        <NumberField label={words.racks} term="rack" value={draft.racks} least={0} most={Math.min(6, draft.brokers)} onChange={(racks) => change({ racks })} />
        {draft.racks > 1 && <NumberField label={words.rackLatency} value={draft.rackLatencyMs} least={0} most={500} onChange={(rackLatencyMs) => change({ rackLatencyMs })} />}
        <ChoiceField label={words.controllers} term="controller" value={String(draft.controllers) as '1' | '3' | '5'} choices={controllers} onChange={(number) => change({ controllers: Number(number) as Draft['controllers'] })} />
      </div>
      <label className="check">
        <input type="checkbox" checked={draft.combined} onChange={({ target }) => change({ combined: target.checked })} />
        {words.combined}
      </label>
    </fieldset>
  );
}

function Topics({ draft, change }: PartProps): ReactNode {
  const fresh = (): Draft['topics'][number] => ({ name: freeName('orders', draft.topics.map(({ name }) => name)), partitions: 3, replicationFactor: Math.min(3, draft.brokers), minInsyncReplicas: Math.min(2, draft.brokers) });
  return (
    <Rows words={words.topics} rows={draft.topics} fresh={fresh} onChange={(topics) => change({ topics })}>
      {(topic, set) => (
        <>
          <TextField label={fieldWords.name} value={topic.name} onChange={(name) => set({ name })} />
          <NumberField label={fieldWords.partitions} term="partition" value={topic.partitions} least={1} most={1000} onChange={(partitions) => set({ partitions })} />
          <NumberField label={fieldWords.replicationFactor} term="replication factor" value={topic.replicationFactor} least={1} most={draft.brokers} onChange={(replicationFactor) => set({ replicationFactor })} />
          <NumberField label="min.insync.replicas" term="min.insync.replicas" value={topic.minInsyncReplicas} least={1} most={topic.replicationFactor} onChange={(minInsyncReplicas) => set({ minInsyncReplicas })} />
        </>
      )}
    </Rows>
  );
}

function Clients({ draft, change }: PartProps): ReactNode {
  const topics = draft.topics.map(({ name }) => name);
  const topic = topics[0] ?? '';
  const missing = topics.length === 0 ? words.topicsFirst : null;
  return (
    <>
      <Rows
        words={words.producers}
        rows={draft.producers}
        missing={missing}
        fresh={(): Draft['producers'][number] => ({ id: freeName('checkout', draft.producers.map(({ id }) => id)), topic, ratePerSecond: 10, acks: 'all', keys: 8 })}
        onChange={(producers) => change({ producers })}
      >
        {(producer, set) => (
          <>
            <TextField label={fieldWords.name} value={producer.id} onChange={(id) => set({ id })} />
            <ChoiceField label={fieldWords.topic} term="topic" value={producer.topic} choices={topics} onChange={(to) => set({ topic: to })} />
            <NumberField label={fieldWords.recordsPerSecond} value={producer.ratePerSecond} least={0} most={1000} onChange={(ratePerSecond) => set({ ratePerSecond })} />
            <ChoiceField label="acks" term="acks" value={producer.acks} choices={['all', '1', '0']} onChange={(acks) => set({ acks })} />
            <NumberField label={fieldWords.keys} term="key" value={producer.keys} least={0} most={50} onChange={(keys) => set({ keys })} />
          </>
        )}
      </Rows>
      <Rows
        words={words.groups}
        rows={draft.groups}
        missing={missing}
        fresh={() => ({ name: freeName('analytics', draft.groups.map(({ name }) => name)), topic, members: 2 })}
        onChange={(groups) => change({ groups })}
      >
        {(group, set) => (
          <>
            <TextField label={fieldWords.name} value={group.name} onChange={(name) => set({ name })} />
            <ChoiceField label={fieldWords.topic} term="topic" value={group.topic} choices={topics} onChange={(to) => set({ topic: to })} />
            <NumberField label={words.members} term="member" value={group.members} least={1} most={20} onChange={(members) => set({ members })} />
          </>
        )}
      </Rows>
    </>
  );
}

/** Which waits are made shorter is said in full: nobody should take them for Kafka's. */
function Times({ draft, change }: PartProps): ReactNode {
  return (
    <fieldset className="build-rows">
      <legend className="shelf">{words.times}</legend>
      <label className="check">
        <input type="radio" name="times" checked={draft.times === 'production'} onChange={() => change({ times: 'production' })} />
        {words.kafkasDefaults}
      </label>
      <label className="check">
        <input type="radio" name="times" checked={draft.times === 'teaching'} onChange={() => change({ times: 'teaching' })} />
        {words.teachingDefaults}
      </label>
      {draft.times === 'teaching' && (
        <ul className="build-times">
          {TEACHING_TIMES.map(({ name, ms, defaultMs }) => (
            <li key={name}>
              <Said words={words.inPlaceOf} parts={{ name: <code>{name}</code>, ms, defaultMs }} />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function firstDraft(): Draft {
  const first = PRESETS.find(({ id }) => id === BEGINS_WITH);
  return first === undefined ? unreachable('There is no preset to begin with.') : first.draft;
}
