import type { BrokerView, ConsumerView, ControllerView, GroupView, ProducerView, ReplicaView } from '../../scene/frame.ts';
import * as words from '../../words/cluster/descriptions.ts';
import * as pictureWords from '../../words/cluster/picture.ts';
import { listed } from '../../words/listed.ts';
import { localDecimal } from '../format/readersNumbers.ts';
import { holdingShown, type HoldingShown, type UnderMin } from './holding.ts';

/** Sentences that say what a drawn thing is and how it is, for screen readers: all that the picture says. */

export function describeBroker(broker: BrokerView, replicas: readonly ReplicaView[]): string {
  const lagging = replicas.filter(({ sync }) => sync === 'lagging').map(partitionName);
  return told(
    words.broker(broker.id, broker.rack, brokerWords(broker)),
    broker.zookeeper === 'controller' && words.isController,
    ...leadSentences(holdingShown(broker, replicas), replicas.filter(({ role }) => role === 'leader').map(partitionName)),
    lagging.length > 0 && words.lagsOn(list(lagging)),
    broker.cut && words.linksAreCut,
    broker.slow !== null && words.isSlow,
    ...vitalSentences(broker),
  );
}

/** What it leads of what is drawn, and what is not drawn of what it has. */
function leadSentences({ led, of, shown, internal, underMinIsr }: HoldingShown, ledHere: readonly string[]): readonly (string | false)[] {
  const isPart = shown < of;
  const none = isPart ? false : internal === null ? words.leadsNothing : words.leadsNothingShown;
  return [
    isPart && words.leadsOfAll(led, of, shown),
    ledHere.length === 0 ? none : (isPart ? words.leadsOfShown : words.leads)(list(ledHere)),
    internal !== null && words.internalHidden(internal.replicas, internal.leads),
    underMinIsr > 0 && words.leadsUnderMin(underMinIsr),
  ];
}

/** What it has to do and waits for; nothing of a process that is gone. Parked fetches are left out: there are some all the time. */
function vitalSentences({ state, vitals: { queued, parkedProduces, waitsFor } }: BrokerView): readonly (string | false)[] {
  if (state === 'dead') return [];
  return [queued > 0 && words.queued(queued), parkedProduces > 0 && words.parked(parkedProduces), waitsFor !== null && words.waitsFor(waitsFor)];
}

/** Those sentences that are to be said. */
function told(...sentences: readonly (string | false)[]): string {
  return sentences.filter((sentence) => sentence !== false).join(' ');
}

/** Two or three words for the state, as the header shows it. */
export function brokerWords({ state, fenced, zookeeper }: BrokerView): string {
  if (state === 'paused' && fenced) return zookeeper === undefined ? pictureWords.andFenced.paused : pictureWords.pausedSessionOver;
  if (state !== 'dead') return pictureWords.brokerStates[state];
  if (zookeeper !== undefined) return fenced ? pictureWords.deadSessionOver : pictureWords.deadSessionNotOver;
  return fenced ? pictureWords.andFenced.dead : pictureWords.deadNotFenced;
}

/** `under`: how many replicas should be in sync and are not, if so; see `underMinOf`. */
export function describeReplica(replica: ReplicaView, under: UnderMin | null = null): string {
  const { broker, highWatermark, logStartOffset, endOffset, cells } = replica;
  const diverged = cells.filter((cell) => cell.diverged).length;
  return told(
    words.replica(partitionName(replica), broker, replicaWords(replica)),
    under !== null && words.underMinIsr(under.inSync, under.least),
    endOffset === logStartOffset ? words.emptyLog : words.log(logStartOffset, endOffset - 1, highWatermark),
    diverged > 0 && words.recordsDiffer(diverged),
  );
}

/** What of a replica's partition is selected. */
export type Mark = keyof typeof words.selectedOf | null;

export function markedToo(description: string, mark: Mark): string {
  return told(description, mark !== null && words.selectedOf[mark]);
}

