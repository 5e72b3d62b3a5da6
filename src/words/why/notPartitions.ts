/** Conditions about a partition: of its leader, its high watermark, its ISR and what is written to it, each as it is met or not. */

export const leaderIs = (broker: number, epoch: number): string => `The controller has broker ${broker} as the leader, in epoch ${epoch}.`;
export const leads = (broker: number, partition: string): string => `Broker ${broker} leads ${partition}.`;
export const leadsNot = (broker: number, partition: string): string => `Broker ${broker} is to lead ${partition}, and does not.`;
export const mayLeadOf = (group: string, brokers: string): string => `Members of the ${group} may lead: ${brokers}.`;
export const nobodyHasEvery = 'ISR and ELR are both empty: nobody is known to have every record.';
export const uncleanAllowed = 'unclean.leader.election.enable is true: any replica that runs may lead.';
export const uncleanForbidden = (others: string): string => `unclean.leader.election.enable is false: the others (${others}) may lack records, and may not lead.`;
export const mayLeadNext = (broker: number, partition: string): string => `Broker ${broker} may lead ${partition} with the next election.`;
export const hasNoLeader = (partition: string): string => `${partition} has no leader: nobody who may lead is in service.`;
export const active = (broker: number): string => `Broker ${broker} is registered and unfenced.`;
export const unregistered = (broker: number): string => `Broker ${broker} is not registered.`;
export const fenced = (broker: number): string => `Broker ${broker} is fenced.`;
export const shuttingDown = (broker: number): string => `Broker ${broker} is shutting down.`;
export const brokerStates = {
  running: (broker: number): string => `Broker ${broker} runs.`,
  paused: (broker: number): string => `Broker ${broker} is paused.`,
  dead: (broker: number): string => `Broker ${broker} is dead.`,
} as const;
export const sessionGoesOn = (broker: number): string => `The controller has not fenced broker ${broker}: to it the session goes on.`;
export const knowsItLeads = (broker: number): string => `Broker ${broker} knows that it leads.`;
export const knowsNotItLeads = (broker: number, epoch: number, partitionEpoch: number): string => `Broker ${broker} does not know that it leads: it lives in epoch ${epoch}, and the partition is in epoch ${partitionEpoch}.`;
export const highWatermarkUnled = (partition: string): string => `The high watermark of ${partition} does not move: nobody leads.`;
export const nothingToCommit = (partition: string, offset: number): string => `The high watermark of ${partition} is at the end of the log, offset ${offset}: there is nothing to commit.`;
export const recordsToCommit = (end: number, highWatermark: number): string => `There are records to commit: the log ends at ${end}, the high watermark is ${highWatermark}.`;
export const enoughInSync = (count: number, brokers: string, minimum: number): string => `${count} in sync (${brokers}), of at least ${minimum}.`;
export const tooFewInSync = (count: number, brokers: string, minimum: number): string => `Only ${count} in sync (${brokers}), where min.insync.replicas asks for ${minimum}.`;
export const highWatermarkMoves = (partition: string, offset: number): string => `The high watermark of ${partition} moves to ${offset} with the next fetch.`;
export const highWatermarkStays = (partition: string, offset: number): string => `The high watermark of ${partition} stays at ${offset}.`;

/** `ago` null: not in this epoch. */
const lastFetch = (ago: string | null, offset: number): string => (ago === null ? 'has not fetched in this epoch' : `last fetched ${ago} ago, from offset ${offset}`);
export const hasMore = (broker: number, ago: string | null, offset: number): string => `Broker ${broker} has more: it ${lastFetch(ago, offset)}.`;
export const isWaitedFor = (broker: number, ago: string | null, offset: number): string => `Broker ${broker} is waited for: it ${lastFetch(ago, offset)}.`;

export const inIsr = (broker: number, partition: string): string => `Broker ${broker} is in the ISR of ${partition}.`;
export const noReplica = (broker: number, partition: string): string => `Broker ${broker} is no replica of ${partition}.`;
export const replicasAre = (brokers: string): string => `The replicas are ${brokers}.`;
export const nobodyCanJoin = (partition: string): string => `Nobody leads ${partition}, so nobody can join its ISR.`;
export const replicaUnknown = (leader: number, broker: number): string => `The leader, broker ${leader}, does not know yet that broker ${broker} is a replica.`;
export const joinsNext = (broker: number, partition: string): string => `Broker ${broker} joins the ISR of ${partition} with its next fetch.`;
export const notInIsr = (broker: number, partition: string): string => `Broker ${broker} is not in the ISR of ${partition}.`;
export const registered = (broker: number): string => `Broker ${broker} is registered.`;
export const notRegistered = (broker: number): string => `Broker ${broker} is not registered, as far as the leader knows.`;
export const unfenced = (broker: number): string => `Broker ${broker} is unfenced.`;
export const fencedToLeader = (broker: number): string => `Broker ${broker} is fenced, as far as the leader knows.`;
export const shutsNotDown = (broker: number): string => `Broker ${broker} does not shut down.`;
export const shutsDown = (broker: number): string => `Broker ${broker} shuts down.`;
export const incarnationFetches = (broker: number): string => `It is the registered incarnation of broker ${broker} that fetches.`;
export const incarnationFetchesNot = (broker: number, leader: number): string => `The registered incarnation of broker ${broker} has not fetched from broker ${leader} yet.`;
export const fetchedEnough = (broker: number, offset: number, highWatermark: number): string => `Broker ${broker} has fetched up to offset ${offset}: at least the high watermark, ${highWatermark}.`;
export const fetchedNothing = (broker: number, highWatermark: number): string => `Broker ${broker} has not fetched from this leader in its epoch; the high watermark is ${highWatermark}.`;
export const fetchedTooLittle = (broker: number, offset: number, highWatermark: number): string => `Broker ${broker} has fetched up to offset ${offset}, and the high watermark is ${highWatermark}.`;
export const reachedEpochStart = (offset: number): string => `It has reached the start of the leader's epoch, offset ${offset}.`;
export const reachedNotEpochStart = (offset: number): string => `It has not reached the start of the leader's epoch, offset ${offset}.`;
export const fetchesFrom = (broker: number, leader: number, ago: string): string => `Broker ${broker} fetches from broker ${leader}, last ${ago} ago.`;
/** `ago` null: not in this epoch. */
export const fetchesNotFrom = (broker: number, leader: number, ago: string | null): string => `Broker ${broker} ${ago === null ? `has not fetched from broker ${leader} in this epoch` : `last fetched from broker ${leader} ${ago} ago`}: only with a fetch can it join.`;
export const noOtherChange = 'No other change of the ISR is under way.';
export const otherChange = 'Another change of the ISR is under way, and the controller has not answered yet.';
export const nothingWritable = (partition: string): string => `Nothing can be written to ${partition}: nobody leads.`;
export const brokerLeads = (broker: number): string => `Broker ${broker} leads.`;
export const takesWrites = (partition: string): string => `${partition} takes writes, acks=all among them.`;
export const refusesAll = (partition: string): string => `${partition} refuses acks=all. What comes with acks=0 or acks=1 is taken, and stays above the high watermark.`;
