import * as v from 'valibot';
import { give } from '../../words/documents/parts.ts';
import * as words from '../../words/documents/schema.ts';
import { MAX_RATE_PER_SECOND, MAX_VALUE_BYTES } from '../limits.ts';
import { config, describe, duration, id, list, number, object, size, text, topicName, whole } from './fields.ts';

const Keys = v.nullable(
  v.pipe(
    v.union(
      [list(text(200, 'a key'), 1, 1_000, words.theKeys), object('{ "zipf": 1000 }', { zipf: whole(1, 1_000_000, words.numberOfKeys) })],
      give(words.keysOrNone),
    ),
    describe(words.keysOrNone),
  ),
);

export const Producer = object(words.aProducer, {
  id: id(words.idForProducer),
  topic: topicName(),
  rate: number(0, MAX_RATE_PER_SECOND, words.recordsPerSecondOrNone),
  keys: v.optional(Keys),
  valueBytes: v.optional(size(0, MAX_VALUE_BYTES, words.sizeOfValue)),
  config: v.optional(config(words.producersConfig)),
});

export const Consumer = object(words.aConsumer, {
  id: id(words.idForConsumer),
  group: id(words.nameOfItsGroup),
  topics: list(topicName(), 1, 100, words.topicsToRead),
  processing: v.optional(duration(words.timePerRecord)),
  config: v.optional(config(words.consumersConfig)),
});

export type ProducerDocument = v.InferOutput<typeof Producer>;
export type ConsumerDocument = v.InferOutput<typeof Consumer>;
