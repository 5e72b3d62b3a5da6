/** What is told of the metrics of requests and of what came of them: `meaning` is what each counts, `worry` when to look closer. */

export const requests = {
  meaning: 'Requests that brokers have answered, by kind. Fetches of followers and of consumers are told apart. What controllers answer is left out here.',
  worry: 'When one kind grows without cause: Metadata from clients that look for a leader, JoinGroup from a group that cannot settle.',
} as const;

export const errors = {
  meaning: 'Error codes in responses of brokers, one for each partition that has one. Kafka also counts error=NONE, which is left out here. A request that is never answered is no error here.',
  worry: 'MEMBER_ID_REQUIRED is part of every first join. NOT_LEADER_OR_FOLLOWER for a moment is how clients learn of a new leader. NOT_ENOUGH_REPLICAS means that writes are refused.',
} as const;

export const recordRetry = {
  meaning: 'Records that a producer put back to be sent again, after an error or a lost connection.',
  worry: 'When it lasts longer than an election: something keeps producers from their leaders.',
} as const;

export const recordError = {
  meaning: 'Records that a producer gave up and told its application of, after delivery.timeout.ms or an error that no retry cures. Some of them may be stored all the same.',
  worry: 'Whenever it is above 0: the application has to deal with it, or records are lost.',
} as const;
