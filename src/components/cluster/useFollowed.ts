import { useAppState } from '../simulatorContext.tsx';

/** Where a copy has the record that is followed; null where it has not. */
export function useFollowedOffset(replica: string): number | null {
  return useAppState(({ followed }) => followed?.record?.copies.find((copy) => copy.replica === replica)?.offset ?? null);
}
