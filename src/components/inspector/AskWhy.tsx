import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { logNameOf } from '../../base/logName.ts';
import type { Frame } from '../../scene/frame.ts';
import { linkEnds } from '../../scene/links.ts';
import { nodeName } from '../../store/facts.ts';
import * as words from '../../words/inspector/askWhy.ts';
import * as panelWords from '../../words/inspector/panel.ts';
import { Said } from '../format/Said.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { questionOf } from './questionOf.ts';
import '../styles/why.css';

const MOST_MESSAGES = 8;
const NONE: readonly Frame['messages'][number][] = [];

/** What can be asked about the selected thing beyond what happened: the messages it sends and gets just now, its records, its standing. */
export default function AskWhy({ target }: { readonly target: string }): ReactNode {
  const log = logNameOf(target);
  if (log === null || (log.offset === null && log.broker === null)) return <OnTheWay node={target} />;
  const { topic, partition, broker, offset } = log;
  if (offset !== null) return <OfRecord topic={topic} partition={partition} offset={offset} broker={broker} />;
  return broker === null ? null : <OfReplica key={target} broker={broker} topic={topic} partition={partition} />;
}

interface OfRecordProps {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Null: as the leader has it. */
  readonly broker: number | null;
}

function OfRecord({ topic, partition, offset, broker }: OfRecordProps): ReactNode {
  const { actions } = useSimulator();
  const name = `${topic}-${partition}`;
  const asked = broker === null ? words.recordOf(offset, name) : words.recordOn(offset, name, broker);
  return (
    <section className="ask-why" aria-label={words.askWhy}>
      <button type="button" className="button" onClick={() => actions.askWhyOf({ kind: 'record', topic, partition, offset, broker }, asked)}>
        {words.whereFrom}
      </button>
    </section>
  );
}

interface OfReplicaProps {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
}

function OfReplica({ broker, topic, partition }: OfReplicaProps): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const replica = useAppState(({ frame }) => frame?.replicas.find((one) => one.broker === broker && one.topic === topic && one.partition === partition) ?? null);
  const picked = useAppState((state) => state.pickedOffset);
  const [typed, setTyped] = useState<string | null>(null);
  const [typedFor, setTypedFor] = useState(picked);
  // What is pointed at in the picture takes the place of what was typed.
  const value = typed === null || typedFor !== picked ? String(picked ?? Math.max(0, (replica?.endOffset ?? 1) - 1)) : typed;
  const name = `${topic}-${partition}`;
  const question = useAppState(({ frame }) => questionOf(frame, replica));
  const ask = (): void => actions.askWhyOf({ kind: 'record', topic, partition, offset: Math.floor(Number(value)), broker }, words.recordOn(Math.floor(Number(value)), name, broker));
  return (
    <section className="ask-why" aria-label={words.askWhy}>
      {question !== null && (
        <button type="button" className="button" onClick={() => actions.askWhyOf({ kind: 'replica', topic, partition, broker }, words.replicaOn(name, broker))}>
          {question}
        </button>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (/^\d{1,15}$/.test(value.trim())) ask();
        }}
      >
        <label htmlFor={id}>
          <Said words={words.recordAt} parts={{ atOffset: <span className="visually-hidden">{words.atOffset}</span> }} />
        </label>
        <input
          id={id}
          inputMode="numeric"
          value={value}
          onChange={({ target }) => {
            setTyped(target.value);
            setTypedFor(picked);
          }}
        />
        <button type="submit" className="button">
          {words.whereFromShort}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            if (/^\d{1,15}$/.test(value.trim())) actions.select(`${broker}/${name}@${Number(value)}`);
          }}
        >
          {words.follow}
        </button>
      </form>
    </section>
  );
}

/** Messages from and to a node, while the run stands still. */
function OnTheWay({ node }: { readonly node: string }): ReactNode {
  const { actions } = useSimulator();
  const messages = useAppState(({ frame, playing }) => (playing ? NONE : (frame?.messages ?? NONE)));
  const ends = linkEnds(node);
  const own = messages.filter(({ from, to }) => (ends === null ? from === node || to === node : ends.includes(from) && ends.includes(to)));
  if (own.length === 0) return null;
  return (
    <section className="ask-why" aria-label={words.messagesOnTheirWay}>
      <h3>{words.onTheirWay}</h3>
      <ul>
        {own.slice(0, MOST_MESSAGES).map(({ key, from, to, label, fate, error }) => {
          const travels = from === node ? words.messageTo(label, nodeName(to)) : words.messageFrom(label, nodeName(from));
          const message = words.fates[fate](travels);
          return (
            <li key={key} data-error={error}>
              <span>{message}</span>
              <button type="button" className="event-why" aria-label={panelWords.whyThat(message)} onClick={() => actions.askWhyOf({ kind: 'message', id: Number(key) }, message)}>
                {panelWords.why}
              </button>
            </li>
          );
        })}
      </ul>
      {own.length > MOST_MESSAGES && <p>{words.andMore(own.length - MOST_MESSAGES)}</p>}
    </section>
  );
}
