import type { MessageKind } from '../../base/messageKinds.ts';
import { counted } from '../counted.ts';
export { broker } from '../narration/names.ts';
export { andMore } from '../counted.ts';

/** What stands in the picture of a cluster: on its cards, rows and marks, and in the notes of a pointer that rests on them. */

export const cluster = 'The cluster.';
export const clusterOf = (run: string): string => `The cluster, ${run}.`;
export const keysToLook = 'Arrow keys move between its parts, Enter selects one.';
export const keysToAct = 'Arrow keys move between its parts, Enter selects one, Delete kills it.';
/** What a screen reader calls the whole. */
export const picture = 'picture';

/** Beside the picture of another run. */
export const differs = (how: string): string => `Differs: ${how}`;
export const differsToo = (how: string): string => `Differs: ${how}.`;
export const among = { these: 'Among these.', those: 'Among those.' } as const;

export const keys = 'Keys';

/** Stands for a partition where its topic is known. */
export const partitionShort = (partition: number): string => `P${partition}`;
export const toRead = (records: number): string => `${records} to read`;
export const toReadUnknown = '? to read';

export const rack = (name: string): string => `rack ${name}`;
export const noRack = 'no rack';

export const brokerStates = {
  running: 'running',
  fenced: 'fenced',
  starting: 'starting',
  recovery: 'catching up with metadata',
  'shutting-down': 'shutting down',
  paused: 'paused',
} as const;
/** A broker whose process is `dead` or `paused` and that the controller has fenced. */
export const andFenced = { dead: 'dead and fenced', paused: 'paused and fenced' } as const;
export const deadNotFenced = 'dead, not fenced yet';
export const pausedSessionOver = 'paused, session over';
export const deadSessionOver = 'dead, session over';
export const deadSessionNotOver = 'dead, session not over yet';
/** Beside the name of a broker that is the controller. */
export const controllerToo = 'controller';
export const linksCut = 'links cut';
export const slow = 'slow';
export const troubleAndWait = (trouble: string, waitsFor: string): string => `${trouble}, waits for ${waitsFor}`;
export const noReplicas = 'no replicas';
export const leadsOf = (led: number, all: number): string => `leads ${led} of ${all}`;
/** Replicas of internal topics are there besides, and not drawn. */
export const leadsOfShown = (led: number, shown: number): string => `leads ${led} of ${shown} shown`;
/** In a part of a large cluster: `shown` of the replicas are drawn. */
export const leadsAndShows = (led: number, all: number, shown: number): string => `leads ${led} of ${all}, shows ${shown}`;
/** Nothing else is on the broker. */
export const internalOnly = (replicas: number): string => `${replicas} internal, not shown`;
export const internalOnlyShort = (replicas: number): string => `${replicas} internal`;
export const underMinIsr = (partitions: number): string => `${partitions} under min ISR`;
export const leads = (led: number): string => `leads ${led}`;

export const queue = (requests: number): string => `queue ${requests}`;
export const nothingQueued = 'No request waits to be handled';
export const queued = (requests: number): string => `${counted(requests, 'request waits', 'requests wait')} to be handled`;
export const parked = (writes: number, fetches: number): string =>
  `Parked: ${counted(writes, 'write waits', 'writes wait')} for followers to copy the records, ${counted(fetches, 'fetch waits', 'fetches wait')} for something to read`;
export const cache = (records: number): string => `cache ${records}`;
export const notOnDisk = (records: number): string =>
  `${counted(records, 'record is', 'records are')} in the page cache and not on the disk itself: lost if the machine loses its power`;

/** How long a broker has been silent: `left` and `silent` are times with their unit. */
export const fenced = 'fenced';
export const sessionOver = 'session over';
export const dead = (over: string): string => `dead, ${over}`;
/** There is no active controller, or no leader of the ensemble: nobody counts. */
export const deadUncounted = 'dead, no controller to fence it';
export const deadSessionUncounted = 'dead, nobody to end its session';
export const notFenced = 'not fenced';
export const sessionStays = 'session stays';
export const sessionExpired = 'session expired';
export const fencingIsDue = 'session expired, fencing is due';
/** Where there is no room for who puts it out. */
export const left = (time: string): string => `out in ${time}`;
/** Why nothing is heard from it. */
export const unreachable = 'unreachable';
export const fencedIn = (silence: string, time: string): string => `${silence}, fenced in ${time}`;
export const outIn = (silence: string, time: string): string => `${silence}, out in ${time}`;
export const fencedInBrief = (time: string): string => `fenced in ${time}`;
export const expiresIn = (silence: string, time: string): string => `${silence}, session expires in ${time}`;
export const silentFor = (silence: string, silent: string): string => `${silence} ${silent}`;
/** Where there is no room for more than `left`. */
export const untilFenced = 'Its heartbeats are missing: when this time is over the controller fences it.';
export const untilSessionEnds = 'Nothing is heard from it: when this time is over ZooKeeper ends its session.';

