/** Shares room among those who want some, as evenly as they can use it: nobody gets more than wanted, and nothing is left while somebody wants more. */
export function evenShares(wanted: readonly number[], room: number): number[] {
  const shares = wanted.map(() => 0);
  let left = room;
  const modest = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  modest.forEach((index, served) => {
    const share = Math.min(wanted[index] ?? 0, Math.ceil(left / (modest.length - served)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}
