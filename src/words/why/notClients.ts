import { counted } from '../counted.ts';

/** Conditions that let a consumer read and a producer send, each as it is met or not. */

export const processStates = { running: 'Its process runs.', paused: 'Its process is paused.', dead: 'Its process is dead.' } as const;

const PHASES = { new: 'It is new', running: 'It is running', closing: 'It is closing', stopped: 'It is stopped', failed: 'It is failed' } as const;
/** `failure`: why it failed, where it did. */
export const isInPhase = (phase: keyof typeof PHASES, failure: string | null): string => (failure === null ? `${PHASES[phase]}.` : `${PHASES[phase]}: ${failure}.`);
export const subscribed = 'It has subscribed and polls.';
export const coordinatorIs = (broker: number): string => `Its coordinator is broker ${broker}.`;
export const noCoordinator = 'It knows no coordinator of its group.';
export const memberOf = (generation: number): string => `It is a member of generation ${generation}.`;
export const hasToJoin = 'It is not in the present generation of its group, and has to join.';
export const waitsForAssignment = 'Its group rebalances, and it waits for its assignment.';
export const assigned = (partitions: string, count: number): string => `${partitions} ${count === 1 ? 'is' : 'are'} assigned to it.`;
export const nothingAssigned = 'No partition is assigned to it: the group has as many members as there are partitions, or more.';
export const nothingAssignedYet = 'No partition is assigned to it.';
export const worksOnNothing = 'Its application polls, and works on nothing.';
export const worksOn = (since: string): string => `Its application works on what it polled ${since} ago, and polls again when it is done (max.poll.interval.ms).`;
export const positionOnly = (partition: string, offset: number): string => `${partition}: it is at offset ${offset}, and does not know how much there is.`;
export const notPaused = 'It is not paused.';
export const pausedByHand = 'It is paused: it polls, and fetches nothing.';
export const waitsForNoCommit = 'It waits for no commit.';
export const waitsForCommit = 'It waits for a commit to be answered.';
export const nothingKeeps = (consumer: string): string => `Nothing keeps consumer ${consumer} from reading.`;
export const doesNotReadAll = (consumer: string): string => `Consumer ${consumer} does not read all that it might.`;
export const committedOffsetUnknown = (partition: string): string => `${partition}: the committed offset is not known yet.`;
export const beginningAskedFor = (partition: string): string => `${partition}: the offset to begin at is being asked for.`;
export const notValidated = (partition: string, offset: number): string => `${partition}: the leader has not said yet that it has what was read up to offset ${offset}.`;
export const noLeaderKnown = (partition: string): string => `${partition}: no leader is known.`;
export const waitsAfterError = (partition: string): string => `${partition}: after an error it waits a moment before it fetches again.`;
/** `again`: how long until the next try; null when it is under way. */
export const connectionBroke = (partition: string, broker: number, again: string | null): string =>
  `${partition}: the connection to broker ${broker} broke, and it has answered nothing since${again === null ? '' : `; the next try is in ${again}`}.`;
export const fetchUnanswered = (partition: string, broker: number, since: string): string =>
  `${partition}: broker ${broker} has not answered a fetch for ${since}, longer than it may hold one (fetch.max.wait.ms).`;
export const readsAt = (partition: string, offset: number, broker: number, behind: number): string =>
  `${partition}: it reads at offset ${offset} from broker ${broker}, ${behind} behind the high watermark.`;
export const hadReadAll = (partition: string, offset: number, broker: number): string =>
  `${partition}: it has read all that is committed, up to offset ${offset}, as of its last fetch from broker ${broker}.`;
export const producerStates = { running: 'It is open.', closing: 'It is open.', closed: 'It is closed.', killed: 'It is killed.' } as const;
export const knowsTopic = (topic: string, partitions: number): string => `It knows topic ${topic}, and how many partitions it has: ${partitions}.`;
export const knowsNoTopic = (topic: string): string => `It has no metadata of topic ${topic}, and cannot choose a partition.`;
export const producerIdIs = (id: number): string => `Its producer id is ${id}.`;
export const noProducerId = 'It has no producer id yet, and sends nothing before it has one (enable.idempotence).';
export const bufferHasRoom = (free: string, size: string): string => `Its buffer has ${free} free of ${size}.`;
export const bufferIsFull = (free: string, size: string, batches: number): string =>
  `Its buffer is full: ${free} free of ${size} (buffer.memory), with ${counted(batches, 'batch', 'batches')} not acknowledged.`;
export const nothingHoldsUp = (producer: string): string => `Nothing holds producer ${producer} up.`;
/** Batches that were sent and not answered, and batches that are gathered still; at least one is not 0. */
export const batchesOnTheirWay = (producer: string, sent: number, gathered: number): string => {
  const clauses = [
    ...(sent === 0 ? [] : [counted(sent, 'batch is on its way', 'batches are on their way')]),
    ...(gathered === 0 ? [] : [counted(gathered, 'batch waits for linger.ms', 'batches wait for linger.ms')]),
  ];
  return `Nothing holds producer ${producer} up: ${clauses.join(', ')}.`;
};
export const hasToWait = (producer: string): string => `Producer ${producer} has to wait.`;
export const nothingWaits = (partition: string): string => `${partition}: nothing waits.`;

const batchesFor = (batches: number, partition: string): string => `${counted(batches, 'batch', 'batches')} for ${partition}`;
export const batchesUnled = (batches: number, partition: string): string => `${batchesFor(batches, partition)}: no leader is known.`;
export const batchesBackOff = (batches: number, partition: string, time: string, attempt: number): string =>
  `${batchesFor(batches, partition)}: the last try failed; the next is in ${time}, attempt ${attempt}.`;
export const batchesInFlight = (batches: number, partition: string, requests: number, broker: number): string =>
  `${batchesFor(batches, partition)}: ${counted(requests, 'request', 'requests')} to broker ${broker} ${requests === 1 ? 'is' : 'are'} not answered, as many as max.in.flight.requests.per.connection allows.`;
export const batchesUnconnected = (batches: number, partition: string, broker: number): string =>
  `${batchesFor(batches, partition)}: broker ${broker} does not answer on a new connection yet.`;
export const batchesBehind = (batches: number, partition: string): string => `${batchesFor(batches, partition)}: an earlier batch has to have its response first.`;
export const batchesMaySend = (batches: number, partition: string, broker: number): string =>
  `${batchesFor(batches, partition)}: may be sent to broker ${broker}, once linger.ms is over.`;
