import * as words from '../../words/documents/problems.ts';
import type { ClusterSpec, ConsumerSpec, ProducerSpec, ScriptEntry } from '../kafka.ts';
import { resolveBrokerConfig } from '../kafka.ts';
import { child } from '../problems.ts';
import type { ScenarioDocument } from '../schema/document.ts';
import type { Story } from '../story/types.ts';
import { momentUs } from './check.ts';
import type { Findings } from './check.ts';
import { normalizeConsumer, normalizeProducer } from './clients.ts';
import { normalizeNetwork, normalizeServers, normalizeTopics } from './cluster.ts';
import { normalizeCommand } from './commands.ts';
import { knownNames, namesAfter } from './names.ts';
import type { KnownNames } from './names.ts';
import { normalizeStory } from './story.ts';

const DEFAULT_SEED = 1;

/** Units, defaults and names settled; what does not fit together goes to `findings`. */
export function normalizeDocument(document: ScenarioDocument, findings: Findings): { readonly spec: ClusterSpec; readonly story: Story | null } {
  const { cluster } = document;
  const servers = normalizeServers(cluster, 'cluster', findings);
  const empty = { seed: 0, ...servers, topics: [], network: NO_NETWORK, producers: [], consumers: [] };
  const topics = normalizeTopics(cluster, 'cluster', knownNames(empty), findings);
  const clients = normalizeClients(document, knownNames({ ...empty, topics }), findings);
  const names = knownNames({ ...empty, topics, ...clients });
  const network = normalizeNetwork(cluster.network, 'cluster.network', names, findings);
  checkOffsetsTopic(servers, clients.consumers, findings);
  const { script, namesAtEnd } = normalizeScript(document, names, findings);
  const story = document.story === undefined ? null : normalizeStory(document.story, 'story', namesAtEnd, findings);
  return { spec: { seed: document.seed ?? DEFAULT_SEED, ...servers, topics, network, ...clients, script }, story };
}

const NO_NETWORK = { latencyUs: 1, jitterUs: 0, bandwidthBytesPerSecond: null, lossPermille: 0, links: [] };

/** Clients may use topics that the script creates later, as in Kafka: they ask for metadata until the topic is there. */
function normalizeClients(
  document: ScenarioDocument,
  names: KnownNames,
  findings: Findings,
): { readonly producers: readonly ProducerSpec[]; readonly consumers: readonly ConsumerSpec[] } {
  let known = withScriptedTopics(document, names);
  const producers = (document.producers ?? []).map((input, index) => {
    const producer = normalizeProducer(input, child('producers', index), known, findings);
    known = namesAfter(known, { kind: 'addProducer', producer });
    return producer;
  });
  const consumers = (document.consumers ?? []).map((input, index) => {
    const consumer = normalizeConsumer(input, child('consumers', index), known, findings);
    known = namesAfter(known, { kind: 'addConsumer', consumer });
    return consumer;
  });
  return { producers, consumers };
}

function withScriptedTopics(document: ScenarioDocument, names: KnownNames): KnownNames {
  const topics = new Map(names.topics);
  for (const { do: command } of document.script ?? []) {
    if (command.kind === 'createTopic' && !topics.has(command.topic)) {
      topics.set(command.topic, { partitions: command.partitions ?? 1, replicationFactor: command.replicationFactor ?? 1, deleted: false });
    }
  }
  return { ...names, topics };
}

/** In order of time, so that a command may name what an earlier one brought, wherever it stands in the document. */
function normalizeScript(
  document: ScenarioDocument,
  names: KnownNames,
  findings: Findings,
): { readonly script: readonly ScriptEntry[]; readonly namesAtEnd: KnownNames } {
  const timed = (document.script ?? []).map((entry, index) => {
    const path = child('script', index);
    return { path: child(path, 'do'), atUs: momentUs(entry.at, child(path, 'at'), findings), events: entry.events ?? null, command: entry.do };
  });
  timed.sort((a, b) => a.atUs - b.atUs);
  let known = names;
  const script = timed.map(({ path, atUs, events, command: input }) => {
    const command = normalizeCommand(input, path, known, findings);
    known = namesAfter(known, command);
    return { atUs, events, command };
  });
  return { script, namesAtEnd: known };
}

/** With fewer brokers than replicas of __consumer_offsets Kafka never finds a coordinator; better said than waited for. */
function checkOffsetsTopic(
  servers: Pick<ClusterSpec, 'brokers' | 'clusterOverrides'>,
  consumers: readonly ConsumerSpec[],
  findings: Findings,
): void {
  const resolved = resolveBrokerConfig(servers.clusterOverrides, {});
  const count = servers.brokers.length;
  if (!resolved.ok || consumers.length === 0 || resolved.config.offsetsTopicReplicationFactor <= count) return;
  findings.problems.add(
    'cluster.config["offsets.topic.replication.factor"]',
    words.offsetsTopicTooLarge(resolved.config.offsetsTopicReplicationFactor, count),
  );
}
