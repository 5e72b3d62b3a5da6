import { counted } from '../counted.ts';
export { broker } from '../narration/names.ts';
export { andMore } from '../counted.ts';

/**
 * What a message carries, in lines for the sequence lens: the fields of Kafka's request or response that matter. Names of fields and
 * values are Kafka's; durations come with their units.
 */

/** A line about one partition, and what says that there are more lines. */
export const ofPartition = (partition: string, said: string): string => `${partition}: ${said}`;
export const list = (names: readonly (number | string)[]): string => names.join(', ');
export const none = 'none';
export const noPartition = 'no partition';
export const records = (count: number): string => counted(count, 'record', 'records');

/** Produce. */
export const acks = (acks: number | string): string => `acks=${acks}`;
export const idempotentRecords = (count: number, producerId: number, producerEpoch: number, sequence: number): string =>
  `${records(count)}, producer id ${producerId} epoch ${producerEpoch}, sequence ${sequence}`;
export const taken = 'taken';
export const firstRecordAt = (offset: number): string => `first record at offset ${offset}`;
export const producerId = (id: number, epoch: number): string => `producer id ${id}, epoch ${epoch}`;

/** Fetch, and what else asks a log. */
export const waits = (duration: string, bytes: number): string => `waits up to ${duration} for ${bytes} B`;
export const waitsInSession = (duration: string, bytes: number, session: number, request: number): string => `waits up to ${duration} for ${bytes} B; session ${session}, request ${request}`;
export const sessionGoesOn = 'no partition changed: all of the session go on';
export const from = (offset: number): string => `from offset ${offset}`;
export const fromInEpoch = (offset: number, epoch: number): string => `from offset ${offset}, leader epoch ${epoch}`;
export const nothingNew = 'nothing new';
export const logsPart = (epoch: number, end: number): string => `the logs part: epoch ${epoch} ends at ${end}`;
export const readFrom = (broker: number): string => `read from broker ${broker}`;
export const noRecords = (highWatermark: number): string => `no records; high watermark ${highWatermark}`;
export const fetched = (count: number, first: number, last: number, highWatermark: number): string => `${records(count)} in offsets ${first} to ${last}; high watermark ${highWatermark}`;
/** Of what the offset is asked, by the number that Kafka has for it. */
export const times: Readonly<Record<number, string>> = {
  [-1]: 'offset of the end',
  [-2]: 'offset of the beginning',
  [-3]: 'offset of the latest timestamp',
  [-4]: 'offset of the beginning on local disk',
  [-5]: 'offset of the end of what is tiered',
};
export const offsetOfTime = (time: string): string => `offset of time ${time}`;
export const offset = (offset: number): string => `offset ${offset}`;
export const whereEpochEnds = (epoch: number): string => `where does epoch ${epoch} end?`;
export const epochEnds = (epoch: number, offset: number): string => `epoch ${epoch} ends at ${offset}`;
export const allBeforeHighWatermark = 'all before the high watermark';
export const allBefore = (offset: number): string => `all before offset ${offset}`;

/** Metadata. */
export const allTopics = 'all topics';
export const topics = (names: string): string => `topics: ${names}`;
export const brokers = (ids: string): string => `brokers ${ids}`;
export const leaderAndIsr = (leader: number, isr: string): string => `leader ${leader}, ISR ${isr}`;
export const noLeaderAndIsr = (isr: string): string => `no leader, ISR ${isr}`;

/** Groups. */
export const group = (group: string): string => `group ${group}`;
export const groupAndMember = (group: string, member: string): string => `group ${group}, member ${member}`;
export const groupWithoutMember = (group: string): string => `group ${group}, no member id yet`;
export const groupAndGeneration = (group: string, generation: number): string => `group ${group}, generation ${generation}`;
export const topicsAndAssignors = (topics: string, assignors: string): string => `topics ${topics}; assignors ${assignors}`;
export const owns = (partitions: string): string => `owns ${partitions}`;
export const ownsNothing = 'owns nothing';
export const memberGets = (member: string, partitions: string): string => `${member}: ${partitions}`;
export const coordinator = (broker: number): string => `the coordinator is broker ${broker}`;
export const leadsGroup = (generation: number, members: number): string => `generation ${generation}, leads the group of ${members}`;
export const followsInGroup = (generation: number): string => `generation ${generation}, a follower`;
export const assignor = (name: string): string => `assignor ${name}`;
export const assigned = (partitions: string): string => `assigned: ${partitions}`;
export const committed = 'committed';
export const nothingCommitted = 'nothing committed';
export const committedOffset = (offset: number): string => `committed offset ${offset}`;

