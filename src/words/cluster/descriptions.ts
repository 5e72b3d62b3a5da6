import { counted } from '../counted.ts';

/** Sentences that say what a drawn thing is and how it is, for screen readers. */

export const broker = (id: number, rack: string | null, state: string): string => (rack === null ? `Broker ${id}, ${state}.` : `Broker ${id}, in rack ${rack}, ${state}.`);
export const isController = 'It is the controller.';
export const leadsNothing = 'Leads no partition.';
export const leads = (partitions: string): string => `Leads ${partitions}.`;
export const leadsNothingShown = 'Leads no partition that is shown.';
export const leadsOfShown = (partitions: string): string => `Of those shown it leads ${partitions}.`;
/** In a part of a large cluster. */
export const leadsOfAll = (led: number, replicas: number, shown: number): string => `Leads ${led} of the ${counted(replicas, 'partition', 'partitions')} that it has; ${shown} of them ${shown === 1 ? 'is' : 'are'} shown.`;
export const internalHidden = (replicas: number, led: number): string => `${counted(replicas, 'replica', 'replicas')} of internal topics ${replicas === 1 ? 'is' : 'are'} not shown; it leads ${led} of them.`;
export const leadsUnderMin = (partitions: number): string => `Leads ${counted(partitions, 'partition', 'partitions')} under min ISR: fewer replicas are in sync than min.insync.replicas asks for, and acks=all is refused.`;
export const underMinIsr = (inSync: number, least: number): string => `Under min ISR: ${inSync} in sync, where min.insync.replicas asks for ${least}. Writes with acks=all are refused.`;
export const lagsOn = (partitions: string): string => `Lags on ${partitions}.`;
export const linksAreCut = 'Links to it are cut.';
export const isSlow = 'It is slow.';
export const queued = (requests: number): string => `${counted(requests, 'request waits', 'requests wait')} in its queue.`;
export const parked = (writes: number): string => `${counted(writes, 'write waits', 'writes wait')} for followers.`;
export const waitsFor = (what: string): string => `It waits for ${what}.`;

export const replica = (partition: string, on: number, standing: string): string => `${partition} on broker ${on}, ${standing}.`;
export const staleLeader = (epoch: number): string => `still believes to lead in epoch ${epoch}`;
export const leader = (epoch: number): string => `leader, epoch ${epoch}`;
export const leaderOffline = (epoch: number): string => `leader, epoch ${epoch}, offline`;
export const follower = (sync: string): string => `follower, ${sync}`;
export const emptyLog = 'The log is empty.';
export const log = (first: number, last: number, highWatermark: number): string => `Log ${first} to ${last}, high watermark ${highWatermark}.`;
/** After what a replica is. */
export const selectedOf = { partition: 'Its partition is selected.', record: 'A record of its partition is selected.' } as const;
export const recordsDiffer = (records: number): string => `${counted(records, 'record differs', 'records differ')} from the leader's log.`;

export const zooKeeperServer = (id: number, is: string, epoch: number): string => `ZooKeeper server ${id}, ${is}, epoch ${epoch}.`;
export const transactions = (logged: number, applied: number): string => `${logged} transactions logged, ${applied} applied.`;
export const controller = (id: number, is: string, epoch: number): string => `Controller ${id}, ${is}, epoch ${epoch}.`;
export const metadataLogUnknown = (end: number): string => `Metadata log up to ${end}; how much of it is committed it does not know.`;
export const metadataLog = (end: number, committed: number): string => `Metadata log up to ${end}, committed up to ${committed}.`;

export const producer = (id: string, status: string, topic: string, acks: string): string => `Producer ${id}, ${status}, writes to ${topic} with ${acks}.`;
export const recordsSent = (sent: number, inFlight: number, waiting: number): string => `${counted(sent, 'record', 'records')} sent, ${underWay(inFlight, waiting)}.`;
export const recordsAcked = (acked: number, sent: number, inFlight: number, waiting: number): string => `${acked} of ${counted(sent, 'record', 'records')} acknowledged, ${underWay(inFlight, waiting)}.`;
const underWay = (inFlight: number, waiting: number): string => (waiting === 0 ? `${inFlight} in flight` : `${inFlight} in flight, ${waiting} waiting`);
export const failed = (records: number): string => `${records} failed.`;

export const group = (name: string, state: string, generation: number): string => `Group ${name}, ${state}, generation ${generation}.`;
export const groupWithAssignor = (name: string, state: string, generation: number, assignor: string): string => `Group ${name}, ${state}, generation ${generation}, assignor ${assignor}.`;
export const nobodyCoordinates = 'Nobody coordinates it.';
export const coordinates = (by: number): string => `Broker ${by} coordinates it.`;

export const consumer = (id: string, of: string, status: string): string => `Consumer ${id} of group ${of}, ${status}.`;
export const consumerPaused = (id: string, of: string, status: string): string => `Consumer ${id} of group ${of}, ${status}, fetching paused.`;
export const hasNoPartition = 'Has no partition.';
export const reads = (partitions: string): string => `Reads ${partitions}.`;
export const readsAt = (partition: string, position: number): string => `${partition} at ${position}`;
/** In a large cluster, of which only a part is drawn. */
export const readsFar = (partitions: number): string => `Reads ${counted(partitions, 'partition that is', 'partitions that are')} not near.`;
export const readsFarToo = (partitions: number): string => `And ${counted(partitions, 'partition that is', 'partitions that are')} not near.`;
export const toRead = (records: number): string => `${records} to read.`;
