import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ProducerView } from '../../scene/frame.ts';
import type { Box } from '../../scene/types.ts';
import { ActionButton } from './ActionButton.tsx';
import { acksWords, describeProducer } from './describe.ts';
import { Entity } from './Entity.tsx';
import { killProducer } from './entityCommands.ts';

interface ProducerCardProps {
  readonly producer: ProducerView;
  readonly box: Box;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** Wider cards have their lines side by side. */
const FLAT_FROM = 240;

/** A producer and how its records fare; the lower the card, the fewer lines. */
export const ProducerCard = memo(function ProducerCard({ producer, box, selected, focused }: ProducerCardProps): ReactNode {
  const { id, acks, sent, acked, failed, inFlight, buffered, status } = producer;
  const alive = status === 'running' || status === 'paused';
  const { height, width } = box.rect;
  return (
    <Entity
      entityKey={box.key}
      area={box.rect}
      className="producer"
      label={describeProducer(producer)}
      selected={selected}
      focused={focused}
      state={{ state: status, sent, acked, failed, 'in-flight': inFlight, height: height < 34 ? 'line' : 'card' }}
    >
      <span className="card-title">
        <span className="card-name">{id}</span>
        {alive ? null : <span className="card-state" data-tone="bad">{status}</span>}
      </span>
      {height >= 40 && (
        <span className="card-lines" data-flat={width > FLAT_FROM ? '' : undefined}>
          <span className="card-line mono">{acksWords(acks)}</span>
          {(height >= 56 || width > FLAT_FROM) && (
            <span className="card-line" data-tone={failed > 0 ? 'bad' : undefined}>
              {failed > 0 ? `${failed} failed` : width >= 90 ? `${acked}/${sent} acked` : `${acked} acked`}
            </span>
          )}
          {(height >= 72 || width > FLAT_FROM) && <span className="card-line">{inFlight + buffered === 0 ? 'nothing in flight' : `${inFlight} in flight`}</span>}
        </span>
      )}
      {alive && height >= 34 && <ActionButton words="Kill" action={killProducer(id)} tone="danger" />}
    </Entity>
  );
});
