import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { flag, choice } = entriesOf('broker', 'controller');
const modelled = { modelled: true } as const;

/** Whether an entry is the simulator's own: a rule of an earlier Kafka, which holds for a whole cluster or not at all. */
export function isHistory(name: string): boolean {
  return name.startsWith('model.');
}

/** The simulator's own entries: rules of earlier versions of Kafka, for a whole cluster. None is a setting of Kafka. */
export const HISTORY_ENTRIES: readonly ConfigEntry[] = [
  choice('model.truncation', 'current', 'History: how followers cut their logs. Before Kafka 2.1 in three other ways, and nobody said in which leader epoch it believed to be.', {
    ...modelled,
    values: ['current', 'kip-320-draft', 'kip-279', 'kip-101', 'high-watermark'],
  }),
  flag('model.no.epoch.start.rule', false, "History: a follower may join the in-sync replicas before it has reached the start of the leader's epoch (before Kafka 2.1).", modelled),
  flag('model.no.maximal.isr', false, 'History: the high watermark does not wait for a replica that is about to join the in-sync replicas (before Kafka 2.7).', modelled),
  flag('model.no.partition.epoch.check', false, 'History: the controller accepts an in-sync replica change made from an older state.', modelled),
  flag('model.no.broker.epoch.check', false, 'History: a restarted broker passes for the one it was before (before Kafka 3.5).', modelled),
  flag('model.fenced.may.join.isr', false, 'History: fenced brokers and those that shut down may join the in-sync replicas (before Kafka 3.3).', modelled),
  flag('model.min.isr.not.strict', false, 'History: the high watermark moves although there are too few in-sync replicas (before Kafka 3.7).', modelled),
  flag('model.elr.off', false, 'History: no eligible leader replicas; the last in-sync replica always stays (before Kafka 4.1).', modelled),
];