export const syncStates = { 'in-sync': 'in sync', lagging: 'lagging', offline: 'offline' } as const;
export const staleLeader = (epoch: number): string => `stale leader e${epoch}`;
export const staleShort = (epoch: number): string => `stale e${epoch}`;
export const staleWhy = 'The controller has moved on; this broker does not know yet';
export const leader = (epoch: number): string => `leader epoch ${epoch}`;
export const leaderShort = (epoch: number): string => `leader e${epoch}`;
/** In sync, and how many `min.insync.replicas` asks for. */
export const isrBelow = (inSync: number, least: number): string => `ISR ${inSync}<${least}`;
export const leaderIsrBelow = (epoch: number, inSync: number, least: number): string => `leader epoch ${epoch}, ISR ${inSync}<${least}`;
export const leaderShortIsrBelow = (epoch: number, inSync: number, least: number): string => `leader e${epoch}, ISR ${inSync}<${least}`;
export const leaderWhy = (epoch: number): string => `Leader in leader epoch ${epoch}`;
export const standsAs = (replica: string, standing: string): string => `${replica}, ${standing}`;
/** The high watermark; `offset` may be shortened. */
export const highWatermark = (offset: string): string => `HW ${offset}`;
export const emptyLog = 'empty';
/** The log of a replica that is so far behind that none of it is in sight. */
export const logEnd = (offset: number): string => `log end ${offset}`;
/** The first of several readers at a place. */
export const readerAndMore = (name: string, more: number): string => `${name} +${more}`;

export const controllers = 'KRaft controllers';
export const controllersShort = 'KRaft';
export const ensemble = 'ZooKeeper';
export const noLeader = 'no leader';
export const beforeKafka4 = 'Kafka before 4.0';
export const metadataEpoch = (epoch: number): string => `epoch ${epoch}`;
export const metadataOffset = (epoch: number, offset: number): string => `epoch ${epoch}, offset ${offset}`;
export const processStates = { paused: 'paused', dead: 'dead' } as const;

/** Of producers and consumers. */
export const clientStates = {
  running: 'running',
  joining: 'joining',
  rebalancing: 'rebalancing',
  stable: 'stable',
  idle: 'idle',
  paused: 'paused',
  closed: 'closed',
  failed: 'failed',
  dead: 'dead',
} as const;
/** What became of a producer's records; counts may be shortened. */
export const waiting = (count: string): string => `${count} waiting`;
export const failed = (count: string): string => `${count} failed`;
export const sent = (count: string): string => `${count} sent`;
export const ackedOf = (acked: number, all: number): string => `${acked}/${all} acked`;
export const acked = (count: string): string => `${count} acked`;
export const nothingInFlight = 'nothing in flight';
export const inFlight = (count: string): string => `${count} in flight`;

export const groupStates = {
  Stable: 'stable',
  PreparingRebalance: 'rebalancing',
  CompletingRebalance: 'rebalancing',
  Empty: 'empty',
  Dead: 'gone',
  Unknown: 'no coordinator',
} as const;
export const inGeneration = (state: string, generation: number): string => `${state}, generation ${generation}`;
export const inGenerationShort = (state: string, generation: number): string => `${state}, gen. ${generation}`;
export const partitions = (count: number): string => counted(count, 'partition', 'partitions');
export const readsNoMore = 'reads no more';
export const noPartition = 'no partition';
export const noneYet = 'none yet';
export const notFetching = 'not fetching';

export const admin = 'admin';
export const adminTalks = 'Admin client, talking to the cluster';
export const adminHasTrouble = 'Admin client, with a link that is not whole';
export const adminChosen = 'Admin client, one end of the selected link';

/** What the message under the pointer is. */
export const messageAndWhy = (message: string): string => `${message}. Click: why?`;
export const stoppedMessageAndWhy = { lost: (message: string): string => `${message}, lost. Click: why?`, held: (message: string): string => `${message}, held. Click: why?` } as const;
export const messageFromTo = (message: string, from: string, to: string): string => `${message}, from ${from} to ${to}`;
export const flow = (messages: number, kind: MessageKind, from: string, to: string): string => `${counted(messages, 'message', 'messages')} (${flowKinds[kind]}) from ${from} to ${to}`;
export const flowWithRecords = (messages: number, kind: MessageKind, records: number, from: string, to: string): string =>
  `${counted(messages, 'message', 'messages')} (${flowKinds[kind]}) with ${counted(records, 'record', 'records')} from ${from} to ${to}`;
const flowKinds: Readonly<Record<MessageKind, string>> = { produce: 'produce', consume: 'consume', replicate: 'replicate', group: 'group', metadata: 'metadata', control: 'control' };
