import type { Draw } from './draw.ts';
import { drawFrom } from './draw.ts';
import type { SwarmShape } from './shape.ts';

/** What may be done to a cluster. Whom it hits is decided when it happens: see `aim.ts`. */
export const FAULT_KINDS = [
  'crash',
  'flap',
  'wipe',
  'shutdown',
  'pause',
  'crashController',
  'pauseController',
  'crashBoth',
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
  'consumers',
  'producers',
  'seek',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Faults after which Kafka itself may lose what it acknowledged. */
const LOSSY: readonly FaultKind[] = ['wipe'];

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
  /** Losing acknowledged records may be what Kafka would do, too. */
  readonly lossy: boolean;
}

const PERIOD_MS = [400, 800, 1_500];

/**
 * Faults come in periods, of which a quarter are quiet, so that the cluster recovers in between and is hit again in the
 * states after. Every kind is left out of half of the runs: some faults hide what others would bring out.
 */
export function drawFaults(seed: number, shape: SwarmShape): FaultPlan {
  const draw = drawFrom(seed, 'faults');
  const weights = drawWeights(drawFrom(seed, 'fault weights'), shape);
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
  const lossy = shape.unclean || faults.some(({ kind }) => LOSSY.includes(kind) || kind === 'elect' || kind === 'alterConfig');
  return { chaosMs: 200 + periods * periodMs, faults, lossy };
}

function drawWeights(draw: Draw, shape: SwarmShape): [FaultKind, number][] {
  return FAULT_KINDS.map((kind) => {
    const weight = draw.chance(50) ? draw.int(1, 100) : 0;
    // Most runs keep their disks: only there must nothing acknowledged be lost.
    const rare = LOSSY.includes(kind) && !shape.unclean && !draw.chance(30);
    return [kind, rare ? 0 : weight];
  });
}

function weighted(weights: readonly [FaultKind, number][], ticket: number): FaultKind {
  let left = ticket;
  for (const [kind, weight] of weights) {
    if (left < weight) return kind;
    left -= weight;
  }
  throw new Error('the ticket is beyond all weights');
}
