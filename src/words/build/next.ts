/** What comes next for a cluster of one's own that has no data in it yet: in the panel, and over the picture. */

export const comesNext = 'What comes next';
/** In the panel. What stands in square brackets is a term, and explains itself. */
export const inFull = {
  topic: 'Whatever is stored on a cluster is stored in a [topic], so that comes first. A [producer] and a [consumer] need one, too.',
  producer: 'A [producer] sends [records](record) to a topic. Without one there is nothing to see in it.',
  consumer: 'Nobody reads from it yet: a [consumer] joins a [consumer group] and reads its part of a topic.',
} as const;
/** Over the picture, beside the panel. */
export const inShort = {
  topic: 'This cluster has no [topic] yet.',
  producer: 'Nobody writes to this cluster yet.',
} as const;
export const add = {
  broker: 'Add a broker',
  topic: 'Add a topic',
  producer: 'Add a producer',
  consumer: 'Add a consumer',
} as const;
