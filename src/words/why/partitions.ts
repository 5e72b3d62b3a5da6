import { asSentence } from '../narration/names.ts';

/** What the controller's decisions about a partition come of, said of the cause. */

export const controllerAgreed = 'The leader asked for it, and the controller agreed.';
export const nobodyInSync = 'Nobody was in sync, and this one may lead again.';
export const leaderIsInSync = 'Who leads is in sync.';
export const movedForThat = 'That is what it was moved for.';
export const allNewInSync = 'With that, all of the new replicas are in sync.';
export const askedForTopic = 'Somebody asked for the topic.';
export const askedToDeleteTopic = 'Somebody asked for the topic to be deleted.';
export const askedForPartitions = 'Somebody asked for more partitions.';
export const somebodyAsked = 'Somebody asked for it.';
export const leaderFenced = (broker: number): string => `Broker ${broker} led, and a fenced broker may not lead.`;
export const leaderShutsDown = (broker: number): string => `Broker ${broker} led, and a broker that shuts down hands over what it leads.`;
export const leaderReturned = (broker: number): string => `Broker ${broker} led, and came back as another incarnation.`;
export const leaderWithoutSession = (broker: number): string => `Broker ${broker} led, and with its session its registration in ZooKeeper is gone.`;
export const leaderNoReplica = (broker: number): string => `Broker ${broker} led and is no replica any more.`;
export const leaderOutOfService = (broker: number): string => `Broker ${broker} led and was out of service.`;
export const preferredLeader = (broker: number): string => `Broker ${broker} is the preferred leader, and the controller gives partitions back to whom they belong (auto.leader.rebalance.enable).`;
export const askedForElection = 'Somebody asked for an election.';
export const anotherEpochBegins = 'The leader stays, and what the controller changed begins another epoch.';
export const mayLeadUnfenced = (broker: number): string => `Broker ${broker} may lead since it is unfenced.`;
export const couldBeLed = 'From then on it could be led.';
export const nobodyLed = 'Until then nobody led it.';
export const ratherThanNone = 'Rather a leader that may lack records than none.';
export const fencedInNoIsr = (broker: number): string => `Broker ${broker} is fenced, and a fenced broker is in no ISR.`;
export const takenOutShuttingDown = (broker: number): string => `Broker ${broker} shuts down, and the controller takes it out of every ISR.`;
export const returnedWithoutUnflushed = (broker: number): string => `Broker ${broker} came back as another incarnation, without what it had not written to its disk.`;
export const noSessionNoIsr = (broker: number): string => `Broker ${broker} has no session with ZooKeeper, and is in no ISR.`;
export const noReplicaAnyMore = (broker: number): string => `Broker ${broker} is no replica any more.`;
export const onlyLeaderAfterUnclean = 'After an unclean election only the new leader counts as in sync.';
export const agreedWithoutBroker = (broker: number): string => `The leader asked for an ISR without broker ${broker}, and the controller agreed.`;
export const outOfService = (broker: number): string => `Broker ${broker} was out of service.`;
/** `lastSeconds`: when its last fetch came; null if none did. */
export const soFellBehind = (trouble: string, broker: number, lastSeconds: number | null): string =>
  asSentence(
    lastSeconds === null
      ? `${trouble}, so broker ${broker} was not at the end of the leader's log for replica.lag.time.max.ms: no fetch of it had come`
      : `${trouble}, so broker ${broker} was not at the end of the leader's log for replica.lag.time.max.ms: its last fetch had come at ${lastSeconds} s`,
  );
export const soFollowedEarlierEpoch = (trouble: string, broker: number): string => asSentence(`${trouble}, so broker ${broker} followed a leader of an earlier epoch`);
export const soLedEarlierEpoch = (trouble: string, broker: number): string => asSentence(`${trouble}, so broker ${broker} led in an earlier epoch than its followers follow`);
export const startedAndNotAtEnd = (broker: number): string => `Broker ${broker} had started, and was not yet at the end of the leader's log.`;
export const fetchedOutOfIsr = "It was out of the ISR, and its fetches went on, up to the end of the leader's log.";
export const couldFetchAgain = (broker: number, partition: string, isr: string): string => `Since then broker ${broker} could fetch, until it was at the end of the leader's log of ${partition}. The ISR to be: ${isr}.`;
