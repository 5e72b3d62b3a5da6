/** What a document may ask for at most. Messages name them. */
export const MAX_BROKERS = 100;
export const MAX_PARTITIONS = 10_000;
/** Partitions times replicas, over all topics. */
export const MAX_REPLICAS = 32_000;
export const MAX_PRODUCERS = 100;
export const MAX_CONSUMERS = 200;
export const MAX_RATE_PER_SECOND = 100_000;
export const MAX_SCRIPT_ENTRIES = 1_000;
/** Latest moment that a script or a story may name: 30 days. */
export const MAX_AT_US = 30 * 86_400_000_000;
/** Largest document text that is read, in characters. */
export const MAX_TEXT_CHARACTERS = 2_000_000;
export const MAX_VALUE_BYTES = 16_777_216;
export const MIN_BANDWIDTH_BYTES = 1_024;
export const MAX_BANDWIDTH_BYTES = 1_099_511_627_776;
