import { showValue } from '../../words/showValue.ts';
import { assertNever } from '../../base/assert.ts';
import * as words from '../../words/documents/problems.ts';
import { findConfigEntry, SERVER_SCOPES } from '../kafka.ts';
import type { Command, ConfigScope, ConfigTarget } from '../kafka.ts';
import { child } from '../problems.ts';
import type { CommandDocument } from '../schema/commands.ts';
import { checkBroker, checkPartition, checkTopic, overridesOf, serverOverridesOf } from './check.ts';
import type { Findings } from './check.ts';
import type { KnownNames } from './names.ts';
import { checkAssignment, checkReplicaCount, checkReplicas, normalizeTopic } from './topic.ts';

type Of<K extends CommandDocument['kind']> = Extract<CommandDocument, { kind: K }>;
type TopicCommandDocument = Of<
  'createTopic' | 'deleteTopic' | 'addPartitions' | 'alterConfig' | 'reassignPartitions' | 'electLeaders' | 'deleteRecords'
>;

/** What goes through the admin client: topics, their partitions and configuration. */
export function normalizeTopicCommand(input: TopicCommandDocument, path: string, names: KnownNames, findings: Findings): Command {
  switch (input.kind) {
    case 'createTopic': {
      const topic = normalizeTopic({ ...input, name: input.topic }, child(path, 'topic'), path, names, findings);
      return { kind: input.kind, topic };
    }
    case 'alterConfig':
      return normalizeAlterConfig(input, path, names, findings);
    case 'electLeaders':
      return normalizeElectLeaders(input, path, names, findings);
    case 'addPartitions':
      return normalizeAddPartitions(input, path, names, findings);
    case 'deleteTopic':
      checkTopic(input.topic, child(path, 'topic'), names, findings);
      return input;
    case 'reassignPartitions':
      checkTopicPartition(input.topic, input.partition, path, names, findings);
      if (input.replicas !== null) checkReplicas(input.replicas, child(path, 'replicas'), names, findings);
      return input;
    case 'deleteRecords': {
      checkTopicPartition(input.topic, input.partition, path, names, findings);
      const beforeOffset = input.offset === -1 ? null : input.offset;
      return { kind: input.kind, topic: input.topic, partition: input.partition, beforeOffset };
    }
    default:
      return assertNever(input, 'normalizeTopicCommand');
  }
}

function normalizeAddPartitions(input: Of<'addPartitions'>, path: string, names: KnownNames, findings: Findings): Command {
  checkTopic(input.topic, child(path, 'topic'), names, findings);
  const topic = names.topics.get(input.topic);
  const assignment = input.assignment ?? null;
  if (topic !== undefined) {
    const added = input.partitions - topic.partitions;
    if (added <= 0) {
      findings.problems.add(
        child(path, 'partitions'),
        words.hasPartitionsAlready(input.topic, topic.partitions),
      );
    }
    if (assignment !== null) {
      const at = child(path, 'assignment');
      if (added > 0 && assignment.length !== added) {
        findings.problems.add(at, words.listsAdded(assignment.length, added));
      }
      checkAssignment(assignment, topic.replicationFactor, at, names, findings);
    }
    checkReplicaCount(Math.max(0, added) * topic.replicationFactor, child(path, 'partitions'), names, findings);
  }
  return { kind: input.kind, topic: input.topic, partitions: input.partitions, assignment };
}

function normalizeAlterConfig(input: Of<'alterConfig'>, path: string, names: KnownNames, findings: Findings): Command {
  const { target, scopes } = alterTarget(input, path, names, findings);
  const setPath = child(path, 'set');
  const set =
    target.kind === 'broker'
      ? serverOverridesOf(input.set, 'broker', setPath, findings)
      : overridesOf(input.set, scopes, setPath, findings);
  const remove = input.remove ?? [];
  if (Object.keys(input.set ?? {}).length === 0 && remove.length === 0) {
    findings.problems.add(path, words.changesNothing);
  }
  for (const name of Object.keys(set)) checkDynamic(name, scopes, child(setPath, name), findings);
  remove.forEach((name, index) => {
    const at = child(child(path, 'remove'), index);
    if (findConfigEntry(scopes, name) === null) findings.problems.add(at, words.noEntryHere(showValue(name)));
    else checkDynamic(name, scopes, at, findings);
  });
  return { kind: input.kind, target, set, remove };
}

function alterTarget(
  input: Of<'alterConfig'>,
  path: string,
  names: KnownNames,
  findings: Findings,
): { readonly target: ConfigTarget; readonly scopes: readonly ConfigScope[] } {
  if (input.topic !== undefined && input.broker !== undefined) {
    findings.problems.add(path, words.topicOrBroker);
  }
  if (input.topic !== undefined) {
    checkTopic(input.topic, child(path, 'topic'), names, findings);
    return { target: { kind: 'topic', topic: input.topic }, scopes: ['topic'] };
  }
  if (input.broker !== undefined) {
    checkBroker(input.broker, child(path, 'broker'), names, findings);
    return { target: { kind: 'broker', broker: input.broker }, scopes: ['broker'] };
  }
  return { target: { kind: 'cluster' }, scopes: SERVER_SCOPES };
}

function checkDynamic(name: string, scopes: readonly ConfigScope[], path: string, findings: Findings): void {
  if (findConfigEntry(scopes, name)?.dynamic === false) {
    findings.problems.add(path, words.notDynamic);
  }
}

function normalizeElectLeaders(input: Of<'electLeaders'>, path: string, names: KnownNames, findings: Findings): Command {
  const { topic = null, partition = null } = input;
  if (topic !== null) checkTopic(topic, child(path, 'topic'), names, findings);
  if (topic !== null && partition !== null) checkPartition(topic, partition, child(path, 'partition'), names, findings);
  if (topic === null && partition !== null) {
    findings.problems.add(child(path, 'partition'), words.partitionNeedsTopic);
  }
  return { kind: input.kind, election: input.election, topic, partition };
}

function checkTopicPartition(topic: string, partition: number, path: string, names: KnownNames, findings: Findings): void {
  checkTopic(topic, child(path, 'topic'), names, findings);
  checkPartition(topic, partition, child(path, 'partition'), names, findings);
}
