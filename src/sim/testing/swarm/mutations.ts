import { SEEDED_BUGS, type ModelSwitches, type PlantedBug, type SeededBug } from '../../kafka/config/modelSwitches.ts';
import type { ClusterSpec } from '../../kafka/spec.ts';

/** Rules that Kafka once had, as mistakes: the time-machine switches under the names of the seeded bugs' list. */
const HISTORY = {
  TRUNC_HW: { truncation: 'high-watermark' },
  TRUNC_KIP101: { truncation: 'kip-101' },
  ISR_EXPAND_NO_LESO: { noEpochStartRule: true },
  NO_MAXIMAL_ISR: { noMaximalIsr: true },
  AP_NO_PARTITION_EPOCH: { noPartitionEpochCheck: true },
  AP_NO_BROKER_EPOCH: { noBrokerEpochCheck: true },
  FENCED_JOIN_ISR: { fencedMayJoin: true },
  HW_BELOW_MINISR: { minIsrNotStrict: true },
  LRS: { elrOff: true },
} as const satisfies Record<string, Partial<ModelSwitches>>;

export type HistoryMutation = keyof typeof HISTORY;
export type MutationName = SeededBug | HistoryMutation;

const HISTORY_NAMES = Object.keys(HISTORY) as HistoryMutation[];

export const MUTATIONS: readonly MutationName[] = [...SEEDED_BUGS, ...HISTORY_NAMES];

export function isMutation(name: string): name is MutationName {
  return MUTATIONS.some((one) => one === name);
}

export interface Mutated {
  readonly spec: ClusterSpec;
  /** How often the mistake was made; for a rule of history, how often it was asked for. */
  readonly hits: () => number;
}

/** No document can plant a bug: only a test that has the spec in its hands. */
export function mutated(spec: ClusterSpec, name: MutationName | null): Mutated {
  if (name === null) return { spec, hits: () => 0 };
  const counter = { hits: 0 };
  const model = isHistory(name) ? historic(name, counter) : planting(name, counter);
  const change = <T extends { readonly config: { readonly model: ModelSwitches } }>(node: T): T => ({
    ...node,
    config: { ...node.config, model: model(node.config.model) },
  });
  return { spec: { ...spec, brokers: spec.brokers.map(change), controllers: spec.controllers.map(change) }, hits: () => counter.hits };
}

function isHistory(name: MutationName): name is HistoryMutation {
  return HISTORY_NAMES.some((one) => one === name);
}

function planting(name: SeededBug, counter: { hits: number }): (model: ModelSwitches) => ModelSwitches {
  const bug: PlantedBug = Object.assign(counter, { name });
  return (model) => ({ ...model, bug });
}

function historic(name: HistoryMutation, counter: { hits: number }): (model: ModelSwitches) => ModelSwitches {
  return (model) => {
    const switched: ModelSwitches = { ...model };
    for (const [key, value] of Object.entries(HISTORY[name])) {
      const get = (): unknown => {
        counter.hits += 1;
        return value;
      };
      Object.defineProperty(switched, key, { enumerable: true, get });
    }
    return switched;
  };
}
