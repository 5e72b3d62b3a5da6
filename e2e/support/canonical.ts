import { compareWith, embedView, lensView, openByCommand, openedView, type View } from './views.ts';

/** The views that are compared with pictures of them pixel by pixel: each lens at least once, and what lies beside or over them. */
export const CANONICAL: readonly View[] = [
  lensView('cluster-leader-dead-1440-light', 'cluster', 'leader dead', 1440, 'light'),
  lensView('cluster-hundred-brokers-1440-dark', 'cluster', '100 brokers', 1440, 'dark'),
  lensView('cluster-quorum-lost-390-light', 'cluster', 'quorum lost', 390, 'light'),
  lensView('partitions-leader-dead-1440-light', 'partitions', 'leader dead', 1440, 'light'),
  lensView('partitions-under-min-isr-760-dark', 'partitions', 'under min ISR', 760, 'dark'),
  lensView('groups-rebalancing-1440-light', 'groups', 'rebalancing', 1440, 'light'),
  lensView('groups-healthy-390-dark', 'groups', 'healthy', 390, 'dark'),
  lensView('sequence-healthy-1440-light', 'sequence', 'healthy', 1440, 'light'),
  lensView('metrics-under-min-isr-1440-light', 'metrics', 'under min ISR', 1440, 'light'),
  openedView('comparison-1440-light', 'leader dead', 1440, 'light', (page) => compareWith(page, /^acks=1/)),
  openedView('build-1024-dark', 'healthy', 1024, 'dark', (page) => openByCommand(page, 'build a cluster', 'Build a cluster')),
  embedView('embed-760-light', 'cluster', 'light'),
];
