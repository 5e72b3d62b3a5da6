import type { ReactNode } from 'react';
import type { CloseUp } from '../../scene/heat/closeUp.ts';
import { areaParts } from '../../scene/heat/heatGrid.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** Where one is in a large cluster, the way back, and what the picture leaves out. */
export function CloseUpBar({ area, part }: { readonly area: string; readonly part: CloseUp }): ReactNode {
  const { actions } = useSimulator();
  const { broker, topic } = areaParts(area);
  const { brokers, partitions } = part.frame;
  const left = [
    part.partitionsLeftOut > 0 ? `${part.partitionsLeftOut} partitions` : null,
    part.peersLeftOut > 0 ? `${part.peersLeftOut} more brokers with copies` : null,
  ].filter((words) => words !== null);
  return (
    <nav className="close-up" aria-label="Part of the cluster">
      <ol>
        <li>
          <button type="button" className="close-up-step" onClick={() => actions.setCloseUp(null)} title="Back to the map (Escape)">
            All brokers and topics
          </button>
        </li>
        {broker !== null && <Step area={broker} here={topic === null} words={broker.replace('-', ' ')} />}
        {topic !== null && <Step area={topic} here={broker === null} words={topic.slice('topic:'.length)} />}
      </ol>
      <span className="close-up-note">
        {partitions.length} partitions, {brokers.length} brokers
        {left.length > 0 && `; not drawn: ${left.join(', ')}`}
      </span>
    </nav>
  );
}

function Step({ area, here, words }: { readonly area: string; readonly here: boolean; readonly words: string }): ReactNode {
  const { actions } = useSimulator();
  return (
    <li>
      {here ? (
        <span aria-current="location">{words}</span>
      ) : (
        <button type="button" className="close-up-step" onClick={() => actions.setCloseUp(area)}>
          {words}
        </button>
      )}
    </li>
  );
}
