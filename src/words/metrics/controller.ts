/** What is told of the metrics of controllers: `meaning` is what each counts, `worry` when to look closer. */

export const activeController = {
  meaning: '1 on the controller that holds itself for the active one, 0 on the others; here the sum.',
  worry: 'When the sum is not 1 for longer than an election takes. At 0 nothing can be changed. At 2 one is deposed and does not know it yet: it cannot commit anything.',
} as const;

export const offlinePartitions = {
  meaning: 'Partitions without a leader, as each controller’s metadata has them; here the highest. A leader that has just died still counts as one until it is fenced, for up to broker.session.timeout.ms.',
  worry: 'Whenever it is above 0: nobody can write or read there.',
} as const;

export const preferredReplicaImbalance = {
  meaning: 'Partitions that are not led by the first of their replicas, those without a leader included.',
  worry: 'When it stays up after brokers are back: leadership is uneven. The controller moves it back every leader.imbalance.check.interval.seconds.',
} as const;

export const fencedBrokers = {
  meaning: 'Registered brokers that may not lead, because their heartbeats stopped, or they have not caught up with the metadata since their start.',
  worry: 'When it is above 0 and nobody is restarting a broker.',
} as const;

export const leaderElections = {
  title: 'leader elections',
  instead: 'no MBean in 4.3: LeaderElectionRateAndTimeMs went with ZooKeeper, though Kafka’s manual still lists it',
  meaning: 'How often a partition got a leader, as committed to the metadata log. Elections in which nobody could be elected are not counted.',
  worry: 'When there are any and no broker died or was restarted.',
} as const;

export const uncleanLeaderElections = {
  meaning: 'How often a leader was elected that need not have everything that was committed, which unclean.leader.election.enable allows.',
  worry: 'Whenever it is above 0: records that were acknowledged may be lost.',
} as const;
