import { assertNever } from '../../../../base/assert.ts';
import type { ConfigTarget, SeekPosition } from '../../commands.ts';
import type { ConfigOverrides } from '../../config/types.ts';
import type {
  AdminResponse,
  ElectLeadersRequest,
  IncrementalAlterConfigsRequest,
} from '../../protocol/controlPlane.ts';
import type { ApiKey, ApiRequest } from '../../protocol/messages.ts';
import type { TopicPartition } from '../../types.ts';
import type { AdminTaskCommand, ElectLeadersCommand, SeekCommand } from './adminState.ts';

type AdminRequest = Extract<ApiRequest, { readonly api: AdminResponse['api'] }>;

/** The one request that does it; null where the partitions of a topic have to be asked for first. */
export function requestFor(command: AdminTaskCommand): AdminRequest | null {
  switch (command.kind) {
    case 'createTopic': {
      const { name, partitions, replicationFactor, assignment, overrides } = command.topic;
      const config = asText(overrides);
      // Replicas assigned by hand settle both counts, which then must not be given (`NewTopic`).
      if (assignment !== null) return { api: 'CreateTopics', name, partitions: -1, replicationFactor: -1, assignment, config };
      return { api: 'CreateTopics', name, partitions, replicationFactor, assignment, config };
    }
    case 'deleteTopic':
      return { api: 'DeleteTopics', name: command.topic };
    case 'addPartitions':
      return { api: 'CreatePartitions', name: command.topic, count: command.partitions, assignment: command.assignment };
    case 'alterConfig':
      return {
        api: 'IncrementalAlterConfigs',
        resource: resourceOf(command.target),
        set: asText(command.set),
        remove: command.remove,
      };
    case 'electLeaders': {
      const { topic, partition } = command;
      if (topic === null) return electRequest(command, null);
      return partition === null ? null : electRequest(command, [{ topic, partition }]);
    }
    case 'reassignPartitions': {
      const { topic, partition, replicas } = command;
      return { api: 'AlterPartitionReassignments', topic, partition, replicas };
    }
    case 'addVoter':
      return { api: 'AddRaftVoter', voter: command.voter, ackWhenCommitted: true };
    case 'removeVoter':
      return { api: 'RemoveRaftVoter', voter: command.voter };
    case 'seek':
    case 'deleteRecords':
      return null;
    default:
      return assertNever(command);
  }
}

export function electRequest(command: ElectLeadersCommand, partitions: readonly TopicPartition[] | null): ElectLeadersRequest {
  return { api: 'ElectLeaders', election: command.election, partitions };
}

/** The request by whose outcome the command is told of. */
export function apiOf(command: AdminTaskCommand): ApiKey {
  if (command.kind === 'electLeaders') return 'ElectLeaders';
  if (command.kind === 'deleteRecords') return 'DeleteRecords';
  return requestFor(command)?.api ?? 'OffsetCommit';
}

/** What is to be done, in words that follow "Could not" as well as stand alone. */
export function describeCommand(command: AdminTaskCommand): string {
  switch (command.kind) {
    case 'createTopic':
      return `create topic ${command.topic.name}`;
    case 'deleteTopic':
      return `delete topic ${command.topic}`;
    case 'addPartitions':
      return `give topic ${command.topic} ${command.partitions} partitions`;
    case 'alterConfig':
      return `set ${settingsOf(command.set, command.remove)} for ${targetName(command.target)}`;
    case 'electLeaders':
      return `elect ${command.election} leaders of ${electionScope(command)}`;
    case 'reassignPartitions': {
      const { topic, partition, replicas } = command;
      if (replicas === null) return `cancel the reassignment of ${topic}-${partition}`;
      return `reassign ${topic}-${partition} to brokers ${replicas.join(', ')}`;
    }
    case 'deleteRecords':
      return `delete the records of ${command.topic}-${command.partition} before ${command.beforeOffset ?? 'its high watermark'}`;
    case 'addVoter':
    case 'removeVoter':
      return describeVoterChange(command.kind, command.voter.id);
    case 'seek':
      return `move ${seekTargetName(command)} on ${partitionScope(command)} to ${positionName(command.position)}`;
    default:
      return assertNever(command);
  }
}

export function describeVoterChange(kind: 'addVoter' | 'removeVoter', controller: number): string {
  return kind === 'addVoter' ? `make controller ${controller} a voter` : `remove controller ${controller} from the voters`;
}

function electionScope({ topic, partition }: ElectLeadersCommand): string {
  if (topic === null) return 'all topics';
  return partition === null ? topic : `${topic}-${partition}`;
}

function partitionScope({ topic, partition }: SeekCommand): string {
  return partition === null ? topic : `${topic}-${partition}`;
}

function seekTargetName({ target }: SeekCommand): string {
  return target.kind === 'group' ? `group ${target.group}` : `consumer ${target.consumer}`;
}

function positionName(position: SeekPosition): string {
  switch (position.kind) {
    case 'offset':
      return `offset ${position.offset}`;
    case 'beginning':
      return 'the beginning';
    case 'end':
      return 'the end';
    case 'time':
      return `the time ${position.atUs} us`;
    default:
      return assertNever(position);
  }
}

function targetName(target: ConfigTarget): string {
  switch (target.kind) {
    case 'topic':
      return `topic ${target.topic}`;
    case 'broker':
      return `broker ${target.broker}`;
    case 'cluster':
      return 'all brokers';
    default:
      return assertNever(target);
  }
}

function resourceOf(target: ConfigTarget): IncrementalAlterConfigsRequest['resource'] {
  switch (target.kind) {
    case 'topic':
      return { type: 'topic', name: target.topic };
    case 'broker':
      return { type: 'broker', id: target.broker };
    case 'cluster':
      return { type: 'broker', id: null };
    default:
      return assertNever(target);
  }
}

function settingsOf(set: ConfigOverrides, remove: readonly string[]): string {
  const parts = Object.entries(asText(set)).map(([name, value]) => `${name}=${value}`);
  for (const name of remove) parts.push(`${name} to its default`);
  return parts.join(', ');
}

function asText(overrides: ConfigOverrides): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(overrides)) text[name] = String(value);
  return text;
}
