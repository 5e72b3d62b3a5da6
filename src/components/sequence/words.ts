import { durationText, sentenceText } from '../format/readersNumbers.ts';
import type { SequenceMessage } from '../../store/facts.ts';
import * as words from '../../words/sequence/messages.ts';
import { clockText } from '../transport/clockText.ts';
import type { Item } from './items.ts';

/** `Fetch request`, `Fetch response`. */
export function titleOf({ api, isResponse }: Pick<SequenceMessage, 'api' | 'isResponse'>): string {
  return isResponse ? words.response(api) : words.request(api);
}

/** When it was sent and what became of it, in short sentences. */
export function courseOf({ sentAt, leftAt, arrivesAt, handledAt, fate, endedAt, held, attempt }: SequenceMessage): string {
  const parts = [words.sent(clockText(sentAt, 6))];
  if (attempt > 1) parts.push(words.sentAgain(attempt));
  if (leftAt === null) parts.push(held ? words.heldOnTheWire : words.waitsBehind);
  else if (leftAt > sentAt) parts.push((held ? words.heldFor : words.waitedFor)(durationText(leftAt - sentAt)));
  if (fate === 'lost') parts.push(words.lost);
  else if (fate === 'dropped') parts.push(arrivesAt === null ? words.gone : words.notTaken);
  else if (arrivesAt !== null) parts.push((fate === 'travels' ? words.willArrive : words.arrives)(clockText(arrivesAt, 6), durationText(arrivesAt - (leftAt ?? sentAt))));
  if (fate === 'pending') parts.push(words.notTakenUp);
  const late = arrivesAt === null ? 0 : (handledAt ?? endedAt ?? arrivesAt) - arrivesAt;
  if (fate === 'handled' && late > 0) parts.push(words.takenUp(durationText(late)));
  return words.course(parts);
}

/** All there is to say of a message: what a screen reader is told. */
function sayMessage(message: SequenceMessage, other: SequenceMessage | null): string {
  const { from, to, errors, about } = message;
  const sentences = [words.message(titleOf(message), words.node(from), words.node(to), courseOf(message))];
  if (errors.length > 0) sentences.push(words.error(errors));
  if (about.length > 0) sentences.push(words.about(about));
  if (other !== null) sentences.push(other.isResponse ? words.responseAfter(durationText(Math.max(0, other.sentAt - message.sentAt)), gistOf(other)) : words.respondsTo(clockText(other.sentAt, 6)));
  return sentences.join(' ');
}

/** What a response says, in short. */
export function gistOf(message: SequenceMessage): string {
  const lines = [...message.errors, ...message.about].slice(0, 2);
  return lines.length === 0 ? titleOf(message) : words.inShort(lines);
}

export function sayItem(item: Item, other: SequenceMessage | null): string {
  switch (item.kind) {
    case 'message':
      return sayMessage(item.arrow.message, other);
    case 'fact':
      return words.fact(clockText(item.at, 6), sentenceText(item.view));
    case 'tick':
      return words.timer(clockText(item.at, 6), words.node(item.tick.node), item.tick.label);
  }
}
