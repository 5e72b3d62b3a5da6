import type { Lens } from '../base/lens.ts';

/** The lenses: the title of the tab and of the picture, and what it answers. */
export const lenses: { readonly [Each in Lens]: { readonly title: string; readonly about: string } } = {
  cluster: { title: 'Cluster', about: 'Who holds what, and every message on its way' },
  partitions: { title: 'Partitions', about: 'All copies of a partition by offset, and who has read how far' },
  groups: { title: 'Groups', about: 'Who reads what, how far, and what a rebalance has come to' },
  sequence: { title: 'Sequence', about: 'What passed between whom, over time' },
  metrics: { title: 'Metrics', about: 'What an operator would see, under Kafka’s own names' },
};

/** While a lens is on its way to the page. */
export const waits = 'This lens is being loaded\u2026';
