import * as v from 'valibot';
import { MAX_RATE_PER_SECOND, MAX_VALUE_BYTES } from '../limits.ts';
import { config, describe, duration, id, list, number, object, size, text, topicName, whole } from './fields.ts';

const KEYS = 'give the keys: a list of text, { "zipf": 1000 } for a thousand keys of falling frequency, or null for none';

const Keys = v.nullable(
  v.pipe(
    v.union(
      [list(text(200, 'a key'), 1, 1_000, 'the keys'), object('{ "zipf": 1000 }', { zipf: whole(1, 1_000_000, 'the number of keys') })],
      KEYS,
    ),
    describe(KEYS),
  ),
);

export const Producer = object('a producer such as { "id": "checkout", "topic": "orders", "rate": 20 }', {
  id: id('an id for the producer'),
  topic: topicName(),
  rate: number(0, MAX_RATE_PER_SECOND, 'the records to send per second (0 sends only when told)'),
  keys: v.optional(Keys),
  valueBytes: v.optional(size(0, MAX_VALUE_BYTES, "the size of a record's value")),
  config: v.optional(config("the producer's configuration")),
});

export const Consumer = object('a consumer such as { "id": "c1", "group": "analytics", "topics": ["orders"] }', {
  id: id('an id for the consumer'),
  group: id('the name of its group'),
  topics: list(topicName(), 1, 100, 'the topics to read'),
  processing: v.optional(duration('the time to process one record')),
  config: v.optional(config("the consumer's configuration")),
});

export type ProducerDocument = v.InferOutput<typeof Producer>;
export type ConsumerDocument = v.InferOutput<typeof Consumer>;
