import type { BrokerView, ConsumerView, ControllerView, Frame, GroupView, PartitionView, PositionView, ProducerView, ReplicaView } from '../../protocol/views.ts';
import * as words from '../../words/run/differences.ts';

/** What an entity is otherwise in the other picture, in clauses: `ends at 24, there at 25`. */
export type Differences = ReadonlyMap<string, readonly string[]>;

export interface BothDifferences {
  readonly left: Differences;
  readonly right: Differences;
}

export const NO_DIFFERENCES: BothDifferences = { left: new Map(), right: new Map() };

interface Sides {
  readonly left: Map<string, string[]>;
  readonly right: Map<string, string[]>;
}

type Clause = (here: string, there: string) => string;

/**
 * Which offsets, leaders, epochs, in-sync replicas and read positions differ between two runs at one time, by the key of what they are
 * drawn at. A difference is told in both pictures, from the side of each.
 */
export function differences(left: Frame, right: Frame): BothDifferences {
  const both: Sides = { left: new Map(), right: new Map() };
  pairs(both, left.controllers, right.controllers, compareControllers);
  pairs(both, left.brokers, right.brokers, (_, one, other) => note(both, one.key, words.itself, brokerState(one), brokerState(other)));
  pairs(both, left.replicas, right.replicas, compareReplicas);
  pairs(both, left.producers, right.producers, compareProducers);
  pairs(both, left.groups, right.groups, compareGroups);
  pairs(both, left.consumers, right.consumers, compareConsumers);
  const others = new Map(right.partitions.map((partition) => [partition.key, partition]));
  for (const partition of left.partitions) comparePartitions(both, partition, others.get(partition.key));
  return both;
}

function note(both: Sides, key: string, clause: Clause, left: string, right: string): void {
  if (left === right) return;
  add(both.left, key, clause(left, right));
  add(both.right, key, clause(right, left));
}

/** Calls back with what is in both pictures; what is in one of them alone is a difference by itself. */
function pairs<T extends { readonly key: string }>(both: Sides, left: readonly T[], right: readonly T[], compare: (both: Sides, one: T, other: T) => void): void {
  const others = new Map(right.map((each) => [each.key, each]));
  for (const one of left) {
    const other = others.get(one.key);
    if (other === undefined) add(both.left, one.key, words.onlyHere);
    else if (other !== one) compare(both, one, other);
    others.delete(one.key);
  }
  for (const key of others.keys()) add(both.right, key, words.onlyHere);
}

/** Each side says it whole. */
const OWN: Clause = (here) => here;

function compareControllers(both: Sides, one: ControllerView, other: ControllerView): void {
  const roleOf = ({ state, role }: ControllerView): string => words.states[state === 'running' ? role : state];
  note(both, one.key, words.itself, roleOf(one), roleOf(other));
  note(both, one.key, words.epoch, String(one.epoch), String(other.epoch));
}

/** The controller's word on a broker is a difference, too, where its process is in the same state. */
function brokerState({ state, fenced }: BrokerView): string {
  return (state === 'dead' || state === 'paused') && fenced ? words.andFenced[state] : words.states[state];
}

function compareReplicas(both: Sides, one: ReplicaView, other: ReplicaView): void {
  note(both, one.key, words.itself, standing(one), standing(other));
  note(both, one.key, words.leaderEpoch, String(one.leaderEpoch), String(other.leaderEpoch));
  note(both, one.key, words.logStart, String(one.logStartOffset), String(other.logStartOffset));
  note(both, one.key, words.logEnd, String(one.endOffset), String(other.endOffset));
  note(both, one.key, words.highWatermark, String(one.highWatermark), String(other.highWatermark));
  const offset = firstOther(one, other);
  if (offset === null) return;
  for (const side of [both.left, both.right]) add(side, one.key, words.otherRecord(offset));
}

function standing({ role, sync, staleLeader }: ReplicaView): string {
  return words.standings[staleLeader ? 'staleLeader' : role === 'leader' ? 'leader' : sync];
}

/** The first offset at which the two hold records of another key or epoch; null where none is to be seen. */
function firstOther(one: ReplicaView, other: ReplicaView): number | null {
  const there = new Map(other.cells.map((cell) => [cell.offset, cell]));
  for (const { offset, hue, epoch } of one.cells) {
    const cell = there.get(offset);
    if (cell !== undefined && (cell.hue !== hue || cell.epoch !== epoch)) return offset;
  }
  return null;
}

function compareProducers(both: Sides, one: ProducerView, other: ProducerView): void {
  note(both, one.key, words.itself, words.states[one.status], words.states[other.status]);
  note(both, one.key, words.acknowledged, String(one.acked), String(other.acked));
  note(both, one.key, words.failed, String(one.failed), String(other.failed));
}

function compareGroups(both: Sides, one: GroupView, other: GroupView): void {
  note(both, one.key, words.generation, String(one.generation), String(other.generation));
  note(both, one.key, words.coordinator, nodeWords(one.coordinator), nodeWords(other.coordinator));
}

function compareConsumers(both: Sides, one: ConsumerView, other: ConsumerView): void {
  note(both, one.key, words.itself, words.states[one.status], words.states[other.status]);
  const nameOf = ({ topic, partition }: PositionView): string => `${topic}-${partition}`;
  const others = new Map(other.assigned.map((position) => [nameOf(position), position]));
  for (const position of one.assigned) {
    const name = nameOf(position);
    const there = others.get(name);
    others.delete(name);
    if (there === undefined) note(both, one.key, OWN, words.readsHere(name), words.readsThere(name));
    else {
      note(both, one.key, (here, elsewhere) => words.readTo(name, here, elsewhere), offsetWords(position.position), offsetWords(there.position));
      note(both, one.key, (here, elsewhere) => words.committed(name, here, elsewhere), offsetWords(position.committed), offsetWords(there.committed));
    }
  }
  for (const name of others.keys()) note(both, one.key, OWN, words.readsThere(name), words.readsHere(name));
}

function offsetWords(offset: number): string {
  return offset < 0 ? words.nowhere : String(offset);
}

function nodeWords(id: number): string {
  return id < 0 ? words.nobody : words.broker(id);
}

/** Of a partition as a whole nothing is drawn but its replicas: what differs of it is told where it is led, or where it would be. */
function comparePartitions(both: Sides, one: PartitionView, other: PartitionView | undefined): void {
  if (other === undefined) return;
  const tell = (side: Map<string, string[]>, here: PartitionView, there: PartitionView): void => {
    const row = `${here.leader < 0 ? (here.replicas[0] ?? -1) : here.leader}/${here.key}`;
    if (here.leader !== there.leader) add(side, row, words.ledBy(here.key, nodeWords(here.leader), nodeWords(there.leader)));
    const [isr, otherIsr] = [setWords(here.isr), setWords(there.isr)];
    if (isr !== otherIsr) add(side, row, words.inSync(isr, otherIsr));
  };
  tell(both.left, one, other);
  tell(both.right, other, one);
}

/** In order: in which order brokers joined is no difference. */
function setWords(ids: readonly number[]): string {
  return ids.length === 0 ? words.none : ids.toSorted((a, b) => a - b).join(', ');
}

function add(side: Map<string, string[]>, key: string, clause: string): void {
  const clauses = side.get(key);
  if (clauses === undefined) side.set(key, [clause]);
  else clauses.push(clause);
}
