/** What is said of a run as a whole: its title, the Kafka it has, what somebody did in it, and why it could not be opened. */

export const untitled = 'Untitled';
/** What a timer is of that a node set for a message to itself. */
export const toItself = (message: string): string => `to itself: ${message}`;

/** Rules of earlier versions of Kafka, as clauses. */
export const zooKeeper = 'ZooKeeper keeps the metadata, and a broker is the controller (Kafka before 4.0)';
/** How followers cut their logs, by the name of the rule. */
export const truncation: Readonly<Record<string, string>> = {
  'kip-320-draft': 'followers cut nothing when a leader changes, and only the epochs of records are compared (a draft of KIP-320, never released)',
  'kip-279': 'followers cut after the last offset and epoch that both logs have, asked of whoever believes to lead (Kafka 2.0)',
  'kip-101': "followers cut where the leader's log of their last epoch ends, or else at their own high watermark (Kafka 0.11 to 1.1)",
  'high-watermark': 'followers cut their logs at their own high watermark (before Kafka 0.11)',
};

/** Of several things that were done at once, in words: the first of them, and how many besides. */
export const withMore = (first: string, more: number): string => (more === 0 ? first : `${first} and ${more} more`);

/** With which a branch is named, after commands. */
export const goOn = 'go on with the story';
export const answer = (option: number, step: number): string => `answer ${option} to step ${step}`;

/** What is wrong with what was to be opened. */
export const basedOnAnother = 'the built-in scenario that it was made of is another one by now; ask for the run as a file';
export const noSuchScenario = (id: string): string => `there is no built-in scenario called "${id}"`;
export const nestedTooDeep = 'it is nested too deep to be read';
export const notRead = 'could not be read from the server; try again';
