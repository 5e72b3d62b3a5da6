/** Why a name is no entry of configuration where it stands: to be read after the name. */

const OF = { server: 'server', broker: 'broker', controller: 'controller', topic: 'topic', producer: 'producer', consumer: 'consumer' } as const;
/** Whose setting it is. */
export type Whose = keyof typeof OF;

/** `nearest`: the entry that may have been meant. */
export const unknown = (whose: Whose, nearest: string | null): string =>
  nearest === null ? `not a ${OF[whose]} setting that Kafka 4.3 or this simulator has` : `not a ${OF[whose]} setting that Kafka 4.3 or this simulator has; did you mean "${nearest}"?`;
export const ofTopics = (serverEntry: string): string => `a topic setting; the server's default for it is "${serverEntry}"`;
export const ofServers = (topicEntry: string): string => `a server setting; for a topic it is "${topicEntry}"`;
export const ofOthers = (others: readonly Whose[], whose: Whose): string => `a ${others.map((other) => OF[other]).join(' or ')} setting, not a ${OF[whose]} one`;
