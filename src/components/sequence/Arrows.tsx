import { memo } from 'react';
import type { ReactNode } from 'react';
import type { Arrow } from '../../scene/sequence/arrows.ts';
import type { Lit } from './items.ts';

interface ArrowsProps {
  readonly arrows: readonly Arrow[];
  readonly origin: number;
  readonly usPerPx: number;
  /** Where what has no end yet is drawn to. */
  readonly until: number;
  readonly lit: Lit | null;
}

/** All messages. Each is drawn once and stays while time moves by. */
export function Arrows({ arrows, origin, usPerPx, until, lit }: ArrowsProps): ReactNode {
  return arrows.map((arrow) => (
    <OneArrow key={arrow.message.key} arrow={arrow} origin={origin} usPerPx={usPerPx} until={isOpen(arrow) ? until : 0} lit={lit === null ? null : arrow.message.events.some((event) => lit.events.has(event))} />
  ));
}

export function isLit({ message }: Arrow, lit: Lit): boolean {
  return message.events.some((event) => lit.events.has(event));
}

function isOpen({ waitsBefore, waitsAfter }: Arrow): boolean {
  return waitsBefore?.to === null || waitsAfter?.to === null;
}

interface OneArrowProps {
  readonly arrow: Arrow;
  readonly origin: number;
  readonly usPerPx: number;
  readonly until: number;
  /** Null where no causes are shown. */
  readonly lit: boolean | null;
}

const HEAD = 6;
const HALF_HEAD = 2.6;

export const OneArrow = memo(
  function OneArrow({ arrow, origin, usPerPx, until, lit }: OneArrowProps): ReactNode {
    const { message, fromX, endX, startsAt, endsAt, end, waitsBefore, waitsAfter, toX } = arrow;
    const y = (at: number): number => (at - origin) / usPerPx;
    const [y1, y2] = [y(startsAt), y(endsAt)];
    return (
      <g
        className="arrow"
        data-message={message.key}
        data-api={message.api}
        data-kind={message.kind}
        data-response={message.isResponse ? '' : undefined}
        data-fate={message.fate}
        data-error={message.errors.length > 0 ? '' : undefined}
        data-lit={lit === true ? '' : undefined}
        data-pale={lit === false ? '' : undefined}
      >
        {waitsBefore !== null && <rect className="arrow-wait" x={fromX - 2} y={y(message.sentAt)} width="4" height={Math.max(2, y(waitsBefore.to ?? until) - y(message.sentAt))} />}
        {waitsAfter !== null && <rect className="arrow-wait" x={toX - 2} y={y(waitsAfter.from)} width="4" height={Math.max(2, y(waitsAfter.to ?? until) - y(waitsAfter.from))} />}
        {fromX !== endX && <line className="arrow-line" x1={fromX} y1={y1} x2={endX} y2={y2} />}
        {message.hue !== null && fromX !== endX && <rect className="arrow-record" data-hue={message.hue} x={(fromX + endX) / 2 - 3} y={(y1 + y2) / 2 - 3} width="6" height="6" rx="1.5" />}
        {end === 'head' && <path className="arrow-head" d={headPath(fromX, y1, endX, y2)} />}
        {end === 'cross' && <path className="arrow-cross" d={`M${endX - 4} ${y2 - 4}l8 8m0 -8l-8 8`} />}
        {end === 'bar' && <path className="arrow-cross" d={`M${endX - Math.sign(endX - fromX) * 5} ${y2 - 5}v10`} />}
      </g>
    );
  },
  (before, after) => before.arrow.message === after.arrow.message && before.arrow.fromX === after.arrow.fromX && before.arrow.toX === after.arrow.toX && before.origin === after.origin && before.usPerPx === after.usPerPx && before.until === after.until && before.lit === after.lit,
);

function headPath(x1: number, y1: number, x2: number, y2: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [backX, backY] = [x2 - dx * HEAD, y2 - dy * HEAD];
  const corner = (side: number): string => `${(backX - dy * side).toFixed(1)} ${(backY + dx * side).toFixed(1)}`;
  return `M${x2} ${y2.toFixed(1)}L${corner(HALF_HEAD)}L${corner(-HALF_HEAD)}Z`;
}
