import { useEffect } from 'react';
import type { MessageCategory, SequenceStretch } from '../../store/facts.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { Lit } from './items.ts';
import type { Band } from './useBand.ts';

/** More arrows than this are drawn as bars: nobody could tell them apart. */
const MOST_ARROWS = 900;

const NONE: readonly number[] = [];

/** What is known of the time in the band, asked for again whenever that may have changed. */
export function useStretch(band: Band, kinds: readonly MessageCategory[], lit: Lit | null): SequenceStretch | null {
  const { actions } = useSimulator();
  const stretch = useAppState(({ sequence }) => sequence);
  const run = useAppState((state) => state.run);
  const timeline = useAppState((state) => state.timeline);
  // What is known grows while the run plays; beyond the band it does not matter.
  const knownTo = useAppState((state) => Math.min(state.knownTo, Math.ceil(band.to)));
  useEffect(() => {
    actions.askSequence({ from: Math.max(0, Math.floor(band.from)), to: Math.max(0, Math.ceil(band.to)), kinds, events: lit === null ? NONE : [...lit.events], most: MOST_ARROWS });
  }, [actions, band.from, band.to, kinds, lit, knownTo, timeline, run]);
  return stretch;
}
