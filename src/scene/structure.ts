import type { Frame } from './frame.ts';

/**
 * What a layout depends on: which things there are, and nothing of how they are. Offsets, leaders, assignments and
 * deaths change all the time and must not move anything.
 */
export interface SceneStructure {
  readonly controllers: readonly string[];
  /** Rack by rack where they are grouped, else in the frame's order. */
  readonly brokers: readonly BrokerStructure[];
  /** Brokers stand rack by rack under headings: there are several racks, and one of them has several brokers. */
  readonly isRacked: boolean;
  readonly producers: readonly string[];
  readonly groups: readonly GroupStructure[];
  /** Keys to explain in the legend. */
  readonly legendLines: number;
  /** Characters of the longest partition name. */
  readonly nameLength: number;
}

export interface BrokerStructure {
  readonly key: string;
  readonly rack: string | null;
  /** Entity keys of its replicas. */
  readonly replicas: readonly string[];
}

export interface GroupStructure {
  readonly key: string;
  readonly members: readonly string[];
  /** Partitions of all topics its members read. */
  readonly partitions: number;
}

export interface StructureOptions {
  readonly showInternalTopics: boolean;
  readonly legendLines: number;
}

export function structureOf(frame: Frame, options: StructureOptions): SceneStructure {
  const hidden = new Set(options.showInternalTopics ? [] : frame.topics.filter(({ internal }) => internal).map(({ name }) => name));
  const replicas = frame.replicas.filter(({ topic }) => !hidden.has(topic));
  const ofBroker = new Map<number, string[]>(frame.brokers.map(({ id }) => [id, []]));
  for (const { broker, key } of replicas) ofBroker.get(broker)?.push(key);
  return {
    controllers: frame.controllers.map(({ key }) => key),
    ...racksOf(frame.brokers.map(({ key, id, rack }) => ({ key, rack, replicas: ofBroker.get(id) ?? [] }))),
    producers: frame.producers.map(({ key }) => key),
    groups: groupsOf(frame),
    legendLines: options.legendLines,
    nameLength: replicas.reduce((longest, { topic, partition }) => Math.max(longest, `${topic}-${partition}`.length), 6),
  };
}

/** Racks by name, brokers without one last. A rack for each broker is said by the broker itself. */
function racksOf(brokers: readonly BrokerStructure[]): Pick<SceneStructure, 'brokers' | 'isRacked'> {
  const names = [...new Set(brokers.map(({ rack }) => rack))].toSorted((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
  if (names.length < 2 || names.length === brokers.length) return { brokers, isRacked: false };
  return { brokers: names.flatMap((name) => brokers.filter(({ rack }) => rack === name)), isRacked: true };
}

/** In order of their first consumer; groups that have none come last. */
function groupsOf(frame: Frame): GroupStructure[] {
  const partitionsOf = new Map(frame.topics.map(({ name, partitions }) => [name, partitions]));
  const byGroup = new Map<string, { members: string[]; topics: Set<string> }>();
  const entry = (group: string): { members: string[]; topics: Set<string> } => {
    const known = byGroup.get(group);
    if (known !== undefined) return known;
    const created = { members: [], topics: new Set<string>() };
    byGroup.set(group, created);
    return created;
  };
  for (const { group, key, topics } of frame.consumers) {
    const { members, topics: all } = entry(group);
    members.push(key);
    for (const topic of topics) all.add(topic);
  }
  for (const { group } of frame.groups) entry(group);
  return [...byGroup].map(([group, { members, topics }]) => ({
    key: `group:${group}`,
    members,
    partitions: [...topics].reduce((sum, topic) => sum + (partitionsOf.get(topic) ?? 0), 0),
  }));
}

/** Equal for structures that lay out alike. */
export function structureSignature(structure: SceneStructure): string {
  return JSON.stringify(structure);
}
