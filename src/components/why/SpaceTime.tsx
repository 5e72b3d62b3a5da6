import type { ReactNode } from 'react';
import { durationText } from '../format/readersNumbers.ts';
import { DONE_LANE, spaceTime } from '../../scene/spaceTime.ts';
import type { BecauseLink } from '../../store/facts.ts';
import * as words from '../../words/causes.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { clockText } from '../transport/clockText.ts';

const WIDTH = 264;
const RADIUS = 4;
/** With more lanes names are shortened. */
const MOST_WIDE_LANES = 4;
const LONGEST_CROWDED = 6;

/** The chain over time. The list beside it says the same in words, so that it is hidden from who cannot see it. */
export function SpaceTime({ chain }: { readonly chain: BecauseLink }): ReactNode {
  const { actions } = useSimulator();
  const picture = spaceTime(chain, WIDTH);
  if (picture === null) return null;
  const { width, height, lanes, rows, points, arrows, ties, gaps } = picture;
  const top = rows[0]?.y ?? 0;
  const bottom = rows.at(-1)?.y ?? 0;
  return (
    <svg className="space-time" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" data-testid="space-time">
      <defs>
        <marker id="space-time-head" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0 0L6 3L0 6Z" />
        </marker>
      </defs>
      {lanes.map(({ node, x }) => (
        <g key={node} className="space-time-lane">
          <text x={x} y={14}>
            {shortName(node, lanes.length > MOST_WIDE_LANES)}
          </text>
          <line x1={x} x2={x} y1={top - 4} y2={bottom + 4} />
        </g>
      ))}
      {gaps.map(({ y, us }) => (
        <g key={y} className="space-time-gap">
          <rect x={0} y={y - 6} width={width} height={12} />
          <text x={56} y={y + 4}>
            {durationText(us)}
          </text>
        </g>
      ))}
      {ties.map(({ key, from, to }) => (
        <line key={key} className="space-time-tie" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
      {arrows.map(({ key, label, from, to }) => (
        <g key={key} className="space-time-arrow">
          <title>{label}</title>
          <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} markerEnd="url(#space-time-head)" />
        </g>
      ))}
      {points.map(({ key, kind, x, y, words: said, at, link }) => (
        <g key={key} className="space-time-point" data-kind={kind} onClick={() => actions.goToCause(link)}>
          <title>{words.pointTip(clockText(at, 3), said)}</title>
          <text className="space-time-time" x={56} y={y + 4}>
            {clockText(at, 3)}
          </text>
          <circle cx={x} cy={y} r={RADIUS} />
        </g>
      ))}
    </svg>
  );
}

/** What fits over a lane: `broker 1`, or among many `b1`. */
function shortName(node: string, isCrowded: boolean): string {
  if (node === DONE_LANE) return words.doneLane;
  const plain = node.replace(/^(producer|consumer):/, '');
  const [, role = '', id = ''] = /^(zookeeper|broker|controller)-(.*)$/.exec(plain) ?? [];
  const name = (isCrowded ? words.crowdedLaneNames : words.laneNames)[role]?.(id) ?? plain;
  return isCrowded ? name.slice(0, LONGEST_CROWDED) : name;
}
