import type { ReactNode } from 'react';
import type { CloseUp } from '../../scene/heat/closeUp.ts';
import { areaParts } from '../../scene/heat/heatGrid.ts';
import * as words from '../../words/heat.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** Where one is in a large cluster, the way back, and what the picture leaves out. */
export function CloseUpBar({ area, part }: { readonly area: string; readonly part: CloseUp }): ReactNode {
  const { actions } = useSimulator();
  const { broker, topic } = areaParts(area);
  const { brokers, partitions, flows } = part.frame;
  const left = [
    part.partitionsLeftOut > 0 ? words.partitionsLeft(part.partitionsLeftOut) : null,
    part.peersLeftOut > 0 ? words.peersLeft(part.peersLeftOut) : null,
    words.messagesBetween,
    flows.length > 0 ? words.busiestFlows(flows.length) : null,
  ].filter((each) => each !== null);
  return (
    <nav className="close-up" aria-label={words.partOfCluster}>
      <ol>
        <li>
          <button type="button" className="close-up-step" onClick={() => actions.setCloseUp(null)} title={words.backToMap}>
            {words.allBrokersAndTopics}
          </button>
        </li>
        {broker !== null && <Step area={broker} here={topic === null} title={words.broker(broker.slice('broker-'.length))} />}
        {topic !== null && <Step area={topic} here={broker === null} title={topic.slice('topic:'.length)} />}
      </ol>
      <span className="close-up-note">
        {words.drawnAndLeft(partitions.length, brokers.length, left.join(', '))}
      </span>
    </nav>
  );
}

function Step({ area, here, title }: { readonly area: string; readonly here: boolean; readonly title: string }): ReactNode {
  const { actions } = useSimulator();
  return (
    <li>
      {here ? (
        <span aria-current="location">{title}</span>
      ) : (
        <button type="button" className="close-up-step" onClick={() => actions.setCloseUp(area)}>
          {title}
        </button>
      )}
    </li>
  );
}
