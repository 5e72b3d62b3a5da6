import type { FactType, FactView } from '../../sim/index.ts';
import type { Divergence } from './divergence.ts';

/**
 * The first thing that happens in one run and, within a second, not in the other. Two runs with different settings soon differ by
 * microseconds; what a reader calls a difference is another leader, a refusal, a record that nobody acknowledged.
 */
export interface DifferenceWatch {
  /** What one run told and the other did not yet, by what it says. */
  readonly left: Map<string, FactView[]>;
  readonly right: Map<string, FactView[]>;
  found: Divergence | null;
}

const SLACK_US = 1_000_000;

const TELLING: ReadonlySet<string> = new Set<FactType>([
  'LeaderElected',
  'IsrShrunk',
  'IsrExpanded',
  'BrokerFenced',
  'BrokerUnfenced',
  'ControllerElected',
  'NodeHalted',
  'LogTruncated',
  'UnflushedRecordsLost',
  'ProduceRefused',
  'BatchAcked',
  'BatchFailed',
  'DuplicateBatchIgnored',
  'OffsetReset',
  'OffsetOutOfRange',
  'CommitFailed',
  'MemberRemoved',
  'GroupEmptied',
  'GuaranteeBroken',
]);

/** Whether it may make a difference that matters, if the other run does not tell it. */
export function isTelling({ fact }: FactView): boolean {
  return TELLING.has(fact.type);
}

export function watchDifference(): DifferenceWatch {
  return { left: new Map(), right: new Map(), found: null };
}

/** Takes in what both runs told up to `untilUs`. */
export function hearDifference(watch: DifferenceWatch, left: readonly FactView[], right: readonly FactView[], untilUs: number): void {
  if (watch.found !== null) return;
  for (const fact of left) meet(fact, watch.right, watch.left);
  for (const fact of right) meet(fact, watch.left, watch.right);
  const one = earliest(watch.left, untilUs - SLACK_US);
  const other = earliest(watch.right, untilUs - SLACK_US);
  if (one === null && other === null) return;
  if (other === null || (one !== null && one.at <= other.at)) watch.found = { left: one, right: null, at: one?.at ?? 0 };
  else watch.found = { left: null, right: other, at: other.at };
}

/** Strikes out what the other run has told, and keeps the rest. */
function meet(fact: FactView, others: Map<string, FactView[]>, own: Map<string, FactView[]>): void {
  for (const key of keysOf(fact)) {
    const waiting = others.get(key);
    if (waiting !== undefined) {
      waiting.shift();
      if (waiting.length === 0) others.delete(key);
      continue;
    }
    const kept = own.get(key);
    if (kept === undefined) own.set(key, [fact]);
    else kept.push(fact);
  }
}

function earliest(kept: ReadonlyMap<string, readonly FactView[]>, latestUs: number): FactView | null {
  let found: FactView | null = null;
  for (const [first] of kept.values()) if (first !== undefined && first.at <= latestUs && (found === null || first.at < found.at)) found = first;
  return found;
}

/** What the fact says, whenever and in whatever company it says it. */
function keysOf({ node, fact }: FactView): readonly string[] {
  if (!TELLING.has(fact.type)) return [];
  if (fact.type !== 'BatchAcked') return [`${node} ${JSON.stringify(fact)}`];
  return fact.acks === 0 ? [] : fact.recordIds.map((id) => `${fact.topic}-${fact.partition} ${id}`);
}
