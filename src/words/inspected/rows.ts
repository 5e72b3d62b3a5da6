import { counted } from '../counted.ts';
export { andFenced } from '../cluster/picture.ts';
export { broker } from '../narration/names.ts';

/** Rows about a selected thing: labels, values, and how it is. Times and durations come with their units. */

export const none = 'none';
export const namedAndMore = (names: readonly string[], more: number): string => `${names.join(', ')} and ${more} more`;
export const partitions = (count: number): string => counted(count, 'partition', 'partitions');
export const records = (count: number): string => counted(count, 'record', 'records');

export const brokerStates = {
  running: 'running',
  starting: 'starting',
  recovery: 'recovery',
  'shutting-down': 'shutting down',
  paused: 'paused',
  fenced: 'fenced',
  dead: 'dead',
};
export const runningCut = 'running, links cut';
export const processStates = { paused: 'paused', dead: 'dead' };
export const clientStates = { running: 'running', joining: 'joining', rebalancing: 'rebalancing', stable: 'stable', idle: 'idle', closed: 'closed', failed: 'failed', paused: 'paused', dead: 'dead' };
export const brokerEpoch = 'Broker epoch';
export const rack = 'Rack';
export const controller = 'Controller';
export const controllerToo = 'yes: Kafka before 4.0 has it in a broker';
export const leads = 'Leads';
export const replicas = 'Replicas';
/** What is told, and how many partitions of internal topics there are besides. */
export const andInternal = (told: string, internal: number): string => (internal === 0 ? told : `${told}, and ${internal} internal`);
export const notInSync = 'Not in sync';
export const lastHeartbeat = 'Last heartbeat';
export const ago = (duration: string): string => `${duration} ago`;
export const fencedIn = 'Fenced in';
export const sessionEndsIn = 'Session ends in';

export const controllerTitle = (id: number): string => `controller ${id}`;
export const activeController = 'active controller';
export const role = 'Role';
export const epoch = 'Epoch';
export const metadataLogEnd = 'Metadata log end';
export const knownCommitted = 'Known to be committed';
export const notKnown = 'not known yet';
export const quorumLeader = 'Quorum leader';
export const leaderDead = (id: number): string => `${id}, which is dead`;

export const zooKeeperTitle = (id: number): string => `ZooKeeper server ${id}`;
export const ofVersion = 'Of';
export const kafkaBefore4 = 'Kafka before 4.0';
export const transactionsLogged = 'Transactions logged';
export const applied = 'Applied';
export const ensembleLeader = 'Leader of the ensemble';
export const kafkaController = 'Kafka controller';

export const topic = 'Topic';
export const rate = 'Rate';
export const onlyWhenTold = 'only when told';
export const perSecond = (records: number): string => `${counted(records, 'record', 'records')}/s`;
export const idempotent = 'Idempotent';
export const yes = 'yes';
export const no = 'no';
export const sent = 'Sent';
export const acknowledged = 'Acknowledged';
/** With acks=0 a record counts as done when it is sent. */
export const neverAsked = 'not asked for';
export const failed = 'Failed';
export const inFlight = 'In flight';
export const buffered = 'Buffered';

export const group = 'Group';
export const reads = 'Reads';
export const notReading = (status: string): string => `${status}, not reading`;
/** Clauses about a partition that a consumer reads, of which some are said. */
export const lookingUpPosition = 'looking up its position';
export const position = (offset: number): string => `position ${offset}`;
export const nothingCommitted = 'nothing committed';
export const committedNotKnown = 'committed not known: nobody coordinates the group';
export const committed = (offset: number): string => `committed ${offset}`;
export const toRead = (records: number): string => `${records} to read`;
export const lag = (records: number): string => `lag ${records}`;
export const fromBroker = (id: number): string => `from broker ${id}`;
export const clauses = (said: readonly string[]): string => said.join(', ');
export const moreOfThese = 'More of these';
export const ofWhatIsNotNear = 'Of what is not near';
export const partitionsLabel = 'Partitions';

export const groupTitle = (group: string): string => `group ${group}`;
export const groupStates = {
  Empty: 'empty',
  PreparingRebalance: 'rebalancing: members join',
  CompletingRebalance: 'rebalancing: partitions are handed out',
  Stable: 'stable',
  Dead: 'dead',
  Unknown: 'not yet known',
};
export const generation = 'Generation';
export const coordinator = 'Coordinator';
export const assignor = 'Assignor';
export const members = 'Members';

export const offline = 'offline: no leader';
export const belowMinIsr = 'below min.insync.replicas';
export const underReplicated = 'under-replicated';
export const healthy = 'healthy';
export const leader = 'Leader';
export const leaderEpoch = 'Leader epoch';
export const partitionEpoch = 'Partition epoch';
export const beingAdded = 'Being added';
export const toBeRemoved = 'To be removed';
export const inSync = 'In sync';
export const eligibleLeaders = 'Eligible leaders';
export const readBy = 'Read by';

export const replicaTitle = (partition: string, broker: number): string => `${partition} on broker ${broker}`;
export const roles = { leader: 'leader', follower: 'follower' };
export const syncStates = { 'in-sync': 'in sync', lagging: 'lagging', offline: 'offline' };
export const roleAndState = (role: string, state: string): string => `${role}, ${state}`;
export const logEndOffset = 'Log end offset';
export const highWatermark = 'High watermark here';
export const logStartOffset = 'Log start offset';
export const recordsHeld = 'Records held';
