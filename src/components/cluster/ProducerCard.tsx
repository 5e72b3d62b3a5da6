import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ProducerView } from '../../scene/frame.ts';
import type { Box } from '../../scene/types.ts';
import * as commandWords from '../../words/cluster/commands.ts';
import * as words from '../../words/cluster/picture.ts';
import { ActionButton } from './ActionButton.tsx';
import { acksWords, compact, describeProducer, isNeverAcked } from './describe.ts';
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
  const { id, acks, sent, acked, failed, inFlight, status } = producer;
  const alive = status === 'running' || status === 'paused';
  const { height, width } = box.rect;
  const flat = width > FLAT_FROM;
  const lines = flat ? 1 : Math.floor((height - HEIGHT_BEFORE) / LINE);
  // The acks never change: they make room for what waits.
  const waitsFirst = producer.buffered > 0 && lines < 1;
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
        {alive ? null : <span className="card-state" data-tone="bad">{words.clientStates[status]}</span>}
      </span>
      {height >= 40 && (
        <span className="card-lines" data-flat={flat ? '' : undefined}>
          {waitsFirst ? <span className="card-line">{words.waiting(compact(producer.buffered))}</span> : <span className="card-line mono">{acksWords(acks)}</span>}
          {(height >= 56 || flat) && (
            <span className="card-line" data-tone={failed > 0 ? 'bad' : undefined}>
              {failed > 0 ? words.failed(compact(failed)) : fateWords(producer, flat ? width / 3 : width - PADDING)}
            </span>
          )}
          {underWay(producer, lines).map((line) => (
            <span key={line} className="card-line">
              {line}
            </span>
          ))}
        </span>
      )}
      {alive && height >= 34 && <ActionButton words={commandWords.kill} action={killProducer(id)} tone="danger" />}
    </Entity>
  );
});

const PADDING = 22;
/** Advance of a character in these lines. */
const CHARACTER = 6.4;
const LINE = 17;
/** Padding, title and the two lines before those about what is under way, less what may be tight. */
const HEIGHT_BEFORE = 55;

/** What became of the records sent: shorter where there is no room. A record sent with acks=0 is never acknowledged. */
function fateWords({ acks, sent, acked }: ProducerView, width: number): string {
  if (isNeverAcked(acks)) return words.sent(compact(sent));
  const exact = [words.ackedOf(acked, sent), words.acked(String(acked))];
  return exact.find((line) => line.length * CHARACTER <= width) ?? words.acked(compact(acked));
}

/** What is neither acknowledged nor failed yet, in so many lines; what waits in the buffer goes before what flies. */
function underWay({ inFlight, buffered }: ProducerView, lines: number): readonly string[] {
  if (lines < 1) return [];
  if (inFlight + buffered === 0) return [words.nothingInFlight];
  const flies = words.inFlight(compact(inFlight));
  if (buffered === 0) return [flies];
  return lines < 2 ? [words.waiting(compact(buffered))] : [flies, words.waiting(compact(buffered))];
}
