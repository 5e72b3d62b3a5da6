import { useMemo } from 'react';
import type { BecauseLink } from '../../store/facts.ts';
import { WHY } from '../../store/state.ts';
import { useAppState } from '../simulatorContext.tsx';

const NOTHING: readonly string[] = [];

/** Keys of the entities that the current step of the story is about, the causes that are shown, or where the record that is followed was last. */
export function useStoryFocus(): ReadonlySet<string> {
  const focus = useAppState(({ run, story }) => run?.story[Math.max(0, story?.current ?? 0)]?.focus ?? NOTHING);
  const chain = useAppState(({ selected, why }) => (selected === WHY ? (why?.chain ?? null) : null));
  const step = useAppState(({ followed, frame }) => followed?.record?.steps.findLast(({ at }) => at <= (frame?.now ?? 0))?.entities ?? null);
  return useMemo(() => new Set(chain !== null ? keysIn(chain) : (step ?? focus)), [focus, chain, step]);
}

/** The nodes of a chain, and the copies of partitions that brokers have in it. */
function keysIn({ entities: [node, partition], because }: BecauseLink): string[] {
  const own = node === undefined || node === 'admin' ? [] : [node];
  const broker = /^broker-(\d+)$/.exec(node ?? '')?.[1];
  const copy = broker === undefined || partition === undefined ? [] : [`${broker}/${partition}`];
  return [...own, ...copy, ...because.flatMap(keysIn)];
}
