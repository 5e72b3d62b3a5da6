import { formatDuration } from '../../base/units.ts';
import type { Message } from '../../sim/index.ts';
import * as words from '../../words/sequence/payload.ts';

type Request = Extract<Message, { type: 'request' }>['request'];
type Response = Extract<Message, { type: 'response' }>['response'];
interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** Lines about so many partitions; what would be more is counted. */
const MOST_LINES = 6;

/** What a message carries, in a few lines that say the fields of Kafka's request or response that matter. */
export function aboutMessage(body: Message): readonly string[] {
  return body.type === 'request' ? aboutRequest(body.request) : aboutResponse(body.response);
}

/** Error codes in a response, its own and those of its partitions, once each. */
export function errorsIn(body: Message): readonly string[] {
  if (body.type === 'request') return [];
  const { response } = body;
  const own = 'error' in response ? [response.error] : [];
  const parts = 'partitions' in response ? response.partitions.flatMap((one) => ('error' in one ? [one.error] : [])) : 'topics' in response ? response.topics.map(({ error }) => error) : [];
  return [...new Set<string>([...own, ...parts])].filter((code) => code !== 'NONE');
}

function aboutRequest(request: Request): readonly string[] {
  switch (request.api) {
    case 'Produce':
      return [
        words.acks(request.acks === -1 ? 'all' : request.acks),
        ...each(request.partitions, ({ batch: { records, producerId, producerEpoch, baseSequence } }) => (producerId < 0 ? words.records(records.length) : words.idempotentRecords(records.length, producerId, producerEpoch, baseSequence))),
      ];
    case 'Fetch':
      return [
        request.sessionEpoch > 0 ? words.waitsInSession(formatDuration(request.maxWaitUs), request.minBytes, request.sessionId, request.sessionEpoch) : words.waits(formatDuration(request.maxWaitUs), request.minBytes),
        ...(request.partitions.length === 0 ? [words.sessionGoesOn] : []),
        ...each(request.partitions, ({ fetchOffset, currentLeaderEpoch }) => (currentLeaderEpoch < 0 ? words.from(fetchOffset) : words.fromInEpoch(fetchOffset, currentLeaderEpoch))),
      ];
    case 'ListOffsets':
      return each(request.partitions, ({ timestamp }) => words.times[timestamp] ?? words.offsetOfTime(formatDuration(Math.max(0, timestamp))));
    case 'OffsetForLeaderEpoch':
      return each(request.partitions, ({ leaderEpoch }) => words.whereEpochEnds(leaderEpoch));
    case 'DeleteRecords':
      return each(request.partitions, ({ offset }) => (offset < 0 ? words.allBeforeHighWatermark : words.allBefore(offset)));
    case 'Metadata':
      return [request.topics === null ? words.allTopics : words.topics(words.list(request.topics) || words.none)];
    case 'JoinGroup':
      return [
        request.memberId === '' ? words.groupWithoutMember(request.group) : words.groupAndMember(request.group, request.memberId),
        words.topicsAndAssignors(words.list(request.topics), words.list(request.protocols)),
        request.ownedPartitions.length === 0 ? words.ownsNothing : words.owns(names(request.ownedPartitions)),
      ];
    case 'SyncGroup':
      return [words.groupAndGeneration(request.group, request.generation), ...limited(request.assignments.map(({ memberId, partitions }) => words.memberGets(memberId, names(partitions))))];
    case 'Heartbeat':
      return [words.groupAndGeneration(request.group, request.generation)];
    case 'LeaveGroup':
    case 'FindCoordinator':
      return [words.group(request.group)];
    case 'OffsetCommit':
      return [
        request.generation < 0 ? words.group(request.group) : words.groupAndGeneration(request.group, request.generation),
        ...each(request.offsets, ({ offset }) => words.offset(offset)),
      ];
    case 'OffsetFetch':
      return [words.group(request.group), names(request.partitions)];
    default:
      return aboutServerRequest(request);
  }
}

