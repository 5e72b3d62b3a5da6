import { formatDuration } from '../../base/units.ts';
import type { Message } from '../../sim/index.ts';

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
        `acks=${request.acks === -1 ? 'all' : request.acks}`,
        ...each(request.partitions, ({ batch }) => `${records(batch.records.length)}${batch.producerId < 0 ? '' : `, producer id ${batch.producerId} epoch ${batch.producerEpoch}, sequence ${batch.baseSequence}`}`),
      ];
    case 'Fetch':
      return [
        `waits up to ${formatDuration(request.maxWaitUs)} for ${request.minBytes} B${request.sessionEpoch > 0 ? `; session ${request.sessionId}, request ${request.sessionEpoch}` : ''}`,
        ...(request.partitions.length === 0 ? ['no partition changed: all of the session go on'] : []),
        ...each(request.partitions, ({ fetchOffset, currentLeaderEpoch }) => `from offset ${fetchOffset}${currentLeaderEpoch < 0 ? '' : `, leader epoch ${currentLeaderEpoch}`}`),
      ];
    case 'ListOffsets':
      return each(request.partitions, ({ timestamp }) => `offset of ${TIMES[timestamp] ?? `time ${formatDuration(Math.max(0, timestamp))}`}`);
    case 'OffsetForLeaderEpoch':
      return each(request.partitions, ({ leaderEpoch }) => `where does epoch ${leaderEpoch} end?`);
    case 'DeleteRecords':
      return each(request.partitions, ({ offset }) => `all before ${offset < 0 ? 'the high watermark' : `offset ${offset}`}`);
    case 'Metadata':
      return [request.topics === null ? 'all topics' : `topics: ${request.topics.join(', ') || 'none'}`];
    case 'JoinGroup':
      return [`group ${request.group}, ${memberOf(request.memberId)}`, `topics ${request.topics.join(', ')}; assignors ${request.protocols.join(', ')}`, owned(request.ownedPartitions)];
    case 'SyncGroup':
      return [`group ${request.group}, generation ${request.generation}`, ...limited(request.assignments.map(({ memberId, partitions }) => `${memberId}: ${names(partitions)}`))];
    case 'Heartbeat':
      return [`group ${request.group}, generation ${request.generation}`];
    case 'LeaveGroup':
    case 'FindCoordinator':
      return [`group ${request.group}`];
    case 'OffsetCommit':
      return [`group ${request.group}${request.generation < 0 ? '' : `, generation ${request.generation}`}`, ...each(request.offsets, ({ offset }) => `offset ${offset}`)];
    case 'OffsetFetch':
      return [`group ${request.group}`, names(request.partitions)];
    case 'BrokerRegistration':
      return [`broker ${request.broker}${request.rack === null ? '' : `, rack ${request.rack}`}`, request.previousBrokerEpoch < 0 ? 'its last shutdown was not clean' : `clean shutdown of broker epoch ${request.previousBrokerEpoch}`];
    case 'BrokerHeartbeat':
      return [`broker ${request.broker}, epoch ${request.brokerEpoch}, metadata up to ${request.metadataOffset}`, ...(request.wantFence ? ['wants to stay fenced'] : []), ...(request.wantShutDown ? ['wants to shut down'] : [])];
    case 'AlterPartition':
      return [`broker ${request.broker}, epoch ${request.brokerEpoch}`, ...each(request.partitions, ({ isr, leaderEpoch, partitionEpoch }) => `ISR to be ${isr.map(({ broker }) => broker).join(', ')}; leader epoch ${leaderEpoch}, partition epoch ${partitionEpoch}`)];
    case 'RaftFetch':
      return [`from metadata offset ${request.fetchOffset}, epoch ${request.currentLeaderEpoch}`, `knows up to ${request.highWatermark} to be committed; waits up to ${formatDuration(request.maxWaitUs)}`];
    case 'Vote':
      return [`${request.preVote ? 'pre-vote' : 'vote'} for ${request.candidateId}, epoch ${request.candidateEpoch}`, `its log ends at ${request.lastEpochEndOffset}, epoch ${request.lastEpoch}`];
    case 'BeginQuorumEpoch':
    case 'EndQuorumEpoch':
      return [`leader ${request.leaderId}, epoch ${request.leaderEpoch}`];
    case 'FetchSnapshot':
      return [`snapshot at ${request.snapshotId.offset}, epoch ${request.snapshotId.epoch}`];
    case 'CreateTopics':
      return [`topic ${request.name}, ${request.partitions} partitions, replication factor ${request.replicationFactor}`];
    case 'CreatePartitions':
      return [`topic ${request.name}, ${request.count} partitions in all`];
    case 'DeleteTopics':
      return [`topic ${request.name}`];
    case 'ElectLeaders':
      return [`${request.election} election`, request.partitions === null ? 'every partition' : names(request.partitions)];
    case 'AlterPartitionReassignments':
      return [`${request.topic}-${request.partition}: ${request.replicas === null ? 'cancel' : `replicas ${request.replicas.join(', ')}`}`];
    case 'IncrementalAlterConfigs':
      return Object.entries(request.set).map(([key, value]) => `${key}=${value}`);
    case 'LeaderAndIsr':
      return [`controller ${request.controllerId}, epoch ${request.controllerEpoch}`, ...each(request.partitions, ({ registration }) => `leader ${registration.leader}, epoch ${registration.leaderEpoch}; ISR ${registration.isr.join(', ')}`)];
    case 'UpdateMetadata':
      return [`controller ${request.controllerId}, epoch ${request.controllerEpoch}`, `brokers ${request.brokers.map(({ id }) => id).join(', ')}`, ...each(request.partitions, ({ registration }) => `leader ${registration.leader}; ISR ${registration.isr.join(', ')}`)];
    default:
      return [];
  }
}

