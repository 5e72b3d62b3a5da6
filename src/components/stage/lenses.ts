import { lazy } from 'react';
import type { ComponentType } from 'react';
import { LENSES, type Lens } from '../../base/lens.ts';
import { lenses } from '../../words/lenses.ts';
import { ClusterLens } from '../cluster/ClusterLens.tsx';
import { MissingLens } from './MissingLens.tsx';

export interface LensProps {
  /** In a frame of an article: small, and with nothing around it. */
  readonly embedded: boolean;
}

export interface LensView {
  readonly lens: Lens;
  /** Its tab, and the name of the region that it fills. */
  readonly title: string;
  /** What it answers, for the tab's tip. */
  readonly about: string;
  /** Two runs can be looked at through it beside each other. */
  readonly besides: boolean;
  readonly View: ComponentType<LensProps>;
}

/** Only the cluster is part of the first picture; the others are fetched when somebody looks through them. */
const VIEWS: { readonly [Each in Lens]: Omit<LensView, 'lens'> } = {
  cluster: { ...lenses.cluster, besides: true, View: ClusterLens },
  partitions: { ...lenses.partitions, besides: true, View: lazyLens(() => import('../partitions/PartitionsLens.tsx')) },
  groups: { ...lenses.groups, besides: true, View: lazyLens(() => import('../groups/GroupsLens.tsx')) },
  sequence: { ...lenses.sequence, besides: false, View: lazyLens(() => import('../sequence/SequenceLens.tsx')) },
  metrics: { ...lenses.metrics, besides: false, View: lazyLens(() => import('../metrics/MetricsLens.tsx')) },
};

/** In the order of their keys. */
export const LENS_VIEWS: readonly LensView[] = LENSES.map((lens) => ({ lens, ...VIEWS[lens] }));

/** A lens that cannot be had takes nothing with it: the page says so in its place. */
function lazyLens(load: () => Promise<{ readonly default: ComponentType<LensProps> }>): ComponentType<LensProps> {
  return lazy(() => load().catch(() => ({ default: MissingLens })));
}
