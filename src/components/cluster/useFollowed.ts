import { useAppState } from '../simulatorContext.tsx';

/** Offsets at which a copy has the record that is followed: several where it was written again. */
export function useFollowedOffsets(replica: string): readonly number[] {
  const copies = useAppState(({ followed }) => followed?.record?.copies);
  return copies?.filter((copy) => copy.replica === replica).map(({ offset }) => offset) ?? [];
}
