import { configKey } from '../../metadata/image.ts';
import type { ZkResult } from '../../protocol/zookeeper.ts';
import { CONFIG_BROKERS, CONFIG_CHANGES, CONFIG_TOPICS, nameIn } from '../../zookeeper/znode.ts';
import type { BrokerContext, BrokerNode } from '../brokerState.ts';
import { updateAllConfigs, updateConfig } from '../replicaManager.ts';
import { register } from './registration.ts';
import { submitOps } from './zkClient.ts';
import type { ZkBroker } from './zkBrokerState.ts';

/** What a starting broker found below `/config`: all of it is read. */
export function onConfigNames(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, results: readonly ZkResult[]): void {
  const [changes, topics, brokers] = results;
  noteChanges(zk, changes?.children ?? []);
  const paths = [
    ...(topics?.children ?? []).map((name) => `${CONFIG_TOPICS}/${name}`),
    ...(brokers?.children ?? []).map((name) => `${CONFIG_BROKERS}/${name}`),
  ];
  if (paths.length === 0) register(broker, zk, ctx);
  else readPaths(broker, zk, ctx, paths, 'register');
}

function readPaths(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, paths: readonly string[], next: 'register' | 'none'): void {
  const ops = paths.map((path) => ({ op: 'getData', path, watch: false }) as const);
  submitOps(broker, zk, ctx, ops, { kind: 'configs', paths, next });
}

/** A topic that this broker hears of for the first time: its settings are read, and hold a moment later than in Kafka. */
export function readTopicConfigs(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, topics: readonly string[]): void {
  if (topics.length > 0) readPaths(broker, zk, ctx, topics.map((topic) => `${CONFIG_TOPICS}/${topic}`), 'none');
}

export function onConfigsRead(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  paths: readonly string[],
  next: 'register' | 'none',
  results: readonly ZkResult[],
): void {
  const configs = new Map(broker.image.configs);
  let isServer = false;
  const topics: string[] = [];
  paths.forEach((path, index) => {
    const data = results[index]?.data;
    const isTopic = path.startsWith(CONFIG_TOPICS);
    const name = nameIn(path) === '<default>' ? '' : nameIn(path);
    configs.set(configKey(isTopic ? 'topic' : 'broker', name), data?.kind === 'config' ? data.entries : {});
    if (isTopic) topics.push(name);
    else isServer = true;
  });
  broker.image = { ...broker.image, configs };
  if (isServer) updateAllConfigs(broker);
  else for (const topic of topics) updateConfig(broker, topic);
  if (next === 'register') register(broker, zk, ctx);
}

/** The watch on `/config/changes` told of a new one: which settings is in the new children (`ZkConfigManager`). */
export function readChangeNames(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  submitOps(broker, zk, ctx, [{ op: 'getChildren', path: CONFIG_CHANGES, watch: true }], { kind: 'changeNames' });
}

export function onChangeNames(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, result: ZkResult | undefined): void {
  const fresh = (result?.children ?? []).filter((name) => name > zk.lastConfigChange).toSorted();
  noteChanges(zk, fresh);
  if (fresh.length === 0) return;
  const ops = fresh.map((name) => ({ op: 'getData', path: `${CONFIG_CHANGES}/${name}`, watch: false }) as const);
  submitOps(broker, zk, ctx, ops, { kind: 'changes' });
}

export function onChanges(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, results: readonly ZkResult[]): void {
  const paths = new Set<string>();
  for (const { data } of results) if (data.kind === 'change') paths.add(data.path);
  if (paths.size > 0) readPaths(broker, zk, ctx, [...paths], 'none');
}

function noteChanges(zk: ZkBroker, names: readonly string[]): void {
  for (const name of names) if (name > zk.lastConfigChange) zk.lastConfigChange = name;
}

/** `unclean.leader.election.enable` of a topic, as this broker knows its settings. */
export function isUncleanElectionEnabledAt(broker: BrokerNode, topic: string): boolean {
  const name = 'unclean.leader.election.enable';
  const { configs } = broker.image;
  const own = configs.get(configKey('topic', topic))?.[name];
  return String(own ?? configs.get(configKey('broker', ''))?.[name] ?? broker.overrides[name]) === 'true';
}
