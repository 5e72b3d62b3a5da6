import type { Draw } from './draw.ts';
import { drawFrom } from './draw.ts';

/** What may be done to a cluster. Whom it hits is decided when it happens: see `aim.ts`. */
export const FAULT_KINDS = [
  'crash',
  'flap',
  'powerLoss',
  'wipe',
  'shutdown',
  'pause',
  'crashController',
  'flapController',
  'pauseController',
  'crashBoth',
  'wipeController',
  'voters',
  'isolate',
  'cutFromControllers',
  'cutFromPeer',
  'cutFromClients',
  'cutController',
  'slowDisk',
  'slowNetwork',
  'hold',
  'elect',
  'createTopic',
  'deleteTopic',
  'addPartitions',
  'alterConfig',
  'reassign',
  'deleteRecords',
  'consumers',
  'producers',
  'seek',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface PlannedFault {
  readonly atMs: number;
  readonly kind: FaultKind;
  /** When it is undone; null leaves it for the healing. */
  readonly forMs: number | null;
  /** Decides, when it happens, whom it hits and how. */
  readonly dice: readonly [number, number, number];
}

export interface FaultPlan {
  readonly chaosMs: number;
  readonly faults: readonly PlannedFault[];
}

const PERIOD_MS = [400, 800, 1_500];

/**
 * Faults come in periods, of which a quarter are quiet, so that the cluster recovers in between and is hit again in the
 * states after. Every kind is left out of half of the runs: some faults hide what others would bring out.
 */
export function drawFaults(seed: number): FaultPlan {
  const draw = drawFrom(seed, 'faults');
  const weights = drawWeights(drawFrom(seed, 'fault weights'));
  const periodMs = draw.pick(PERIOD_MS);
  const periods = draw.int(3, Math.floor(6_000 / periodMs));
  const faults: PlannedFault[] = [];
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (let period = 0; period < periods && total > 0; period += 1) {
    if (draw.chance(25)) continue;
    for (let count = draw.int(1, 4); count > 0; count -= 1) {
      const kind = weighted(weights, draw.int(0, total - 1));
      const forMs = draw.chance(75) ? draw.pick([20, 150, 500, 1_200, 2_500]) : null;
      faults.push({ atMs: 200 + period * periodMs + draw.int(0, periodMs), kind, forMs, dice: [draw.dice(), draw.dice(), draw.dice()] });
    }
  }
  faults.sort((a, b) => a.atMs - b.atMs);
  return { chaosMs: 200 + periods * periodMs, faults };
}

function drawWeights(draw: Draw): [FaultKind, number][] {
  return FAULT_KINDS.map((kind) => [kind, draw.chance(50) ? draw.int(1, 100) : 0]);
}

function weighted(weights: readonly [FaultKind, number][], ticket: number): FaultKind {
  let left = ticket;
  for (const [kind, weight] of weights) {
    if (left < weight) return kind;
    left -= weight;
  }
  throw new Error('the ticket is beyond all weights');
}
