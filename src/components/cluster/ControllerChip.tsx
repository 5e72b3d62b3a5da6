import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ControllerView } from '../../scene/frame.ts';
import type { Box } from '../../scene/types.ts';
import { windowStart } from '../../scene/strip.ts';
import * as words from '../../words/cluster/picture.ts';
import { describeController } from './describe.ts';
import { Entity } from './Entity.tsx';

interface ControllerChipProps {
  readonly controller: ControllerView;
  readonly box: Box;
  /** End of the longest metadata log, which all of them are drawn against. */
  readonly longest: number;
  readonly selected: boolean;
  readonly focused: boolean;
}

const PITCH = 6;
const PAD = 12;
const TWO_LINES_FROM = 36;
const LOG_BESIDE_FROM = 150;
const WORDS_WIDTH = 92;

/** A controller: id and role, and a miniature of its metadata log. */
export const ControllerChip = memo(function ControllerChip({ controller, box, longest, selected, focused }: ControllerChipProps): ReactNode {
  const { id, role, state, epoch, endOffset, highWatermark } = controller;
  const under = box.rect.height >= TWO_LINES_FROM;
  const room = under ? box.rect.width - 2 * PAD : box.rect.width - WORDS_WIDTH - 2 * PAD;
  return (
    <Entity
      entityKey={box.key}
      area={box.rect}
      className="controller"
      label={describeController(controller)}
      selected={selected}
      focused={focused}
      state={{ state, role, epoch, leo: endOffset, hw: highWatermark, layout: under ? 'two-lines' : 'one-line' }}
    >
      <span className="controller-words">
        <span className="controller-id">{id}</span>
        <span className="controller-role">{state === 'running' ? role : words.processStates[state]}</span>
      </span>
      {(under || box.rect.width >= LOG_BESIDE_FROM) && <MiniLog end={endOffset} committed={highWatermark} longest={longest} width={room} />}
    </Entity>
  );
});

/** `committed` is negative where the controller does not know it, as after its start. */
function MiniLog({ end, committed, longest, width }: { readonly end: number; readonly committed: number; readonly longest: number; readonly width: number }): ReactNode {
  const slots = Math.max(1, Math.floor(width / PITCH));
  const from = windowStart(longest, slots);
  const box = (first: number, last: number, inset: number): string => {
    let path = '';
    for (let offset = Math.max(from, first); offset < Math.min(last, from + slots); offset += 1) {
      path += `M${(offset - from) * PITCH + inset} ${inset}h${PITCH - 1.5 - 2 * inset}v${7 - 2 * inset}h${2 * inset - PITCH + 1.5}z`;
    }
    return path;
  };
  return (
    <svg className="mini-log" aria-hidden="true" width={slots * PITCH} height={7}>
      {committed < 0 ? (
        <path className="mini-log-unknown" d={box(from, end, 0)} />
      ) : (
        <>
          <path className="mini-log-committed" d={box(from, Math.min(end, committed), 0)} />
          <path className="mini-log-open" d={box(Math.min(end, committed), end, 0.5)} />
        </>
      )}
    </svg>
  );
}
