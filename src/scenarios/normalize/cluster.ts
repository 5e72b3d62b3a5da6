import * as words from '../../words/documents/problems.ts';
import { resolveBrokerConfig, resolveControllerConfig, SERVER_SCOPES } from '../kafka.ts';
import type { BrokerSpec, ConfigOverrides, ConfigProblem, ControllerSpec, LinkQuality, MetadataMode, NetworkSpec, TopicSpec } from '../kafka.ts';
import { MAX_BANDWIDTH_BYTES, MIN_BANDWIDTH_BYTES } from '../limits.ts';
import { child } from '../problems.ts';
import type { ClusterDocument, NetworkDocument } from '../schema/cluster.ts';
import { durationUs, overridesOf, serverOverridesOf, settled, sizeBytes } from './check.ts';
import type { Findings } from './check.ts';
import { checkLink } from './links.ts';
import { namesAfter } from './names.ts';
import type { KnownNames } from './names.ts';
import { normalizeTopic } from './topic.ts';

const DEFAULT_CONTROLLERS = 3;
const FIRST_CONTROLLER_ID = 3000;
/** ZooKeeper's own numbers for its servers (`myid`). */
const FIRST_ZOOKEEPER_ID = 1;
const DEFAULT_LATENCY_US = 1_000;
const DEFAULT_JITTER_US = 200;

export interface NormalizedServers {
  readonly metadata: MetadataMode;
  readonly kraftVersion: 0 | 1;
  readonly clusterOverrides: ConfigOverrides;
  readonly brokers: readonly BrokerSpec[];
  readonly controllers: readonly ControllerSpec[];
}

