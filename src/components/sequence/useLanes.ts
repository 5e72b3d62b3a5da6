import { useMemo } from 'react';
import { foldedAtFirst, layoutLanes, type SequenceLanes } from '../../scene/sequence/lanes.ts';
import type { NodeFamily, SequenceNode, SequenceStretch } from '../../store/facts.ts';
import type { SequenceView } from '../../store/state.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

/** Where every line stands, with the families folded that the reader has folded, or that there is no room for. */
export function useLanes(stretch: SequenceStretch | null, width: number): { readonly lanes: SequenceLanes; readonly fold: (family: NodeFamily) => void } {
  const { store, actions } = useSimulator();
  const folds = useAppState(({ sequenceView }) => sequenceView.folds);
  const nodes = useShownNodes(stretch);
  const lanes = useMemo(() => layoutLanes(nodes, foldedNow(nodes, width, folds), width), [nodes, folds, width]);
  const fold = (family: NodeFamily): void => {
    const before = store.getState().sequenceView.folds;
    actions.setSequenceView({ folds: { ...before, [family]: !foldedNow(nodes, width, before).has(family) } });
  };
  return { lanes, fold };
}

function foldedNow(nodes: readonly SequenceNode[], width: number, chosen: SequenceView['folds']): ReadonlySet<NodeFamily> {
  const folded = new Set(foldedAtFirst(nodes, width).filter((family) => chosen[family] !== false));
  for (const { family } of nodes) if (chosen[family] === true) folded.add(family);
  return folded;
}

const NO_NODES: readonly SequenceNode[] = [];

/** All nodes but those outside the cluster that nobody talks to here. */
function useShownNodes(stretch: SequenceStretch | null): readonly SequenceNode[] {
  const nodes = stretch?.nodes ?? NO_NODES;
  const others = new Set(nodes.filter(({ family }) => family === 'others').map(({ name }) => name));
  const talking = new Set(stretch?.messages.flatMap(({ from, to }) => [from, to]).filter((name) => others.has(name)));
  const signature = nodes.filter(({ name }) => !others.has(name) || talking.has(name)).map(({ name }) => name).join(' ');
  return useMemo(() => nodes.filter(({ name }) => signature.split(' ').includes(name)), [nodes, signature]);
}
