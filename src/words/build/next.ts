/** What comes next for a cluster of one's own that has no data in it yet: in the panel, and over the picture. */

export const comesNext = 'What comes next';
/** Without a topic. What stands in square brackets is a term, and explains itself. */
export const noTopic = 'This cluster has no [topic] yet, so nothing can be stored on it. A [producer] and a [consumer] need one, too.';
export const noProducer = 'Nobody writes to this cluster yet: a [producer] sends [records](record) to a topic.';
export const noConsumer = 'Nobody reads from it yet: a [consumer] joins a [consumer group] and reads its part of a topic.';
export const add = {
  broker: 'Add a broker',
  topic: 'Add a topic',
  producer: 'Add a producer',
  consumer: 'Add a consumer',
} as const;
