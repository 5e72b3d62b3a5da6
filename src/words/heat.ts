import { counted } from './counted.ts';
export { broker } from './narration/names.ts';

/** The map of a large cluster, its table, and the way near a part of it. */

interface MeasureWords {
  readonly title: string;
  /** What a cell counts. */
  readonly about: string;
  /** Under the map, with its term; what a cell without a shade is. */
  readonly legend: string;
}

export const measures = {
  leaders: {
    title: 'Leaders',
    about: 'Partitions of the topic that the broker leads.',
    legend: '[Leaders](leader): partitions of the topic that the broker leads. Blank: the topic is not on the broker.',
  },
  under: {
    title: 'Under-replicated',
    about: 'Partitions led by the broker with fewer replicas in sync than they have.',
    legend: '[Under-replicated](under-replicated): partitions led by the broker with fewer replicas in sync than they have. Blank: the topic is not on the broker.',
  },
  out: {
    title: 'Out of sync',
    about: 'Replicas on the broker that are not in sync.',
    legend: '[Out of sync](ISR): replicas on the broker that are not in sync. Blank: the topic is not on the broker.',
  },
  offline: {
    title: 'Offline',
    about: 'Replicas on the broker of partitions that nobody leads.',
    legend: '[Offline](offline partition): replicas on the broker of partitions that nobody leads. Blank: the topic is not on the broker.',
  },
  traffic: {
    title: 'Traffic',
    about: 'Records of the last second, by their timestamps, in partitions that the broker leads.',
    legend: 'Traffic: records of the last second, by their timestamps, in partitions that the broker leads. Blank: the topic is not on the broker.',
  },
  lag: {
    title: 'Lag',
    about: 'Records after what groups have committed, in partitions that the broker leads. Where a group has committed nothing, nobody knows its lag.',
    legend: '[Lag](lag): records after what groups have [committed](committed offset), in partitions that the broker leads; not counted where nothing is committed. Blank: the topic is not on the broker.',
  },
} as const satisfies Readonly<Record<string, MeasureWords>>;

export const whatIsShown = 'What the map shows';
export const asTable = 'As a table';
/** In a part of the cluster: what travels elsewhere is not drawn. */
export const messagesBetween = 'messages between other nodes';
export const busiestFlows = (ways: number): string => `all but the ${ways} busiest flows`;
/** What a screen reader calls the map. */
export const map = 'map';
export const howToMove = 'Topics by brokers. Arrow keys move between cells, Home and End to the names, Enter goes near.';
/** After what is at a place. */
export const selected = 'It is selected.';
export const goNear = 'Go near';
export const shades = 'Shades';
export const fromTo = (from: string, to: string): string => `${from} to ${to}`;

/** Over the sums of topics, at the right of the map. */
export const sum = 'sum';

/** What is at a place of the map; `state` is made of what follows. */
export const nothingHere = (place: string): string => `${place}: nothing of it is here.`;
export const isHere = (place: string, leads: number, state: string, traffic: number, lag: number): string =>
  `${place}: leads ${leads}, ${state}, ${traffic} in the last second, lag ${lag}.`;
export const underMinIsr = (count: number): string => `${count} under min ISR`;
export const underReplicated = (count: number): string => `${count} under-replicated`;
export const outOfSync = (count: number): string => `${count} out of sync`;
export const offline = (count: number): string => `${count} offline`;
export const allInSync = 'all in sync';
export const everywhere = 'All';
export const topic = (name: string, partitions: number): string => `${name}, ${ofPartitions(partitions)}`;
export const topicOn = (name: string, broker: string): string => `${name} on ${broker}`;
export const rack = (name: string): string => `rack ${name}`;
export const brokerStates = { running: null, starting: 'starting', recovery: 'catching up with metadata', fenced: 'fenced', 'shutting-down': 'shutting down', paused: 'paused', dead: 'dead' } as const;

export const rows = 'Rows';
export const byTopic = 'by topic';
export const byBroker = 'by broker';
export const topicColumn = 'Topic';
export const brokerColumn = 'Broker';

export const partOfCluster = 'Part of the cluster';
export const backToMap = 'Back to the map (Escape)';
export const allBrokersAndTopics = 'All brokers and topics';
export const drawnAndLeft = (partitions: number, brokers: number, left: string): string => `${ofPartitions(partitions)}, ${counted(brokers, 'broker', 'brokers')}; not drawn: ${left}`;
export const partitionsLeft = ofPartitions;
export const peersLeft = (count: number): string => `${counted(count, 'more broker', 'more brokers')} with copies`;

function ofPartitions(count: number): string {
  return counted(count, 'partition', 'partitions');
}
