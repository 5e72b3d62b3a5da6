import type { ReactNode } from 'react';
import type { SequenceMessage } from '../../store/facts.ts';
import * as words from '../../words/sequence/messages.ts';
import { Said } from '../format/Said.tsx';
import { useSimulator } from '../simulatorContext.tsx';
import { sentenceText } from '../format/readersNumbers.ts';
import { clockText } from '../transport/clockText.ts';
import type { Item } from './items.ts';
import { courseOf, gistOf, titleOf } from './words.ts';

interface DetailProps {
  readonly item: Item | null;
  readonly other: SequenceMessage | null;
  readonly pinned: boolean;
  /** What there is to read while nothing is pointed at. */
  readonly rest: string;
}

/** What is pointed at, in words: a message with what it carries, a fact, a timer. */
export function Detail({ item, other, pinned, rest }: DetailProps): ReactNode {
  if (item === null) return <p className="sequence-detail sequence-rest">{rest}</p>;
  if (item.kind !== 'message') {
    return (
      <div className="sequence-detail" data-pinned={pinned}>
        <p>
          <strong>{item.kind === 'fact' ? sentenceText(item.view) : words.timerOf(words.node(item.tick.node), item.tick.label)}</strong> <span className="identifier">{clockText(item.at, 6)}</span>
        </p>
        {pinned && <Moments item={item} />}
      </div>
    );
  }
  const { message } = item.arrow;
  return (
    <div className="sequence-detail" data-pinned={pinned} data-shows={message.key}>
      <p>
        <Said words={words.heading} parts={{ title: <strong>{titleOf(message)}</strong>, from: words.node(message.from), to: words.node(message.to), bytes: message.bytes }} />
        {message.errors.map((error) => (
          <span key={error} className="sequence-error">
            {error}
          </span>
        ))}
      </p>
      <p className="sequence-course">{courseOf(message)}</p>
      {message.about.length > 0 && (
        <ul>
          {message.about.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {other !== null && (
        <p className="sequence-course">{other.isResponse ? words.itsResponse(gistOf(other), clockText(other.sentAt, 6)) : words.itsRequest(clockText(other.sentAt, 6))}</p>
      )}
      {pinned && <Moments item={item} />}
    </div>
  );
}

/** Moments of what is kept in sight, to go to. */
function Moments({ item }: { readonly item: Item }): ReactNode {
  const { actions } = useSimulator();
  const arrives = item.kind === 'message' ? item.arrow.message.arrivesAt : null;
  return (
    <p className="sequence-moments">
      <button type="button" className="button" onClick={() => (item.kind === 'fact' ? actions.goTo(item.view) : actions.seekTo(item.at))}>
        {item.kind === 'message' ? words.goToSending : words.goToMoment}
      </button>
      {arrives !== null && (
        <button type="button" className="button" onClick={() => actions.seekTo(arrives)}>
          {words.goToArrival}
        </button>
      )}
      {item.kind === 'fact' && (
        <button type="button" className="button" onClick={() => actions.askWhy(item.view)}>
          {words.why}
        </button>
      )}
    </p>
  );
}
