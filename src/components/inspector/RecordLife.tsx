import { useEffect, useId } from 'react';
import type { ReactNode } from 'react';
import { logNameOf } from '../../base/logName.ts';
import * as words from '../../words/inspector/recordLife.ts';
import { clockText } from '../transport/clockText.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { isLost } from './isLost.ts';
import '../styles/recordLife.css';

/** What happened to a record, from send to its end, as far as is known: each step leads to its moment. */
export default function RecordLife({ target }: { readonly target: string }): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const now = useAppState(({ frame }) => frame?.now ?? 0);
  const record = useAppState(({ followed }) => (followed?.target === target ? followed.record : undefined));
  const standing = useAppState(({ inspection }) => (inspection?.target === target ? inspection.record : undefined));
  const followAnew = (): void => {
    actions.follow(null);
    actions.follow(target);
  };
  const name = logNameOf(target);
  const leader = useAppState(({ frame }) => frame?.partitions.find(({ topic, partition }) => topic === name?.topic && partition === name.partition)?.leader ?? -1);
  useEffect(() => actions.follow(target), [actions, target, now]);
  useEffect(() => () => actions.follow(null), [actions]);
  return (
    <section className="inspector-section" aria-labelledby={id}>
      <h3 id={id}>{words.itsLife}</h3>
      {record === undefined && <p className="inspector-empty">{words.oneMoment}</p>}
      {record === null && <p>{words.nothingStored}</p>}
      {record !== undefined && record !== null && isAnother(standing, record.id) && (
        <div className="life-other">
          <p>{words.anotherIsThere}</p>
          <button type="button" className="button" onClick={followAnew}>
            {words.followThatOne}
          </button>
        </div>
      )}
      {name !== null && record !== undefined && record !== null && isLost(record, leader, now) && (
        <button type="button" className="button" onClick={() => actions.askWhyOf({ kind: 'lost', topic: name.topic, partition: name.partition, offset: name.offset ?? -1, id: record.id }, words.recordThatIsLost(record.id))}>
          {words.whyIsItLost}
        </button>
      )}
      {record !== undefined && record !== null && (
        <ol className="life">
          {record.steps.map(({ at, event, fact, kind, tone, sentence }) => (
            <li key={`${event} ${kind} ${sentence}`} data-kind={kind} data-tone={tone} data-ahead={at > now ? '' : undefined}>
              <button type="button" className="life-time" title={words.goToThisMoment} aria-label={words.goTo(clockText(at, 6))} onClick={() => (fact === null ? actions.seekTo(at) : actions.goTo({ seq: fact, at }))}>
                {clockText(at, 6)}
              </button>
              <span>{sentence}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** An offset comes to hold another record when a log is cut back, or when one looks at another copy. */
function isAnother(standing: string | null | undefined, followed: string): boolean {
  return standing !== undefined && standing !== null && standing !== followed;
}
