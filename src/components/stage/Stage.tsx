import type { ReactNode } from 'react';
import { ClusterLens } from '../cluster/ClusterLens.tsx';
import { HistoryNote } from '../guarantees/HistoryNote.tsx';
import { StageOptions } from './StageOptions.tsx';
import '../styles/cluster.css';
import '../styles/replicas.css';
import '../styles/clients.css';
import '../styles/moving.css';

/** The stage: a lens over the run, with what to show in it. `embedded` leaves out everything but the picture. */
export function Stage({ embedded = false }: { readonly embedded?: boolean }): ReactNode {
  return (
    <section className="stage" aria-label="Cluster">
      {!embedded && <StageBar />}
      <HistoryNote />
      <ClusterLens embedded={embedded} />
    </section>
  );
}

function StageBar(): ReactNode {
  return (
    <div className="stage-bar">
      <h2 className="stage-lens">Cluster</h2>
      <StageOptions />
    </div>
  );
}
