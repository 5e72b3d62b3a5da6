import * as words from '../../words/documents/problems.ts';
import { resolveTopicConfig } from '../kafka.ts';
import type { ConfigOverrides, TopicSpec } from '../kafka.ts';
import { MAX_REPLICAS } from '../limits.ts';
import { child } from '../problems.ts';
import { checkBroker, overridesOf, settled } from './check.ts';
import type { Findings } from './check.ts';
import type { KnownNames } from './names.ts';

/** What a topic in a document and a createTopic command have in common. */
export interface TopicInput {
  readonly name: string;
  readonly partitions?: number | undefined;
  readonly replicationFactor?: number | undefined;
  readonly assignment?: readonly (readonly number[])[] | null | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A topic to be created where `names` exist. As Kafka does: an assignment settles both counts, and what is not said comes
 * from num.partitions and default.replication.factor.
 */
export function normalizeTopic(input: TopicInput, namePath: string, base: string, names: KnownNames, findings: Findings): TopicSpec {
  checkNewName(input.name, namePath, names, findings);
  const assignment = input.assignment ?? null;
  const first = assignment?.[0];
  const partitions = input.partitions ?? assignment?.length ?? serverDefault(names, 'num.partitions');
  const replicationFactor = input.replicationFactor ?? first?.length ?? serverDefault(names, 'default.replication.factor');
  if (replicationFactor > names.brokers.size) {
    findings.problems.add(
      child(base, 'replicationFactor'),
      words.tooManyReplicas(replicationFactor, names.brokers.size),
    );
  }
  if (assignment !== null) {
    if (assignment.length !== partitions) {
      findings.problems.add(child(base, 'assignment'), words.listsPartitions(assignment.length, partitions));
    }
    checkAssignment(assignment, replicationFactor, child(base, 'assignment'), names, findings);
  }
  checkReplicaCount(partitions * replicationFactor, base, names, findings);
  const overrides = overridesOf(input.config, ['topic'], child(base, 'config'), findings);
  return {
    name: input.name,
    partitions,
    replicationFactor,
    assignment,
    config: topicConfig(overrides, names.clusterOverrides, base, findings),
    overrides,
  };
}

/** Each partition's list: existing brokers, none twice, as many as the replication factor. */
export function checkAssignment(
  assignment: readonly (readonly number[])[],
  replicationFactor: number,
  path: string,
  names: KnownNames,
  findings: Findings,
): void {
  assignment.forEach((replicas, partition) => {
    const at = child(path, partition);
    checkReplicas(replicas, at, names, findings);
    if (replicas.length !== replicationFactor) {
      findings.problems.add(at, words.listsReplicas(replicas.length, replicationFactor));
    }
  });
}

export function checkReplicas(replicas: readonly number[], path: string, names: KnownNames, findings: Findings): void {
  replicas.forEach((broker, index) => {
    checkBroker(broker, child(path, index), names, findings);
    if (replicas.indexOf(broker) !== index) {
      findings.problems.add(child(path, index), words.brokerListedTwice(broker));
    }
  });
}

/** The limit holds for all topics together; `added` is what is about to be created. */
export function checkReplicaCount(added: number, path: string, names: KnownNames, findings: Findings): void {
  let existing = 0;
  for (const topic of names.topics.values()) existing += topic.deleted ? 0 : topic.partitions * topic.replicationFactor;
  if (existing + added > MAX_REPLICAS) {
    findings.problems.add(
      path,
      words.tooManyInAll(existing + added, MAX_REPLICAS),
    );
  }
}

function checkNewName(name: string, path: string, names: KnownNames, findings: Findings): void {
  for (const [existing, topic] of names.topics) {
    if (topic.deleted) continue;
    if (existing === name) {
      findings.problems.add(path, words.topicExists(name));
      return;
    }
    // Kafka's metric names turn dots into underscores, so it refuses names that would meet there.
    if (existing.replaceAll('.', '_') === name.replaceAll('.', '_')) {
      findings.problems.add(path, words.topicCollides(name, existing));
      return;
    }
  }
}

function topicConfig(overrides: ConfigOverrides, cluster: ConfigOverrides, base: string, findings: Findings): TopicSpec['config'] {
  const resolved = resolveTopicConfig(overrides, cluster);
  return settled(resolved, resolveTopicConfig({}, {}), (problem) => child(child(base, 'config'), problem.name), findings);
}

function serverDefault(names: KnownNames, entry: 'num.partitions' | 'default.replication.factor'): number {
  const value = names.clusterOverrides[entry];
  return typeof value === 'number' ? value : 1;
}