/** Of brokers and controllers among each other, and of the admin client. */
function aboutServerRequest(request: Request): readonly string[] {
  switch (request.api) {
    case 'BrokerRegistration':
      return [
        request.rack === null ? words.broker(request.broker) : words.brokerAndRack(request.broker, request.rack),
        request.previousBrokerEpoch < 0 ? words.notClean : words.clean(request.previousBrokerEpoch),
      ];
    case 'BrokerHeartbeat':
      return [
        words.brokerAndMetadata(request.broker, request.brokerEpoch, request.metadataOffset),
        ...(request.wantFence ? [words.wantsFence] : []),
        ...(request.wantShutDown ? [words.wantsShutDown] : []),
      ];
    case 'AlterPartition':
      return [
        words.brokerAndEpoch(request.broker, request.brokerEpoch),
        ...each(request.partitions, ({ isr, leaderEpoch, partitionEpoch }) => words.isrToBe(words.list(isr.map(({ broker }) => broker)), leaderEpoch, partitionEpoch)),
      ];
    case 'RaftFetch':
      return [words.fromMetadata(request.fetchOffset, request.currentLeaderEpoch), words.knowsCommitted(request.highWatermark, formatDuration(request.maxWaitUs))];
    case 'Vote':
      return [(request.preVote ? words.preVote : words.vote)(request.candidateId, request.candidateEpoch), words.itsLogEnds(request.lastEpochEndOffset, request.lastEpoch)];
    case 'BeginQuorumEpoch':
    case 'EndQuorumEpoch':
      return [words.leaderAndEpoch(request.leaderId, request.leaderEpoch)];
    case 'FetchSnapshot':
      return [words.snapshot(request.snapshotId.offset, request.snapshotId.epoch)];
    case 'CreateTopics':
      return [words.newTopic(request.name, request.partitions, request.replicationFactor)];
    case 'CreatePartitions':
      return [words.partitionsInAll(request.name, request.count)];
    case 'DeleteTopics':
      return [words.topic(request.name)];
    case 'ElectLeaders':
      return [words.election(request.election), request.partitions === null ? words.everyPartition : names(request.partitions)];
    case 'AlterPartitionReassignments':
      return [words.ofPartition(`${request.topic}-${request.partition}`, request.replicas === null ? words.cancel : words.replicas(words.list(request.replicas)))];
    case 'IncrementalAlterConfigs':
      return Object.entries(request.set).map(([key, value]) => `${key}=${value}`);
    case 'LeaderAndIsr':
      return [
        words.controllerAndEpoch(request.controllerId, request.controllerEpoch),
        ...each(request.partitions, ({ registration: { leader, leaderEpoch, isr } }) => words.leaderEpochIsr(leader, leaderEpoch, words.list(isr))),
      ];
    case 'UpdateMetadata':
      return [
        words.controllerAndEpoch(request.controllerId, request.controllerEpoch),
        words.brokers(words.list(request.brokers.map(({ id }) => id))),
        ...each(request.partitions, ({ registration: { leader, isr } }) => words.leaderIsr(leader, words.list(isr))),
      ];
    default:
      return [];
  }
}