const TIMES: Readonly<Record<number, string>> = { [-1]: 'the end', [-2]: 'the beginning', [-3]: 'the latest timestamp', [-4]: 'the beginning on local disk', [-5]: 'the end of what is tiered' };

function aboutResponse(response: Response): readonly string[] {
  switch (response.api) {
    case 'Produce':
      return each(response.partitions, ({ error, baseOffset }) => (error === 'NONE' ? (baseOffset < 0 ? 'taken' : `first record at offset ${baseOffset}`) : error));
    case 'Fetch':
      if (response.error !== 'NONE') return [response.error];
      return response.partitions.length === 0 ? ['nothing new'] : each(response.partitions, fetched);
    case 'ListOffsets':
      return each(response.partitions, ({ error, offset }) => (error === 'NONE' ? `offset ${offset}` : error));
    case 'OffsetForLeaderEpoch':
      return each(response.partitions, ({ error, leaderEpoch, endOffset }) => (error === 'NONE' ? `epoch ${leaderEpoch} ends at ${endOffset}` : error));
    case 'Metadata':
      return [
        `brokers ${response.brokers.map(({ id }) => id).join(', ') || 'none'}`,
        ...limited(response.topics.flatMap(({ name, partitions, error }) => (error === 'NONE' ? partitions.map(({ partition, leader, isr }) => `${name}-${partition}: ${leader < 0 ? 'no leader' : `leader ${leader}`}, ISR ${isr.join(', ')}`) : [`${name}: ${error}`]))),
      ];
    case 'InitProducerId':
      return response.error === 'NONE' ? [`producer id ${response.producerId}, epoch ${response.producerEpoch}`] : [response.error];
    case 'FindCoordinator':
      return [response.error === 'NONE' ? `the coordinator is broker ${response.coordinator}` : response.error];
    case 'JoinGroup':
      return response.error === 'NONE' ? [`generation ${response.generation}, ${response.members.length > 0 ? `leads the group of ${response.members.length}` : 'a follower'}`, `assignor ${response.protocol ?? 'none'}`] : [response.error];
    case 'SyncGroup':
      return [response.error === 'NONE' ? `assigned: ${names(response.assignment)}` : response.error];
    case 'OffsetCommit':
      return each(response.partitions, ({ error }) => (error === 'NONE' ? 'committed' : error));
    case 'OffsetFetch':
      return response.error === 'NONE' ? each(response.partitions, ({ offset }) => (offset < 0 ? 'nothing committed' : `committed offset ${offset}`)) : [response.error];
    case 'BrokerRegistration':
      return [response.error === 'NONE' ? `broker epoch ${response.brokerEpoch}` : response.error];
    case 'BrokerHeartbeat':
      return response.error === 'NONE' ? [`${response.isFenced ? 'fenced' : 'not fenced'}, ${response.isCaughtUp ? 'caught up' : 'not caught up yet'}`, ...(response.shouldShutDown ? ['may shut down'] : [])] : [response.error];
    case 'AlterPartition':
      return response.error === 'NONE' ? each(response.partitions, ({ error, isr, partitionEpoch }) => (error === 'NONE' ? `ISR ${isr.join(', ')}; partition epoch ${partitionEpoch}` : error)) : [response.error];
    case 'RaftFetch':
      if (response.error !== 'NONE') return [response.error];
      return [
        response.divergingEpoch !== null ? `the logs part: epoch ${response.divergingEpoch.epoch} ends at ${response.divergingEpoch.endOffset}` : response.snapshotId !== null ? `fetch the snapshot at ${response.snapshotId.offset}` : `${records(response.batches.reduce((sum, batch) => sum + batch.records.length, 0))} of metadata`,
        `committed up to ${response.highWatermark}; leader ${response.leaderId}, epoch ${response.leaderEpoch}`,
      ];
    case 'Vote':
      return response.error === 'NONE' ? [response.voteGranted ? 'granted' : 'refused', `epoch ${response.leaderEpoch}`] : [response.error];
    default:
      return 'error' in response && response.error !== 'NONE' ? [response.error] : [];
  }
}

function fetched({ error, batches, highWatermark, divergingEpoch, preferredReadReplica }: Extract<Extract<Response, { api: 'Fetch' }>['partitions'], readonly unknown[]>[number]): string {
  if (error !== 'NONE') return error;
  if (divergingEpoch !== null) return `the logs part: epoch ${divergingEpoch.epoch} ends at ${divergingEpoch.endOffset}`;
  if (preferredReadReplica !== undefined) return `read from broker ${preferredReadReplica}`;
  const [first, last] = [batches[0], batches.at(-1)];
  const count = batches.reduce((sum, batch) => sum + batch.records.length, 0);
  const which = first === undefined || last === undefined ? 'no records' : `${records(count)} in offsets ${first.baseOffset} to ${last.lastOffset}`;
  return `${which}; high watermark ${highWatermark}`;
}

function each<P extends Partition>(partitions: readonly P[], say: (partition: P) => string): string[] {
  return limited(partitions.map((one) => `${one.topic}-${one.partition}: ${say(one)}`));
}

function limited(lines: readonly string[]): string[] {
  return lines.length <= MOST_LINES ? [...lines] : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`];
}

function names(partitions: readonly Partition[]): string {
  return partitions.length === 0 ? 'no partition' : limited(partitions.map(({ topic, partition }) => `${topic}-${partition}`)).join(', ');
}

function owned(partitions: readonly Partition[]): string {
  return partitions.length === 0 ? 'owns nothing' : `owns ${names(partitions)}`;
}

function memberOf(memberId: string): string {
  return memberId === '' ? 'no member id yet' : `member ${memberId}`;
}

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`;
}
