import * as words from '../../words/documents/problems.ts';
import { resolveConsumerConfig, resolveProducerConfig } from '../kafka.ts';
import type { ConsumerSpec, KeySpec, ProducerSpec } from '../kafka.ts';
import { MAX_VALUE_BYTES } from '../limits.ts';
import { child } from '../problems.ts';
import type { ConsumerDocument, ProducerDocument } from '../schema/clients.ts';
import { checkTopic, durationUs, overridesOf, settled, sizeBytes } from './check.ts';
import type { Findings } from './check.ts';
import type { KnownNames } from './names.ts';

const DEFAULT_VALUE_BYTES = 200;
const DEFAULT_PROCESSING_US = 1_000;
const MAX_PROCESSING_US = 3_600_000_000;

/** A producer of a topic that exists, or will exist by the time its client is told about it. */
export function normalizeProducer(input: ProducerDocument, path: string, names: KnownNames, findings: Findings): ProducerSpec {
  if (names.producers.has(input.id)) {
    findings.problems.add(child(path, 'id'), words.idOfAnother('producer', JSON.stringify(input.id)));
  }
  checkTopic(input.topic, child(path, 'topic'), names, findings);
  const configPath = child(path, 'config');
  const overrides = overridesOf(input.config, ['producer'], configPath, findings);
  const resolved = resolveProducerConfig(overrides);
  return {
    id: input.id,
    topic: input.topic,
    ratePerSecond: input.rate,
    keys: keySpec(input.keys ?? null),
    valueBytes: input.valueBytes === undefined ? DEFAULT_VALUE_BYTES : sizeBytes(input.valueBytes, 0, MAX_VALUE_BYTES, child(path, 'valueBytes'), findings),
    config: settled(resolved, resolveProducerConfig({}), (problem) => child(configPath, problem.name), findings),
    overrides,
  };
}

export function normalizeConsumer(input: ConsumerDocument, path: string, names: KnownNames, findings: Findings): ConsumerSpec {
  if (names.consumers.has(input.id)) {
    findings.problems.add(child(path, 'id'), words.idOfAnother('consumer', JSON.stringify(input.id)));
  }
  input.topics.forEach((topic, index) => {
    const at = child(child(path, 'topics'), index);
    checkTopic(topic, at, names, findings);
    if (input.topics.indexOf(topic) !== index) findings.problems.add(at, words.topicListedTwice(topic));
  });
  const processingUs = durationUs(input.processing, child(path, 'processing'), DEFAULT_PROCESSING_US, findings);
  if (processingUs > MAX_PROCESSING_US) {
    findings.problems.add(child(path, 'processing'), words.processingOutOfRange(input.processing ?? ''));
  }
  const configPath = child(path, 'config');
  const overrides = overridesOf(input.config, ['consumer'], configPath, findings);
  const resolved = resolveConsumerConfig(overrides);
  return {
    id: input.id,
    group: input.group,
    topics: input.topics,
    processingUs,
    config: settled(resolved, resolveConsumerConfig({}), (problem) => child(configPath, problem.name), findings),
    overrides,
  };
}

function keySpec(keys: NonNullable<ProducerDocument['keys']> | null): KeySpec {
  if (keys === null) return { kind: 'none' };
  return Array.isArray(keys) ? { kind: 'list', keys } : { kind: 'zipf', size: keys.zipf };
}
