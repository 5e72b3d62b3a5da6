/** Why something came about, to be read after a colon: why a group rebalances, why a process ends. `consumer`: its client id. */

export const joinedAgain = (consumer: string): string => `${consumer} joined again`;
export const leaderJoinedAgain = (consumer: string): string => `the group's leader ${consumer} joined again`;
export const changedSubscription = (consumer: string): string => `${consumer} changed its subscription`;
export const joined = (consumer: string): string => `${consumer} joined`;
export const leftBeforeJoining = (memberId: string): string => `${memberId} left before it joined`;
export const left = (consumer: string): string => `${consumer} left`;
export const neverAskedForAssignment = (consumers: string): string => `${consumers} never asked for the assignment`;
export const sessionExpired = (consumer: string): string => `the session of ${consumer} expired`;
export const cameBackMeanwhile = (consumer: string): string => `${consumer} came back while the leader was assigning`;
export const cameBackChanged = (consumer: string): string => `${consumer} came back with other assignors`;
export const assignmentNotStored = (error: string): string => `the assignment could not be stored (${error})`;
export const groupTooLarge = (members: number): string => `${members} members are more than group.max.size allows here`;

/** Why a consumer fails. */
export const offsetOutOfRange = (offset: number, partition: string): string => `offset ${offset} of ${partition} is out of range and auto.offset.reset is none`;
export const nothingCommitted = (partition: string): string => `no committed offset for ${partition} and auto.offset.reset is none`;
export const logWasCut = (partition: string, offset: number): string => `the log of ${partition} was cut below offset ${offset} and auto.offset.reset is none`;

/** Why a process ends. */
export const notRegistered = 'it could not be registered with a controller in time';
export const leaderLacksCommitted = 'the quorum leader lacks metadata that was already committed';
export const snapshotTooShort = 'the quorum leader sent a snapshot of less than is here';
export const votedAndRemoved = (epoch: number): string => `its vote for itself in epoch ${epoch} is on disk, and it has been removed from the voters since`;
export const heldForLeader = (epoch: number): string => `others hold it for the leader of epoch ${epoch}, of which it knows nothing`;