function aboutResponse(response: Response): readonly string[] {
  switch (response.api) {
    case 'Produce':
      return each(response.partitions, ({ error, baseOffset }) => (error === 'NONE' ? (baseOffset < 0 ? words.taken : words.firstRecordAt(baseOffset)) : error));
    case 'Fetch':
      if (response.error !== 'NONE') return [response.error];
      return response.partitions.length === 0 ? [words.nothingNew] : each(response.partitions, fetched);
    case 'ListOffsets':
      return each(response.partitions, ({ error, offset }) => (error === 'NONE' ? words.offset(offset) : error));
    case 'OffsetForLeaderEpoch':
      return each(response.partitions, ({ error, leaderEpoch, endOffset }) => (error === 'NONE' ? words.epochEnds(leaderEpoch, endOffset) : error));
    case 'Metadata':
      return [
        words.brokers(words.list(response.brokers.map(({ id }) => id)) || words.none),
        ...limited(
          response.topics.flatMap(({ name, partitions, error }) => {
            if (error !== 'NONE') return [words.ofPartition(name, error)];
            return partitions.map(({ partition, leader, isr }) => words.ofPartition(`${name}-${partition}`, leader < 0 ? words.noLeaderAndIsr(words.list(isr)) : words.leaderAndIsr(leader, words.list(isr))));
          }),
        ),
      ];
    case 'InitProducerId':
      return response.error === 'NONE' ? [words.producerId(response.producerId, response.producerEpoch)] : [response.error];
    case 'FindCoordinator':
      return [response.error === 'NONE' ? words.coordinator(response.coordinator) : response.error];
    case 'JoinGroup':
      if (response.error !== 'NONE') return [response.error];
      return [response.members.length > 0 ? words.leadsGroup(response.generation, response.members.length) : words.followsInGroup(response.generation), words.assignor(response.protocol ?? words.none)];
    case 'SyncGroup':
      return [response.error === 'NONE' ? words.assigned(names(response.assignment)) : response.error];
    case 'OffsetCommit':
      return each(response.partitions, ({ error }) => (error === 'NONE' ? words.committed : error));
    case 'OffsetFetch':
      return response.error === 'NONE' ? each(response.partitions, ({ offset }) => (offset < 0 ? words.nothingCommitted : words.committedOffset(offset))) : [response.error];
    case 'BrokerRegistration':
      return [response.error === 'NONE' ? words.brokerEpoch(response.brokerEpoch) : response.error];
    case 'BrokerHeartbeat':
      return response.error === 'NONE' ? [standing(response.isFenced, response.isCaughtUp), ...(response.shouldShutDown ? [words.mayShutDown] : [])] : [response.error];
    case 'AlterPartition':
      return response.error === 'NONE' ? each(response.partitions, ({ error, isr, partitionEpoch }) => (error === 'NONE' ? words.isr(words.list(isr), partitionEpoch) : error)) : [response.error];
    case 'RaftFetch':
      if (response.error !== 'NONE') return [response.error];
      return [
        response.divergingEpoch !== null ? words.logsPart(response.divergingEpoch.epoch, response.divergingEpoch.endOffset) : response.snapshotId !== null ? words.fetchSnapshot(response.snapshotId.offset) : words.ofMetadata(countOf(response.batches)),
        words.committedUpTo(response.highWatermark, response.leaderId, response.leaderEpoch),
      ];
    case 'Vote':
      return response.error === 'NONE' ? [response.voteGranted ? words.granted : words.refused, words.epoch(response.leaderEpoch)] : [response.error];
    default:
      return 'error' in response && response.error !== 'NONE' ? [response.error] : [];
  }
}

function fetched({ error, batches, highWatermark, divergingEpoch, preferredReadReplica }: Extract<Extract<Response, { api: 'Fetch' }>['partitions'], readonly unknown[]>[number]): string {
  if (error !== 'NONE') return error;
  if (divergingEpoch !== null) return words.logsPart(divergingEpoch.epoch, divergingEpoch.endOffset);
  if (preferredReadReplica !== undefined) return words.readFrom(preferredReadReplica);
  const [first, last] = [batches[0], batches.at(-1)];
  return first === undefined || last === undefined ? words.noRecords(highWatermark) : words.fetched(countOf(batches), first.baseOffset, last.lastOffset, highWatermark);
}

function countOf(batches: readonly { readonly records: readonly unknown[] }[]): number {
  return batches.reduce((sum, batch) => sum + batch.records.length, 0);
}

function standing(isFenced: boolean, isCaughtUp: boolean): string {
  if (isFenced) return isCaughtUp ? words.fenced : words.fencedNotCaughtUp;
  return isCaughtUp ? words.notFenced : words.notFencedNotCaughtUp;
}

function each<P extends Partition>(partitions: readonly P[], say: (partition: P) => string): string[] {
  return limited(partitions.map((one) => words.ofPartition(`${one.topic}-${one.partition}`, say(one))));
}

function limited(lines: readonly string[]): string[] {
  return lines.length <= MOST_LINES ? [...lines] : [...lines.slice(0, MOST_LINES), words.andMore(lines.length - MOST_LINES)];
}

function names(partitions: readonly Partition[]): string {
  return partitions.length === 0 ? words.noPartition : words.list(limited(partitions.map(({ topic, partition }) => `${topic}-${partition}`)));
}
