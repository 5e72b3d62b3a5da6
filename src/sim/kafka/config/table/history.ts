import * as words from '../../../../words/config/history.ts';
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
  choice('model.truncation', 'current', words.meaning(words.rules['model.truncation']), {
    ...modelled,
    values: ['current', 'kip-320-draft', 'kip-279', 'kip-101', 'high-watermark'],
  }),
  flag('model.no.epoch.start.rule', false, words.meaning(words.rules['model.no.epoch.start.rule']), modelled),
  flag('model.no.maximal.isr', false, words.meaning(words.rules['model.no.maximal.isr']), modelled),
  flag('model.no.partition.epoch.check', false, words.meaning(words.rules['model.no.partition.epoch.check']), modelled),
  flag('model.no.broker.epoch.check', false, words.meaning(words.rules['model.no.broker.epoch.check']), modelled),
  flag('model.fenced.may.join.isr', false, words.meaning(words.rules['model.fenced.may.join.isr']), modelled),
  flag('model.min.isr.not.strict', false, words.meaning(words.rules['model.min.isr.not.strict']), modelled),
  flag('model.elr.off', false, words.meaning(words.rules['model.elr.off']), modelled),
];
