import { isInternalTopic } from '../../base/internalTopic.ts';
import { committedImage, type FactView, type KafkaSimulation } from '../../sim/index.ts';
import { noteLeader, noteStopped, type LeaderWatch } from './leaderless.ts';

/** What came of a run, as numbers that two runs can be compared by. */
export interface Outcome {
  readonly sent: number;
  /** By a leader, or by all that were in sync; with acks=0 nobody acknowledges anything. */
  readonly acknowledged: number;
  /** Given up by their producer. */
  readonly failed: number;
  /** Acknowledged, and in the log no more, though neither retention nor compaction nor anybody's wish removed them. */
  readonly lost: number;
  /** Counted as sent by a producer with acks=0, whom nobody tells more. */
  readonly unacknowledged: number;
  /** Of those, what is in no log that counts and on no way to one, though neither retention nor compaction removed it. */
  readonly lostUnacknowledged: number;
  /** In a log more than once. */
  readonly duplicated: number;
  /** Handed to the application, each record once for every group. */
  readonly read: number;
  /** Handed to the same group again. */
  readonly readTwice: number;
  /** For how long partitions had no leader that runs, summed over partitions. */
  readonly unavailableUs: number;
  readonly elections: number;
  readonly uncleanElections: number;
  readonly rebalances: number;
}

/** What is counted by when it happened. */
export type Happening = 'sent' | 'failed' | 'read' | 'elections' | 'uncleanElections' | 'rebalances';

export interface AckedRecord {
  readonly id: string;
  /** -1 where its producer cannot know it (acks=0). */
  readonly offset: number;
  readonly atUs: number;
}

/** A record that was handed to a group that had had it. */
export interface ReadAgain {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly group: string;
  readonly atUs: number;
  /** The fact that tells of it. */
  readonly fact: number;
}

/** What is needed of a run's facts to tell its outcome at any time up to which it was heard. All lists are in order of time. */
export interface OutcomeWatch extends LeaderWatch {
  readonly times: { readonly [Each in Happening]: number[] };
  /** Acknowledged records of each partition. */
  readonly acked: Map<string, AckedRecord[]>;
  /** Those that were counted as sent with acks=0. */
  readonly unacknowledged: Map<string, AckedRecord[]>;
  readonly again: ReadAgain[];
  readonly readBy: Map<string, Set<string>>;
}

export function watchOutcome(sim: KafkaSimulation): OutcomeWatch {
  const leaders: OutcomeWatch['leaders'] = new Map();
  for (const { name, partitions } of committedImage(sim.world).topics.values()) {
    if (isInternalTopic(name)) continue;
    partitions.forEach(({ leader }, partition) => leaders.set(`${name}-${partition}`, { leader, missingSinceUs: leader < 0 ? 0 : null }));
  }
  const times = { sent: [], failed: [], read: [], elections: [], uncleanElections: [], rebalances: [] };
  return { times, acked: new Map(), unacknowledged: new Map(), again: [], readBy: new Map(), leaders, stopped: new Set(), gaps: [] };
}

export function hearOutcome(watch: OutcomeWatch, view: FactView): void {
  const { times } = watch;
  const { at, node, fact } = view;
  switch (fact.type) {
    case 'RecordSent':
      times.sent.push(at);
      return;
    case 'BatchFailed':
      for (let count = 0; count < fact.recordIds.length; count += 1) times.failed.push(at);
      return;
    case 'BatchAcked':
      noteAcked(fact.acks === 0 ? watch.unacknowledged : watch.acked, `${fact.topic}-${fact.partition}`, fact, at);
      return;
    case 'RecordsPolled':
      noteRead(watch, view, fact);
      return;
    case 'RebalanceStarted':
      times.rebalances.push(at);
      return;
    case 'LeaderElected':
      if (isInternalTopic(fact.topic)) return;
      if (fact.leader >= 0 && fact.leader !== fact.previousLeader) times.elections.push(at);
      if (!fact.clean) times.uncleanElections.push(at);
      noteLeader(watch, `${fact.topic}-${fact.partition}`, fact.leader, at);
      return;
    case 'NodeKilled':
    case 'NodeHalted':
    case 'NodePaused':
      noteStopped(watch, node, true, at);
      return;
    case 'NodeStarted':
    case 'NodeResumed':
      noteStopped(watch, node, false, at);
      return;
    case 'BrokerStateChanged':
      if (fact.state === 'stopped') noteStopped(watch, node, true, at);
      return;
    case 'TopicDeleted':
      for (const name of watch.leaders.keys()) if (name.startsWith(`${fact.topic}-`)) noteLeader(watch, name, Infinity, at);
      return;
    default:
  }
}

type Fact<Type extends FactView['fact']['type']> = Extract<FactView['fact'], { readonly type: Type }>;

function noteAcked(acked: Map<string, AckedRecord[]>, partition: string, { baseOffset, recordIds }: Fact<'BatchAcked'>, atUs: number): void {
  const list = acked.get(partition) ?? [];
  if (list.length === 0) acked.set(partition, list);
  recordIds.forEach((id, index) => list.push({ id, offset: baseOffset < 0 ? -1 : baseOffset + index, atUs }));
}

function noteRead({ times, again, readBy }: OutcomeWatch, { at, seq }: FactView, { topic, partition, group, from, ids, offsets }: Fact<'RecordsPolled'>): void {
  const key = `${group} ${topic}-${partition}`;
  const seen = readBy.get(key) ?? new Set<string>();
  if (seen.size === 0) readBy.set(key, seen);
  ids.forEach((id, index) => {
    if (seen.has(id)) again.push({ id, topic, partition, offset: offsets?.[index] ?? from + index, group, atUs: at, fact: seq });
    else times.read.push(at);
    seen.add(id);
  });
}
