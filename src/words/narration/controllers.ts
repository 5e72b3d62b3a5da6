/** Brokers as the controllers see them, the quorum, and topics as they are decided. `isr` and the like are lists as `ids` gives them. */
import { asSubject, brokers } from './names.ts';

export const brokerRegistered = (broker: number, brokerEpoch: number): string => `Broker ${broker} is registered, broker epoch ${brokerEpoch}.`;
export const brokerFenced = (broker: number): string => `The controller fences broker ${broker}: its session expired without a heartbeat.`;
export const brokerFencedAsAsked = (broker: number): string => `The controller fences broker ${broker}, which asked for it.`;
export const brokerUnfenced = (broker: number): string => `Broker ${broker} is unfenced: it may lead and serve clients.`;
export const brokerShutdownBegan = (broker: number): string => `Broker ${broker} shuts down in order: its leaderships move first.`;

const ROLE = {
  unattached: 'is unattached',
  prospective: 'is a prospective candidate',
  candidate: 'is a candidate',
  leader: 'leads the quorum',
  follower: 'is a follower',
  resigned: 'has resigned',
  observer: 'is an observer',
} as const;
export const quorumRole = (controller: number, role: keyof typeof ROLE, epoch: number): string => `Controller ${controller} ${ROLE[role]} in epoch ${epoch}.`;
export const controllerElected = (controller: number, epoch: number): string => `Controller ${controller} is now the active controller, epoch ${epoch}.`;
export const brokerIsController = (broker: number, epoch: number): string => `Broker ${broker} is now the controller, epoch ${epoch}: its znode is there first.`;

export function voteCast(voter: number, candidate: number, epoch: number, vote: { readonly granted: boolean; readonly preVote: boolean }): string {
  const what = vote.preVote ? 'pre-vote' : 'vote';
  const answer = vote.granted ? `gives its ${what} to` : `denies its ${what} to`;
  return `Controller ${voter} ${answer} ${candidate} for epoch ${epoch}.`;
}

export function votersChanged(added: number | null, removed: number | null, voters: string): string {
  const what = [
    ...(added === null ? [] : [`Controller ${added} is a voter from now on.`]),
    ...(removed === null ? [] : [`Controller ${removed} is no voter any more.`]),
  ];
  return `${what.join(' ')} The voters: ${voters}.`;
}

export const votersCommitted = (voters: string): string => `The voter set ${voters} is committed.`;
export const votersReverted = (controller: number, voters: string): string => `Controller ${controller} drops a voter set that was never committed. The voters are again ${voters}.`;

export const snapshotTaken = (node: string, offset: number, size: string): string => `${node} takes a snapshot of the metadata up to offset ${offset}, ${size}.`;
export const snapshotLoaded = (node: string, offset: number): string => `${node} takes the metadata up to offset ${offset} from a snapshot.`;
export const metadataLogTrimmed = (node: string, startOffset: number): string => `${node} drops the metadata log before offset ${startOffset}: a snapshot holds it.`;
export const metadataCommitted = (offset: number): string => `Metadata is committed up to offset ${offset}.`;

export const allBrokers = 'All brokers';
/** `resource` begins the sentence: `Topic orders`. */
export const configChanged = (resource: string, key: string, value: string): string => `${resource}: ${key} is now ${value}.`;
export const configBackToDefault = (resource: string, key: string): string => `${resource}: ${key} is back to its default.`;

export const partitionOffline = (partition: string, leaderEpoch: number): string => `${partition} is offline: nobody in its ISR is alive. Epoch ${leaderEpoch}.`;
export const leaderElected = (leader: number, partition: string, leaderEpoch: number, isr: string): string => `Broker ${leader} now leads ${partition}, epoch ${leaderEpoch}. In sync: ${isr}.`;
export const leaderStays = (leader: number, partition: string, leaderEpoch: number, isr: string): string => `Broker ${leader} still leads ${partition}, now in epoch ${leaderEpoch}. In sync: ${isr}.`;
export const uncleanLeaderElected = (leader: number, partition: string, leaderEpoch: number, isr: string): string =>
  `Broker ${leader} now leads ${partition}, epoch ${leaderEpoch}. In sync: ${isr}. Nobody known to have every record was left, so some may be lost.`;

export const isrShrunk = (changed: readonly number[], partition: string, isr: string): string =>
  `${asSubject(brokers(changed))} ${changed.length === 1 ? 'leaves' : 'leave'} the ISR of ${partition}. In sync: ${isr}.`;
export const isrExpanded = (changed: readonly number[], partition: string, isr: string): string =>
  `${asSubject(brokers(changed))} ${changed.length === 1 ? 'joins' : 'join'} the ISR of ${partition}. In sync: ${isr}.`;

/** `target` names brokers; `adding` and `removing` are null where nobody is added or removed. */
export function reassignmentStarted(partition: string, target: string, adding: string | null, removing: string | null): string {
  const steps = [...(adding === null ? [] : [`add ${adding}`]), ...(removing === null ? [] : [`remove ${removing}`])];
  return `${partition} moves to ${target}: ${steps.join(', then ')}.`;
}

export const reassignmentCompleted = (partition: string, replicas: string): string => `${partition} is reassigned. Its replicas: ${replicas}.`;
export const reassignmentCancelled = (partition: string, replicas: string): string => `The reassignment of ${partition} is cancelled. Its replicas: ${replicas}.`;

export const topicCreated = (topic: string, partitions: string): string => `Topic ${topic} is created with ${partitions}.`;
export const topicDeleted = (topic: string): string => `Topic ${topic} is deleted.`;
export const partitionsAdded = (topic: string, partitions: string): string => `Topic ${topic} now has ${partitions}.`;
