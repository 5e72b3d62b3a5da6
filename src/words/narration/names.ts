/** How things are named in sentences. */
import { counted } from '../counted.ts';

/** A node's name in the middle of a sentence: `broker-1` is `broker 1`, `consumer:c1` is `consumer c1`. */
export function nodeName(node: string): string {
  if (node === 'admin') return 'the admin client';
  return node.replace(/^zookeeper-/, 'ZooKeeper server ').replace(/^(broker|controller)-/, '$1 ').replace(/^(producer|consumer):/, '$1 ');
}

/** A broker's name in the middle of a sentence. */
export const broker = (id: number | string): string => `broker ${id}`;

/** The same of whatever a command may name: all of a kind, too. */
export function nameInWords(node: string): string {
  if (node === '*') return 'everything';
  return node === 'brokers' || node === 'controllers' || node === 'clients' ? `the ${node}` : nodeName(node);
}

/** What begins a sentence. */
export function asSubject(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A clause as a sentence of its own. */
export function asSentence(clause: string): string {
  return `${asSubject(clause)}.`;
}

/** What began a sentence, within another one. */
export function withinSentence(subject: string): string {
  return subject.charAt(0).toLowerCase() + subject.slice(1);
}

/** `offset 7`, `offsets 7 to 9`; `last` is one of them. */
export function offsets(first: number, last: number): string {
  return first >= last ? `offset ${first}` : `offsets ${first} to ${last}`;
}

export const records = (n: number): string => counted(n, 'record', 'records');
export const partitions = (n: number): string => counted(n, 'partition', 'partitions');
export const segments = (n: number): string => counted(n, 'segment', 'segments');

/** `2, 3` or `nobody`. */
export function ids(list: readonly number[]): string {
  return list.length === 0 ? 'nobody' : list.join(', ');
}

export function brokers(list: readonly number[]): string {
  return list.length === 1 ? `broker ${list[0]}` : `brokers ${list.join(', ')}`;
}

/** At most six of them, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
