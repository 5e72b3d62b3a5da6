import { batchAt, brokersOf, committedImage, firstIndexFrom, localLogStartOffset, offsetOf, replicaOf, type FactView, type KafkaSimulation, type UnifiedLog } from '../../sim/index.ts';

/** What came of a run, as numbers that two runs can be compared by. */
export interface Outcome {
  readonly sent: number;
  /** By a leader, or by all that were in sync; with acks=0 nobody acknowledges anything. */
  readonly acknowledged: number;
  /** Given up by their producer. */
  readonly failed: number;
  /** Acknowledged, and in the log no more, though neither retention nor compaction nor anybody's wish removed them. */
  readonly lost: number;
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

/** A run's outcome so far, fed with its facts. */
export interface OutcomeWatch {
  readonly counts: { sent: number; failed: number; elections: number; uncleanElections: number; rebalances: number; read: number; readTwice: number };
  /** Acknowledged records of each partition, with their offsets. */
  readonly acked: Map<string, { readonly id: string; readonly offset: number }[]>;
  readonly readBy: Map<string, Set<string>>;
  /** Who leads which partition, and since when it has had nobody who does. */
  readonly leaders: Map<string, { leader: number; missingSinceUs: number | null }>;
  readonly stopped: Set<string>;
  unavailableUs: number;
}

export function watchOutcome(sim: KafkaSimulation): OutcomeWatch {
  const leaders: OutcomeWatch['leaders'] = new Map();
  for (const { name, partitions } of committedImage(sim.world).topics.values()) {
    if (isInternal(name)) continue;
    partitions.forEach(({ leader }, partition) => leaders.set(`${name}-${partition}`, { leader, missingSinceUs: leader < 0 ? 0 : null }));
  }
  const counts = { sent: 0, failed: 0, elections: 0, uncleanElections: 0, rebalances: 0, read: 0, readTwice: 0 };
  return { counts, acked: new Map(), readBy: new Map(), leaders, stopped: new Set(), unavailableUs: 0 };
}

/** Kafka's own topics say nothing about the reader's records. */
function isInternal(topic: string): boolean {
  return topic.startsWith('__');
}

export function hearOutcome(watch: OutcomeWatch, { at, node, fact }: FactView): void {
  const { counts } = watch;
  switch (fact.type) {
    case 'RecordSent':
      counts.sent += 1;
      return;
    case 'BatchFailed':
      counts.failed += fact.recordIds.length;
      return;
    case 'BatchAcked':
      if (fact.acks !== 0) noteAcked(watch, `${fact.topic}-${fact.partition}`, fact.baseOffset, fact.recordIds);
      return;
    case 'RecordsPolled':
      noteRead(watch, fact.group, `${fact.topic}-${fact.partition}`, fact.ids);
      return;
    case 'RebalanceStarted':
      counts.rebalances += 1;
      return;
    case 'LeaderElected':
      if (isInternal(fact.topic)) return;
      if (fact.leader >= 0 && fact.leader !== fact.previousLeader) counts.elections += 1;
      if (!fact.clean) counts.uncleanElections += 1;
      setLeader(watch, `${fact.topic}-${fact.partition}`, fact.leader, at);
      return;
    case 'NodeKilled':
    case 'NodeHalted':
    case 'NodePaused':
      setStopped(watch, node, true, at);
      return;
    case 'NodeStarted':
    case 'NodeResumed':
      setStopped(watch, node, false, at);
      return;
    case 'BrokerStateChanged':
      if (fact.state === 'stopped') setStopped(watch, node, true, at);
      return;
    case 'TopicDeleted':
      for (const name of watch.leaders.keys()) if (name.startsWith(`${fact.topic}-`)) setLeader(watch, name, Infinity, at);
      return;
    default:
  }
}

function noteAcked({ acked }: OutcomeWatch, partition: string, baseOffset: number, ids: readonly string[]): void {
  const list = acked.get(partition) ?? [];
  if (list.length === 0) acked.set(partition, list);
  ids.forEach((id, index) => list.push({ id, offset: baseOffset + index }));
}

function noteRead({ counts, readBy }: OutcomeWatch, group: string, partition: string, ids: readonly string[]): void {
  const key = `${group} ${partition}`;
  const seen = readBy.get(key) ?? new Set<string>();
  if (seen.size === 0) readBy.set(key, seen);
  for (const id of ids) {
    if (seen.has(id)) counts.readTwice += 1;
    else counts.read += 1;
    seen.add(id);
  }
}

function setLeader(watch: OutcomeWatch, partition: string, leader: number, at: number): void {
  const known = watch.leaders.get(partition) ?? { leader, missingSinceUs: null };
  known.leader = leader;
  watch.leaders.set(partition, known);
  settle(watch, known, at);
}

function setStopped(watch: OutcomeWatch, node: string, stopped: boolean, at: number): void {
  if (stopped) watch.stopped.add(node);
  else watch.stopped.delete(node);
  for (const known of watch.leaders.values()) if (`broker-${known.leader}` === node) settle(watch, known, at);
}

function settle(watch: OutcomeWatch, known: { leader: number; missingSinceUs: number | null }, at: number): void {
  const missing = known.leader < 0 || watch.stopped.has(`broker-${known.leader}`);
  if (missing) {
    known.missingSinceUs ??= at;
    return;
  }
  if (known.missingSinceUs !== null) watch.unavailableUs += at - known.missingSinceUs;
  known.missingSinceUs = null;
}

/** What came of the run up to its present moment. */
export function outcomeOf(watch: OutcomeWatch, sim: KafkaSimulation): Outcome {
  let acknowledged = 0;
  let lost = 0;
  let duplicated = 0;
  for (const { name, partitions } of committedImage(sim.world).topics.values()) {
    if (isInternal(name)) continue;
    for (let partition = 0; partition < partitions.length; partition += 1) {
      const acked = watch.acked.get(`${name}-${partition}`) ?? [];
      acknowledged += acked.length;
      const log = logOf(sim, name, partition, partitions[partition]?.leader ?? -1);
      if (log === null) continue;
      const held = recordsOf(log);
      duplicated += held.total - held.ids.size;
      if (held.isCompacted) continue;
      // What is in remote storage alone was never lost by anybody.
      const from = Math.max(log.logStartOffset, localLogStartOffset(log));
      for (const { id, offset } of acked) if (offset >= from && !held.ids.has(id)) lost += 1;
    }
  }
  let { unavailableUs } = watch;
  for (const { missingSinceUs } of watch.leaders.values()) if (missingSinceUs !== null) unavailableUs += sim.state.now - missingSinceUs;
  return { ...watch.counts, acknowledged, lost, duplicated, unavailableUs };
}

/** Null where nobody leads: nothing is lost yet that may come back. */
function logOf(sim: KafkaSimulation, topic: string, partition: number, leader: number): UnifiedLog | null {
  const broker = brokersOf(sim.world).find(({ id }) => id === leader);
  return broker === undefined ? null : (replicaOf(broker, topic, partition)?.log ?? null);
}

function recordsOf(log: UnifiedLog): { readonly ids: ReadonlySet<string>; readonly total: number; readonly isCompacted: boolean } {
  const ids = new Set<string>();
  let total = 0;
  let isCompacted = false;
  let expected = log.logStartOffset;
  for (let batch = batchAt(log, log.logStartOffset); batch !== undefined; batch = batchAt(log, batch.lastOffset + 1)) {
    isCompacted ||= batch.offsetDeltas !== null || batch.baseOffset > expected;
    expected = batch.lastOffset + 1;
    if (batch.control !== null) continue;
    for (let index = firstIndexFrom(batch, log.logStartOffset); index < batch.records.length; index += 1) {
      const record = batch.records[index];
      if (record === undefined || offsetOf(batch, index) < log.logStartOffset) continue;
      ids.add(record.id);
      total += 1;
    }
  }
  return { ids, total, isCompacted };
}
