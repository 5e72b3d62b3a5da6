import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { SequenceMessage } from '../../store/facts.ts';
import * as words from '../../words/sequence/messages.ts';
import * as terms from '../../words/sequence/terms.ts';
import { Said } from '../format/Said.tsx';
import { Term } from '../glossary/Term.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { sentenceText } from '../format/readersNumbers.ts';
import { clockText } from '../transport/clockText.ts';
import { moments, whyOf } from './doings.ts';
import type { Item } from './items.ts';
import { termedOnce } from './termedOnce.ts';
import { courseOf, gistOf, titleOf } from './words.ts';

interface DetailProps {
  readonly item: Item;
  readonly other: SequenceMessage | null;
  readonly pinned: boolean;
  /** It lies over the picture, where what it is about does not. */
  readonly side: 'top' | 'bottom';
  readonly onClose: () => void;
}

/** What is pointed at, in words: a message with what it carries, a fact, a timer. What is kept in sight can be asked about. */
export function Detail({ item, other, pinned, side, onClose }: DetailProps): ReactNode {
  return (
    <div className="sequence-detail" data-pinned={pinned} data-side={side} data-item={item.key} data-shows={item.kind === 'message' ? item.key : undefined}>
      {item.kind === 'message' ? (
        <OfMessage message={item.arrow.message} other={other} pinned={pinned} />
      ) : (
        <p>
          <strong>{item.kind === 'fact' ? <Lines lines={[sentenceText(item.view)]} pinned={pinned} /> : words.timerOf(words.node(item.tick.node), item.tick.label)}</strong> <span className="identifier">{clockText(item.at, 6)}</span>
        </p>
      )}
      {pinned && <Doings item={item} onClose={onClose} />}
    </div>
  );
}

interface OfMessageProps {
  readonly message: SequenceMessage;
  readonly other: SequenceMessage | null;
  readonly pinned: boolean;
}

function OfMessage({ message, other, pinned }: OfMessageProps): ReactNode {
  const term = terms.requests[message.api];
  const title = titleOf(message);
  return (
    <>
      <p>
        <Said
          words={words.heading}
          parts={{ title: <strong>{pinned && term !== undefined ? <Term of={term}>{title}</Term> : title}</strong>, from: words.node(message.from), to: words.node(message.to), bytes: message.bytes }}
        />
        {message.errors.map((error) => (
          <span key={error} className="sequence-error">
            {pinned && terms.errors.includes(error) ? <Term of={error} /> : error}
          </span>
        ))}
      </p>
      <p className="sequence-course">{courseOf(message)}</p>
      {message.about.length > 0 && (
        <ul>
          <Lines lines={message.about} pinned={pinned} as="li" />
        </ul>
      )}
      {other !== null && (
        <p className="sequence-course">{other.isResponse ? words.itsResponse(gistOf(other), clockText(other.sentAt, 6)) : words.itsRequest(clockText(other.sentAt, 6))}</p>
      )}
    </>
  );
}

const TERMS = Object.keys(terms.terms);

/** Kafka's words in them explain themselves; what follows the pointer cannot be pointed at. */
function Lines({ lines, pinned, as: Line = Fragment }: { readonly lines: readonly string[]; readonly pinned: boolean; readonly as?: 'li' | typeof Fragment }): ReactNode {
  const parted = pinned ? termedOnce(lines, TERMS) : lines.map((line) => [line]);
  return parted.map((parts, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <Line key={index}>{parts.map((part, at) => (at % 2 === 1 ? <Term key={part} of={terms.terms[part] ?? part}>{part}</Term> : part))}</Line>
  ));
}

/** What can be asked about what is kept in sight, and moments of it to go to. */
function Doings({ item, onClose }: Pick<DetailProps, 'item' | 'onClose'>): ReactNode {
  const { actions } = useSimulator();
  const frame = useAppState((state) => state.frame);
  const ask = whyOf(item, frame, actions);
  return (
    <p className="sequence-moments">
      {ask !== null && (
        <button type="button" className="button" onClick={ask}>
          {words.why}
        </button>
      )}
      {moments(item, actions).map(({ label, act }) => (
        <button key={label} type="button" className="button" onClick={act}>
          {label}
        </button>
      ))}
      <button type="button" className="button sequence-close" onClick={onClose}>
        {words.close}
      </button>
    </p>
  );
}
