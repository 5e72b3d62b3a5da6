const MAX_LENGTH = 80;

/**
 * The candidate that differs least from `name` (letters inserted, dropped, changed or swapped with their neighbour),
 * or null when none is close enough to be a likely slip: at most a third of the name's length, and at most 4.
 * Another number is no slip: `broker-9` is not taken for `broker-1`.
 */
export function nearest(name: string, candidates: readonly string[]): string | null {
  if (name.length > MAX_LENGTH) return null;
  const folded = name.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.min(4, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || differOnlyInDigits(folded, candidate)) continue;
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function differOnlyInDigits(folded: string, candidate: string): boolean {
  const other = candidate.toLowerCase();
  return folded !== other && folded.replace(/\d+/g, '') === other.replace(/\d+/g, '');
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? a.length;
}
