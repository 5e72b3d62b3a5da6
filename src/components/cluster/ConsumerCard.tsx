import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ConsumerView, PositionView } from '../../scene/frame.ts';
import type { Box } from '../../scene/types.ts';
import * as commandWords from '../../words/cluster/commands.ts';
import * as words from '../../words/cluster/picture.ts';
import { ActionButton } from './ActionButton.tsx';
import { describeConsumer, partitionName, totalToRead } from './describe.ts';
import { Entity } from './Entity.tsx';
import { killConsumer } from './entityCommands.ts';

interface ConsumerCardProps {
  readonly consumer: ConsumerView;
  readonly box: Box;
  /** Assigned partitions there is room for. */
  readonly lines: number;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** A consumer: how much it has yet to read, and each partition it was given with its position and what it has committed. */
export const ConsumerCard = memo(function ConsumerCard({ consumer, box, lines, selected, focused }: ConsumerCardProps): ReactNode {
  const { id, status, assigned, group } = consumer;
  const alive = status !== 'dead' && status !== 'closed';
  const toRead = totalToRead(consumer);
  const elsewhere = consumer.elsewhere?.partitions ?? 0;
  const all = assigned.length + elsewhere;
  const shown = all > lines ? assigned.slice(0, Math.max(0, lines - 1)) : assigned;
  return (
    <Entity
      entityKey={box.key}
      area={box.rect}
      className="consumer"
      label={describeConsumer(consumer)}
      selected={selected}
      focused={focused}
      state={{ state: status, group, 'to-read': toRead, assigned: assigned.map(partitionName).join(' ') }}
    >
      <span className="card-title">
        <span className="card-name">{id}</span>
        <Standing consumer={consumer} toRead={toRead} />
      </span>
      {shown.map((position) => (
        <Line key={partitionName(position)} position={position} width={box.rect.width - 22} hasSecond={shown.length * 2 <= lines} />
      ))}
      {lines > 0 && shown.length < all && <span className="card-line">{shown.length === 0 ? words.partitions(all) : words.andMore(all - shown.length)}</span>}
      {lines > 0 && all === 0 && <span className="card-line">{alive ? nothingAssigned(status) : words.readsNoMore}</span>}
      {alive && <ActionButton words={commandWords.kill} action={killConsumer(id)} tone="danger" />}
    </Entity>
  );
});

function nothingAssigned(status: ConsumerView['status']): string {
  return status === 'idle' ? words.noPartition : words.noneYet;
}

function Standing({ consumer: { status, fetchPaused }, toRead }: { readonly consumer: ConsumerView; readonly toRead: number }): ReactNode {
  if (status === 'stable' && fetchPaused) return <span className="card-state" data-tone="warn">{words.notFetching}</span>;
  if (status === 'stable') {
    if (toRead < 0) return <span className="card-state">{words.toReadUnknown}</span>;
    return <span className="card-state" data-tone={toRead === 0 ? 'good' : 'warn'}>{words.toRead(toRead)}</span>;
  }
  const tone = status === 'dead' || status === 'failed' ? 'bad' : status === 'idle' || status === 'closed' ? 'plain' : 'warn';
  return <span className="card-state" data-tone={tone}>{words.clientStates[status]}</span>;
}

const MONO = 6.7;
const TRIANGLE_AND_GAP = 17;

interface LineProps {
  readonly position: PositionView;
  readonly width: number;
  /** There is room for a line more. */
  readonly hasSecond: boolean;
}

/** A partition with the next offset to read and, where it differs and there is room for both, the committed one. */
function Line({ position, width, hasSecond }: LineProps): ReactNode {
  const { position: next, committed } = position;
  const needed = `${partitionName(position)}${next}${committed}`.length * MONO + 2 * TRIANGLE_AND_GAP;
  const roomy = needed <= width;
  const isApart = committed >= 0 && committed !== next;
  // Where the topic's name has no room, the partition alone; the card's description has it whole.
  const cramped = `${partitionName(position)}${next}`.length * MONO + TRIANGLE_AND_GAP > width;
  const line = (
    <span className="card-line reading">
      <span className="mono reading-name">{cramped ? words.partitionShort(position.partition) : partitionName(position)}</span>
      {next >= 0 && (
        <span className="mono reading-at">
          <Triangle filled />
          {next}
        </span>
      )}
      {roomy && isApart && <Committed offset={committed} />}
    </span>
  );
  if (roomy || !isApart || !hasSecond) return line;
  return (
    <>
      {line}
      <span className="card-line reading">
        <Committed offset={committed} />
      </span>
    </>
  );
}

function Committed({ offset }: { readonly offset: number }): ReactNode {
  return (
    <span className="mono reading-at">
      <Triangle filled={false} />
      {offset}
    </span>
  );
}

function Triangle({ filled }: { readonly filled: boolean }): ReactNode {
  return (
    <svg className={filled ? 'reader' : 'reader-committed'} aria-hidden="true" width="9" height="8" viewBox="-4.5 -0.5 9 8">
      <path d="M0 1l4 5h-8z" />
    </svg>
  );
}
