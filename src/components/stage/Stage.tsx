import type { ReactNode } from 'react';
import { ClusterLens } from '../cluster/ClusterLens.tsx';
import { HistoryNote } from '../guarantees/HistoryNote.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
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
  const { actions } = useSimulator();
  const control = useAppState(({ showControlTraffic }) => showControlTraffic);
  const internal = useAppState(({ showInternalTopics }) => showInternalTopics);
  return (
    <div className="stage-bar">
      <h2 className="stage-lens">Cluster</h2>
      <div className="stage-options">
        <label>
          <input type="checkbox" checked={control} onChange={(event) => actions.setShowControlTraffic(event.target.checked)} />
          control traffic
        </label>
        <label>
          <input type="checkbox" checked={internal} onChange={(event) => actions.setShowInternalTopics(event.target.checked)} />
          internal topics
        </label>
      </div>
    </div>
  );
}