/** Brokers and controllers. */
export const brokerAndRack = (id: number, rack: string): string => `broker ${id}, rack ${rack}`;
export const notClean = 'its last shutdown was not clean';
export const clean = (epoch: number): string => `clean shutdown of broker epoch ${epoch}`;
export const brokerAndEpoch = (id: number, epoch: number): string => `broker ${id}, epoch ${epoch}`;
export const brokerAndMetadata = (id: number, epoch: number, metadata: number): string => `broker ${id}, epoch ${epoch}, metadata up to ${metadata}`;
export const wantsFence = 'wants to stay fenced';
export const wantsShutDown = 'wants to shut down';
export const brokerEpoch = (epoch: number): string => `broker epoch ${epoch}`;
/** In the response to a heartbeat. */
export const fenced = 'fenced, caught up';
export const fencedNotCaughtUp = 'fenced, not caught up yet';
export const notFenced = 'not fenced, caught up';
export const notFencedNotCaughtUp = 'not fenced, not caught up yet';
export const mayShutDown = 'may shut down';
export const isrToBe = (isr: string, leaderEpoch: number, partitionEpoch: number): string => `ISR to be ${isr}; leader epoch ${leaderEpoch}, partition epoch ${partitionEpoch}`;
export const isr = (isr: string, partitionEpoch: number): string => `ISR ${isr}; partition epoch ${partitionEpoch}`;
export const fromMetadata = (offset: number, epoch: number): string => `from metadata offset ${offset}, epoch ${epoch}`;
export const knowsCommitted = (offset: number, duration: string): string => `knows up to ${offset} to be committed; waits up to ${duration}`;
export const fetchSnapshot = (offset: number): string => `fetch the snapshot at ${offset}`;
export const ofMetadata = (count: number): string => `${records(count)} of metadata`;
export const committedUpTo = (offset: number, leader: number, epoch: number): string => `committed up to ${offset}; leader ${leader}, epoch ${epoch}`;
export const preVote = (candidate: number, epoch: number): string => `pre-vote for ${candidate}, epoch ${epoch}`;
export const vote = (candidate: number, epoch: number): string => `vote for ${candidate}, epoch ${epoch}`;
export const itsLogEnds = (offset: number, epoch: number): string => `its log ends at ${offset}, epoch ${epoch}`;
export const granted = 'granted';
export const refused = 'refused';
export const epoch = (epoch: number): string => `epoch ${epoch}`;
export const leaderAndEpoch = (leader: number, epoch: number): string => `leader ${leader}, epoch ${epoch}`;
export const snapshot = (offset: number, epoch: number): string => `snapshot at ${offset}, epoch ${epoch}`;
export const controllerAndEpoch = (id: number, epoch: number): string => `controller ${id}, epoch ${epoch}`;
export const leaderEpochIsr = (leader: number, epoch: number, isr: string): string => `leader ${leader}, epoch ${epoch}; ISR ${isr}`;
export const leaderIsr = (leader: number, isr: string): string => `leader ${leader}; ISR ${isr}`;

/** What the admin client asks for. */
export const newTopic = (name: string, partitions: number, replicationFactor: number): string => `topic ${name}, ${counted(partitions, 'partition', 'partitions')}, replication factor ${replicationFactor}`;
export const partitionsInAll = (name: string, partitions: number): string => `topic ${name}, ${counted(partitions, 'partition', 'partitions')} in all`;
export const topic = (name: string): string => `topic ${name}`;
/** `kind` is Kafka's name of a kind of election. */
export const election = (kind: string): string => `${kind} election`;
export const everyPartition = 'every partition';
export const cancel = 'cancel';
export const replicas = (ids: string): string => `replicas ${ids}`;
