import { durationText, sentenceText } from '../format/readersNumbers.ts';
import type { SequenceMessage } from '../../store/facts.ts';
import { clockText } from '../transport/clockText.ts';
import type { Item } from './items.ts';

export function nodeWords(name: string): string {
  return name.replace(/^(producer|consumer):/, '$1 ').replace(/^(broker|controller)-/, '$1 ').replace(/^zookeeper-/, 'ZooKeeper ');
}

/** `Fetch request`, `Fetch response`. */
export function titleOf({ api, isResponse }: Pick<SequenceMessage, 'api' | 'isResponse'>): string {
  return `${api} ${isResponse ? 'response' : 'request'}`;
}

/** When it was sent and what became of it, in short sentences. */
export function courseOf({ sentAt, leftAt, arrivesAt, handledAt, fate, endedAt, held, attempt }: SequenceMessage): string {
  const parts = [`sent ${clockText(sentAt, 6)}`];
  if (attempt > 1) parts.push(`sent again, try ${attempt}`);
  if (leftAt === null) parts.push(held ? 'held on the wire' : 'waits behind an earlier message');
  else if (leftAt > sentAt) parts.push(`${held ? 'held' : 'waited behind another'} for ${durationText(leftAt - sentAt)}`);
  if (fate === 'lost') parts.push('lost on the way');
  else if (fate === 'dropped') parts.push(arrivesAt === null ? 'gone with its connection' : 'not taken: its connection was over');
  else if (arrivesAt !== null) parts.push(`${fate === 'travels' ? 'will arrive' : 'arrives'} ${clockText(arrivesAt, 6)} (${durationText(arrivesAt - (leftAt ?? sentAt))} on the way)`);
  if (fate === 'pending') parts.push('not taken up yet');
  const late = arrivesAt === null ? 0 : (handledAt ?? endedAt ?? arrivesAt) - arrivesAt;
  if (fate === 'handled' && late > 0) parts.push(`taken up ${durationText(late)} later`);
  return parts.join(', ');
}

/** All there is to say of a message: what a screen reader is told. */
function sayMessage(message: SequenceMessage, other: SequenceMessage | null): string {
  const { from, to, errors, about } = message;
  const pair = other === null ? '' : ` ${other.isResponse ? `Answered after ${durationText(Math.max(0, other.sentAt - message.sentAt))}: ${[...other.errors, ...other.about].slice(0, 2).join('; ') || titleOf(other)}` : `It answers the request of ${clockText(other.sentAt, 6)}`}.`;
  const trouble = errors.length === 0 ? '' : ` Error ${errors.join(', ')}.`;
  return `${titleOf(message)}, ${nodeWords(from)} to ${nodeWords(to)}: ${courseOf(message)}.${trouble}${about.length === 0 ? '' : ` ${about.join('; ')}.`}${pair}`;
}

export function sayItem(item: Item, other: SequenceMessage | null): string {
  switch (item.kind) {
    case 'message':
      return sayMessage(item.arrow.message, other);
    case 'fact':
      return `${clockText(item.at, 6)}: ${sentenceText(item.view)}`;
    case 'tick':
      return `${clockText(item.at, 6)}: timer of ${nodeWords(item.tick.node)}: ${item.tick.label}.`;
  }
}