export interface ServerInput {
  readonly id: number;
  readonly rack?: string | null | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/** Brokers and controllers with their configuration; numbers stand for ids from 1 and from 3000. */
export function normalizeServers(cluster: ClusterDocument, path: string, findings: Findings): NormalizedServers {
  refuseOtherArchitectures(cluster, path, findings);
  const configPath = child(path, 'config');
  const clusterOverrides = overridesOf(cluster.config, SERVER_SCOPES, configPath, findings);
  const shared = resolveBrokerConfig(clusterOverrides, {});
  settled(shared, resolveBrokerConfig({}, {}), (problem) => child(configPath, problem.name), findings);

  const brokersPath = child(path, 'brokers');
  const brokerInputs = typeof cluster.brokers === 'number' ? numbered(cluster.brokers, 1) : cluster.brokers;
  checkUnique(brokerInputs, brokersPath, 'broker', findings);
  const brokers = brokerInputs.map((broker, index) =>
    normalizeBroker(broker, child(child(brokersPath, index), 'config'), clusterOverrides, findings),
  );
  const metadata = cluster.metadata ?? 'kraft';
  const kraftVersion = metadata === 'kraft' ? (cluster.kraftVersion ?? 1) : 0;
  return { metadata, kraftVersion, clusterOverrides, brokers, controllers: normalizeControllers(cluster, path, brokers, clusterOverrides, findings) };
}

/** A broker beside the cluster's configuration, at the start or added later. */
export function normalizeBroker(
  input: ServerInput,
  configPath: string,
  clusterOverrides: ConfigOverrides,
  findings: Findings,
): BrokerSpec {
  const overrides = serverOverridesOf(input.config, 'broker', configPath, findings);
  const shared = resolveBrokerConfig(clusterOverrides, {});
  const own = shared.ok ? resolveBrokerConfig(clusterOverrides, overrides) : resolveBrokerConfig({}, {});
  const pathOf = (problem: ConfigProblem): string => child(configPath, problem.name);
  return {
    id: input.id,
    rack: input.rack ?? null,
    config: settled(own, resolveBrokerConfig({}, {}), pathOf, findings),
    overrides,
  };
}

export function normalizeTopics(cluster: ClusterDocument, path: string, names: KnownNames, findings: Findings): readonly TopicSpec[] {
  const topics: TopicSpec[] = [];
  let known = names;
  (cluster.topics ?? []).forEach((input, index) => {
    const base = child(child(path, 'topics'), index);
    const topic = normalizeTopic(input, child(base, 'name'), base, known, findings);
    topics.push(topic);
    known = namesAfter(known, { kind: 'createTopic', topic });
  });
  return topics;
}

export function normalizeNetwork(network: NetworkDocument | undefined, path: string, names: KnownNames, findings: Findings): NetworkSpec {
  const whole = quality(network ?? {}, path, DEFAULT_NETWORK, findings);
  const links = (network?.links ?? []).map((link, index) => {
    const at = child(child(path, 'links'), index);
    checkLink(link, at, names, findings);
    return { from: link.from, to: link.to, oneWay: link.oneWay ?? false, ...quality(link, at, whole, findings) };
  });
  return { ...whole, links };
}

const DEFAULT_NETWORK: LinkQuality = {
  latencyUs: DEFAULT_LATENCY_US,
  jitterUs: DEFAULT_JITTER_US,
  bandwidthBytesPerSecond: null,
  lossPermille: 0,
};

const MAX_LATENCY_US = 60_000_000;

function quality(input: Omit<NetworkDocument, 'links'>, path: string, base: LinkQuality, findings: Findings): LinkQuality {
  const latencyUs = durationUs(input.latency, child(path, 'latency'), base.latencyUs, findings);
  const jitterUs = durationUs(input.jitter, child(path, 'jitter'), base.jitterUs, findings);
  // Messages that take no time at all would let requests and answers chase each other within one moment for ever.
  if (input.latency !== undefined && (latencyUs < 1 || latencyUs > MAX_LATENCY_US)) {
    findings.problems.add(child(path, 'latency'), words.latencyOutOfRange(input.latency));
  }
  if (input.jitter !== undefined && jitterUs > MAX_LATENCY_US) findings.problems.add(child(path, 'jitter'), words.jitterOutOfRange(input.jitter));
  return { latencyUs, jitterUs, bandwidthBytesPerSecond: bandwidth(input, path, base, findings), lossPermille: input.lossPermille ?? base.lossPermille };
}

function bandwidth(input: Omit<NetworkDocument, 'links'>, path: string, base: LinkQuality, findings: Findings): number | null {
  if (input.bandwidth === undefined) return base.bandwidthBytesPerSecond;
  if (input.bandwidth === null) return null;
  return sizeBytes(input.bandwidth, MIN_BANDWIDTH_BYTES, MAX_BANDWIDTH_BYTES, child(path, 'bandwidth'), findings);
}

function normalizeControllers(
  cluster: ClusterDocument,
  path: string,
  brokers: readonly BrokerSpec[],
  clusterOverrides: ConfigOverrides,
  findings: Findings,
): readonly ControllerSpec[] {
  const at = child(path, 'controllers');
  const combined = cluster.combined === true;
  const isEnsemble = cluster.metadata === 'zookeeper';
  const controllers = controllerInputs(cluster, at, brokers, findings);
  if (controllers.length % 2 === 0) findings.problems.add(at, words.controllersImpossible(controllers.length));
  checkUnique(controllers, at, 'controller', findings);
  return controllers.map((controller, index) => {
    const own = child(at, index);
    if (!isEnsemble && !combined && brokers.some((broker) => broker.id === controller.id)) {
      findings.problems.add(
        child(own, 'id'),
        words.idOfBroker(controller.id),
      );
    }
    return normalizeController(controller, child(own, 'config'), clusterOverrides, findings);
  });
}

/** A controller beside the cluster's configuration, at the start or added later. */
export function normalizeController(
  { id, config: own }: ServerInput,
  configPath: string,
  clusterOverrides: ConfigOverrides,
  findings: Findings,
): ControllerSpec {
  const overrides = serverOverridesOf(own, 'controller', configPath, findings);
  const resolved = resolveControllerConfig(clusterOverrides, overrides);
  const config = settled(resolved, resolveControllerConfig({}, {}), (problem) => child(configPath, problem.name), findings);
  return { id, config };
}

/** With `combined` a number of controllers stands for so many of the brokers, those with the lowest ids. */
function controllerInputs(
  cluster: ClusterDocument,
  path: string,
  brokers: readonly BrokerSpec[],
  findings: Findings,
): readonly ServerInput[] {
  const input = cluster.controllers;
  const ids = brokers.map(({ id }) => id).toSorted((a, b) => a - b);
  if (typeof input === 'object') {
    if (cluster.combined === true && !input.some(({ id }) => ids.includes(id))) {
      findings.problems.add(path, words.noneCombined);
    }
    return input;
  }
  const first = cluster.metadata === 'zookeeper' ? FIRST_ZOOKEEPER_ID : FIRST_CONTROLLER_ID;
  if (cluster.combined !== true) return numbered(input ?? DEFAULT_CONTROLLERS, first);
  const wanted = input ?? (ids.length < DEFAULT_CONTROLLERS ? 1 : DEFAULT_CONTROLLERS);
  if (wanted > ids.length) findings.problems.add(path, words.tooManyCombined(wanted, ids.length));
  return ids.slice(0, wanted).map((id) => ({ id }));
}

function numbered(count: number, first: number): readonly ServerInput[] {
  return Array.from({ length: count }, (_, index) => ({ id: first + index }));
}

function checkUnique(servers: readonly ServerInput[], path: string, what: 'broker' | 'controller', findings: Findings): void {
  servers.forEach((server, index) => {
    if (servers.findIndex((other) => other.id === server.id) === index) return;
    findings.problems.add(child(child(path, index), 'id'), words.idOfAnother(what, String(server.id)));
  });
}

function refuseOtherArchitectures(cluster: ClusterDocument, path: string, findings: Findings): void {
  if (cluster.combined === true && cluster.metadata === 'zookeeper') {
    findings.problems.add(child(path, 'combined'), words.ensembleIsApart);
  }
}
