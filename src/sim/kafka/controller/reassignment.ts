import type { BrokerId } from '../types.ts';

/** A reassignment under way. `replicas` is the target followed by what will be removed. */
export interface Reassignment {
  readonly replicas: readonly BrokerId[];
  readonly adding: readonly BrokerId[];
  readonly removing: readonly BrokerId[];
}

/** What remains when a reassignment has completed or was cancelled. */
export interface SettledReplicas {
  readonly replicas: readonly BrokerId[];
  readonly isr: readonly BrokerId[];
}

/** The replica lists that start a move from `current` to `target`. Kafka: `PartitionReassignmentReplicas`. */
export function startReassignment(current: readonly BrokerId[], target: readonly BrokerId[]): Reassignment {
  const removing = without(current, target).toSorted(ascending);
  const adding = without(target, current).toSorted(ascending);
  return { replicas: [...target, ...removing], adding, removing };
}

export function isReassignmentInProgress(reassignment: Pick<Reassignment, 'adding' | 'removing'>): boolean {
  return reassignment.adding.length > 0 || reassignment.removing.length > 0;
}

/**
 * The lists after the move, or null while it cannot end: something must stay in the ISR, every added replica must be in
 * it, and when replicas become fewer so must every one that stays, else the ISR would shrink for nothing.
 * Kafka: `PartitionReassignmentReplicas.maybeCompleteReassignment` (KIP-455).
 */
export function maybeCompleteReassignment(
  reassignment: Reassignment,
  targetIsr: readonly BrokerId[],
): SettledReplicas | null {
  if (!isReassignmentInProgress(reassignment)) return null;
  const { adding, removing } = reassignment;
  const isr = without(targetIsr, removing);
  const replicas = without(reassignment.replicas, removing);
  if (removing.length > 0 && (isr.length === 0 || replicas.length === 0)) return null;
  if (!containsAll(isr, adding)) return null;
  if (adding.length < removing.length && !containsAll(isr, replicas)) return null;
  return { replicas, isr };
}

/** The replicas from before a reassignment under way (`PartitionReassignmentReplicas.originalReplicas`). */
export function originalReplicas({ replicas, adding }: Reassignment): BrokerId[] {
  return without(replicas, adding);
}

/**
 * The lists a cancelled reassignment goes back to. When only added replicas are in sync, the first old one becomes
 * the ISR: `unclean` says that this may lose records, and the controller refuses unless the topic allows it.
 * Kafka: `PartitionReassignmentRevert`.
 */
export function revertReassignment(
  reassignment: Reassignment,
  isr: readonly BrokerId[],
): SettledReplicas & { readonly unclean: boolean } {
  const replicas = originalReplicas(reassignment);
  const kept = without(isr, reassignment.adding);
  if (kept.length > 0) return { replicas, isr: kept, unclean: false };
  return { replicas, isr: replicas.slice(0, 1), unclean: true };
}

function without(ids: readonly BrokerId[], excluded: readonly BrokerId[]): BrokerId[] {
  return ids.filter((id) => !excluded.includes(id));
}

function containsAll(ids: readonly BrokerId[], wanted: readonly BrokerId[]): boolean {
  return wanted.every((id) => ids.includes(id));
}

function ascending(a: number, b: number): number {
  return a - b;
}
