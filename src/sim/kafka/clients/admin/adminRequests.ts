import { assertNever } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/admin.ts';
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
      return words.createTopic(command.topic.name);
    case 'deleteTopic':
      return words.deleteTopic(command.topic);
    case 'addPartitions':
      return words.addPartitions(command.topic, command.partitions);
    case 'alterConfig':
      return words.alterConfig(settingsOf(command.set, command.remove), targetName(command.target));
    case 'electLeaders':
      return words.electLeaders[command.election](electionScope(command));
    case 'reassignPartitions': {
      const { topic, partition, replicas } = command;
      if (replicas === null) return words.cancelReassignment(`${topic}-${partition}`);
      return words.reassign(`${topic}-${partition}`, replicas.join(', '));
    }
    case 'deleteRecords':
      return words.deleteRecords(`${command.topic}-${command.partition}`, command.beforeOffset);
    case 'addVoter':
    case 'removeVoter':
      return describeVoterChange(command.kind, command.voter.id);
    case 'seek':
      return words.seek(seekTargetName(command), partitionScope(command), positionName(command.position));
    default:
      return assertNever(command);
  }
}

export function describeVoterChange(kind: 'addVoter' | 'removeVoter', controller: number): string {
  return kind === 'addVoter' ? words.addVoter(controller) : words.removeVoter(controller);
}

function electionScope({ topic, partition }: ElectLeadersCommand): string {
  if (topic === null) return words.allTopics;
  return partition === null ? topic : `${topic}-${partition}`;
}

function partitionScope({ topic, partition }: SeekCommand): string {
  return partition === null ? topic : `${topic}-${partition}`;
}

function seekTargetName({ target }: SeekCommand): string {
  return target.kind === 'group' ? words.ofGroup(target.group) : words.ofConsumer(target.consumer);
}

function positionName(position: SeekPosition): string {
  switch (position.kind) {
    case 'offset':
      return words.atOffset(position.offset);
    case 'beginning':
      return words.atBeginning;
    case 'end':
      return words.atEnd;
    case 'time':
      return words.atTime(position.atUs);
    default:
      return assertNever(position);
  }
}

function targetName(target: ConfigTarget): string {
  switch (target.kind) {
    case 'topic':
      return words.ofTopic(target.topic);
    case 'broker':
      return words.ofBroker(target.broker);
    case 'cluster':
      return words.ofAllBrokers;
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
  for (const name of remove) parts.push(words.toDefault(name));
  return parts.join(', ');
}

function asText(overrides: ConfigOverrides): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(overrides)) text[name] = String(value);
  return text;
}
