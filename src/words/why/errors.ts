/** What the errors in responses come of, said of the cause. */

export const offsetNotHeld = 'Since then the log does not hold that offset.';
export const onlyRemote = 'The leader has these records no more on its own disk, only in remote storage.';
export const endNotKnownYet = 'A new leader does not say where the log ends for readers before its high watermark has caught up.';
export const partitionChanged = 'The partition has changed since; who asked knew an earlier state of it.';
export const mayNotBeInIsr = 'Since then a broker of the ISR that was asked for may not be in one.';
export const groupRebalances = 'The group rebalances, and its members have to join again.';
export const otherGeneration = 'The group is in another generation since.';
export const noMemberSince = 'Since then it is no member of the group.';
export const sameInstanceId = 'Another member has come with the same group.instance.id.';
export const coordinatorChanged = 'Who leads the partition of __consumer_offsets coordinates its groups, and that has changed.';
export const coordinatorLoads = 'It leads since then, and has to read what the groups have committed first.';
export const controllerChanged = 'The controller is another one since.';
export const registeredAgain = 'The broker has registered again since, and this is of the time before.';
export const notRegisteredYet = 'It has started, and the controller does not know it yet.';
export const sessionStillLasts = 'To the controller the session of the broker before it still lasts (broker.session.timeout.ms).';
export const quorumLeaderChanged = 'The quorum has another leader since.';
export const fetchSessionLost = 'The session of fetches between the two was lost (KIP-227); the next fetch begins another one.';
export const idComesFirst = 'A member without an id is given one first, and joins with it then (KIP-394).';
export const fetchSessionsLimited = 'A broker remembers only so many sessions of fetches (max.incremental.fetch.session.cache.slots), and none beyond its own end.';
export const electionNotNeeded = 'The leader is the one it should be already.';