/** `leader, epoch 3`, `follower, in sync`. */
export function replicaWords({ role, sync, staleLeader, leaderEpoch }: ReplicaView): string {
  if (staleLeader) return words.staleLeader(leaderEpoch);
  if (role === 'leader') return sync === 'offline' ? words.leaderOffline(leaderEpoch) : words.leader(leaderEpoch);
  return words.follower(syncWords(sync));
}

export function syncWords(sync: ReplicaView['sync']): string {
  return pictureWords.syncStates[sync];
}

export function describeController({ id, node, state, role, epoch, endOffset, highWatermark }: ControllerView): string {
  const is = state === 'running' ? role : pictureWords.processStates[state];
  if (isEnsembleServer(node)) return told(words.zooKeeperServer(id, is, epoch), words.transactions(endOffset, highWatermark));
  return told(words.controller(id, is, epoch), highWatermark < 0 ? words.metadataLogUnknown(endOffset) : words.metadataLog(endOffset, highWatermark));
}

/** Kafka before 4.0: a server of ZooKeeper, in the place of a controller. */
export function isEnsembleServer(node: string): boolean {
  return node.startsWith('zookeeper-');
}

export function acksWords(acks: ProducerView['acks']): string {
  return acks === -1 ? 'acks=all' : `acks=${acks}`;
}

/** Nobody answers a record that is sent so. */
export function isNeverAcked(acks: ProducerView['acks']): boolean {
  return acks === 0;
}

/** A count in at most five characters up to a billion: `999`, `12.3k`, `4.56M`. Cut off and not rounded. */
export function compact(count: number): string {
  if (count < 1_000) return String(count);
  const [unit, name] = count < 1_000_000 ? [1_000, 'k'] : [1_000_000, 'M'];
  const whole = Math.floor(count / unit);
  const digits = Math.max(0, 3 - String(whole).length);
  const cut = Math.floor(count / (unit / 10 ** digits)) / 10 ** digits;
  return `${localDecimal(cut.toFixed(digits))}${name}`;
}

export function describeProducer({ id, status, topic, acks, sent, acked, failed, inFlight, buffered }: ProducerView): string {
  return told(
    words.producer(id, pictureWords.clientStates[status], topic, acksWords(acks)),
    isNeverAcked(acks) ? words.recordsSent(sent, inFlight, buffered) : words.recordsAcked(acked, sent, inFlight, buffered),
    failed > 0 && words.failed(failed),
  );
}

export function describeGroup({ group, state, generation, protocol, coordinator }: GroupView): string {
  const is = pictureWords.groupStates[state];
  return told(
    protocol === null ? words.group(group, is, generation) : words.groupWithAssignor(group, is, generation, protocol),
    coordinator < 0 ? words.nobodyCoordinates : words.coordinates(coordinator),
  );
}

/** What it has yet to read of all partitions of which that is known; -1 when of none. */
export function totalToRead({ assigned, elsewhere }: ConsumerView): number {
  return assigned.reduce((sum, { toRead }) => (toRead < 0 ? sum : Math.max(0, sum) + toRead), elsewhere?.toRead ?? -1);
}

export function describeConsumer(consumer: ConsumerView): string {
  const { id, group, status, assigned, fetchPaused, elsewhere } = consumer;
  const toRead = totalToRead(consumer);
  const reads = assigned.map(({ topic, partition, position }) => (position < 0 ? `${topic}-${partition}` : words.readsAt(`${topic}-${partition}`, position)));
  const is = pictureWords.clientStates[status];
  return told(
    fetchPaused ? words.consumerPaused(id, group, is) : words.consumer(id, group, is),
    reads.length > 0 && words.reads(list(reads)),
    elsewhere !== undefined && (reads.length === 0 ? words.readsFar : words.readsFarToo)(elsewhere.partitions),
    reads.length === 0 && elsewhere === undefined && words.hasNoPartition,
    toRead >= 0 && words.toRead(toRead),
  );
}

export function partitionName({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}-${partition}`;
}

/** Of a long list the first so many are named: nobody listens to hundreds. */
const MOST_NAMED = 24;

function list(items: readonly string[]): string {
  return listed(items, MOST_NAMED);
}
