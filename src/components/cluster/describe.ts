import type { BrokerView, ConsumerView, ControllerView, GroupView, ProducerView, ReplicaView } from '../../scene/frame.ts';
import { localDecimal } from '../format/readersNumbers.ts';

/** Sentences that say what a drawn thing is and how it is, for screen readers: all that the picture says. */

export function describeBroker(broker: BrokerView, replicas: readonly ReplicaView[]): string {
  const led = replicas.filter(({ role }) => role === 'leader').map(partitionName);
  const lagging = replicas.filter(({ sync }) => sync === 'lagging').map(partitionName);
  const leads = led.length === 0 ? 'Leads no partition.' : `Leads ${list(led)}.`;
  const lags = lagging.length === 0 ? '' : ` Lags on ${list(lagging)}.`;
  const cut = `${broker.cut ? ' Links to it are cut.' : ''}${broker.slow === null ? '' : ' It is slow.'}`;
  const controls = broker.zookeeper === 'controller' ? ' It is the controller.' : '';
  const rack = broker.rack === null ? '' : `, in rack ${broker.rack}`;
  return `Broker ${broker.id}${rack}, ${brokerWords(broker)}.${controls} ${leads}${lags}${cut}${vitalSentences(broker)}`;
}

/** What it has to do and waits for; nothing of a process that is gone. Parked fetches are left out: there are some all the time. */
function vitalSentences({ state, vitals: { queued, parkedProduces, waitsFor } }: BrokerView): string {
  if (state === 'dead') return '';
  const queue = queued === 0 ? '' : ` ${queued} ${queued === 1 ? 'request waits' : 'requests wait'} in its queue.`;
  const parked = parkedProduces === 0 ? '' : ` ${parkedProduces} ${parkedProduces === 1 ? 'write waits' : 'writes wait'} for followers.`;
  return `${queue}${parked}${waitsFor === null ? '' : ` It waits for ${waitsFor}.`}`;
}

/** Two or three words for the state, as the header shows it. */
export function brokerWords({ state, sessionExpiresAt, zookeeper }: BrokerView): string {
  switch (state) {
    case 'running':
      return 'running';
    case 'fenced':
      return 'fenced';
    case 'starting':
      return 'starting';
    case 'recovery':
      return 'catching up with metadata';
    case 'shutting-down':
      return 'shutting down';
    case 'paused':
      return 'paused';
    case 'dead':
      if (zookeeper !== undefined) return sessionExpiresAt === null ? 'dead, session over' : 'dead, session not over yet';
      return sessionExpiresAt === null ? 'dead and fenced' : 'dead, not fenced yet';
    default:
      return state;
  }
}

export function describeReplica(replica: ReplicaView): string {
  const { broker, highWatermark, logStartOffset, endOffset, cells } = replica;
  const diverged = cells.filter((cell) => cell.diverged).length;
  const more = diverged === 0 ? '' : ` ${diverged} ${diverged === 1 ? 'record differs' : 'records differ'} from the leader's log.`;
  const log = endOffset === logStartOffset ? 'The log is empty.' : `Log ${logStartOffset} to ${endOffset - 1}, high watermark ${highWatermark}.`;
  return `${partitionName(replica)} on broker ${broker}, ${replicaWords(replica)}. ${log}${more}`;
}

/** `leader, epoch 3`, `follower, in sync`. */
export function replicaWords({ role, sync, staleLeader, leaderEpoch }: ReplicaView): string {
  if (staleLeader) return `still believes to lead in epoch ${leaderEpoch}`;
  if (role === 'leader') return `leader, epoch ${leaderEpoch}${sync === 'offline' ? ', offline' : ''}`;
  return `follower, ${syncWords(sync)}`;
}

export function syncWords(sync: ReplicaView['sync']): string {
  return sync === 'in-sync' ? 'in sync' : sync;
}

export function describeController({ id, node, state, role, epoch, endOffset, highWatermark }: ControllerView): string {
  const is = state === 'running' ? role : state;
  if (isEnsembleServer(node)) return `ZooKeeper server ${id}, ${is}, epoch ${epoch}. ${endOffset} transactions logged, ${highWatermark} applied.`;
  return `Controller ${id}, ${is}, epoch ${epoch}. Metadata log up to ${endOffset}, committed up to ${highWatermark}.`;
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
  const failures = failed === 0 ? '' : ` ${failed} failed.`;
  const waiting = buffered === 0 ? '' : `, ${buffered} waiting`;
  const fate = isNeverAcked(acks) ? `${sent} records sent` : `${acked} of ${sent} records acknowledged`;
  return `Producer ${id}, ${status}, writes to ${topic} with ${acksWords(acks)}. ${fate}, ${inFlight} in flight${waiting}.${failures}`;
}

export function groupWords(state: GroupView['state']): string {
  switch (state) {
    case 'Stable':
      return 'stable';
    case 'PreparingRebalance':
    case 'CompletingRebalance':
      return 'rebalancing';
    case 'Empty':
      return 'empty';
    case 'Dead':
      return 'gone';
    case 'Unknown':
      return 'no coordinator';
    default:
      return state;
  }
}

export function describeGroup({ group, state, generation, protocol, coordinator }: GroupView): string {
  const led = coordinator < 0 ? 'Nobody coordinates it.' : `Broker ${coordinator} coordinates it.`;
  const by = protocol === null ? '' : `, assignor ${protocol}`;
  return `Group ${group}, ${groupWords(state)}, generation ${generation}${by}. ${led}`;
}

/** Lag over all partitions whose lag is known; -1 when none is. */
export function totalLag({ assigned, elsewhere }: ConsumerView): number {
  return assigned.reduce((sum, { lag }) => (lag < 0 ? sum : Math.max(0, sum) + lag), elsewhere?.lag ?? -1);
}

export function describeConsumer(consumer: ConsumerView): string {
  const { id, group, status, assigned, fetchPaused } = consumer;
  const lag = totalLag(consumer);
  const reads = assigned.map(({ topic, partition, position }) => `${topic}-${partition}${position < 0 ? '' : ` at ${position}`}`);
  const more = consumer.elsewhere === undefined ? '' : ` ${reads.length === 0 ? 'Reads' : 'And'} ${consumer.elsewhere.partitions} partitions that are not near.`;
  const owns = reads.length > 0 ? `Reads ${list(reads)}.` : consumer.elsewhere === undefined ? 'Has no partition.' : '';
  const behind = lag < 0 ? '' : ` Lag ${lag}.`;
  return `Consumer ${id} of group ${group}, ${status}${fetchPaused ? ', fetching paused' : ''}. ${owns}${more}${behind}`.replaceAll('  ', ' ');
}

export function partitionName({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}-${partition}`;
}

/** Of a long list the first so many are named: nobody listens to hundreds. */
const MOST_NAMED = 24;

function list(items: readonly string[]): string {
  if (items.length > MOST_NAMED) return `${items.slice(0, MOST_NAMED).join(', ')} and ${items.length - MOST_NAMED} more`;
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
