/** Rules of earlier versions of Kafka, as clauses, by the entry that brings them back; and what such an entry means. */

export const rules = {
  'model.truncation': 'how followers cut their logs. Before Kafka 2.1 in three other ways, and nobody said in which leader epoch it believed to be',
  'model.no.epoch.start.rule': "a follower may join the in-sync replicas before it has reached the start of the leader's epoch (before Kafka 2.1)",
  'model.no.maximal.isr': 'the high watermark does not wait for a replica that is about to join the in-sync replicas (before Kafka 2.7)',
  'model.no.partition.epoch.check': 'the controller accepts an in-sync replica change made from an older state',
  'model.no.broker.epoch.check': 'a restarted broker passes for the one it was before (before Kafka 3.5)',
  'model.fenced.may.join.isr': 'fenced brokers and those that shut down may join the in-sync replicas (before Kafka 3.3)',
  'model.min.isr.not.strict': 'the high watermark moves although there are too few in-sync replicas (before Kafka 3.7)',
  'model.elr.off': 'no eligible leader replicas; the last in-sync replica always stays (before Kafka 4.1)',
} as const satisfies Readonly<Record<string, string>>;
/** `rule`: one of those above. */
export const meaning = (rule: string): string => `History: ${rule}.`;
