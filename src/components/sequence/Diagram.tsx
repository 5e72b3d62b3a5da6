import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { AXIS_WIDTH, type SequenceLanes } from '../../scene/sequence/lanes.ts';
import { tickText, ticksBetween, yOf } from '../../scene/sequence/timeView.ts';
import type { SequenceStretch } from '../../store/facts.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Arrows, OneArrow } from './Arrows.tsx';
import { CrowdBars } from './CrowdBars.tsx';
import type { Item, Items, Lit } from './items.ts';
import { Lifelines } from './Lifelines.tsx';
import { useMarks } from './useMarks.ts';
import type { Band } from './useBand.ts';
import { useParts } from './useParts.ts';
import type { ViewHandle } from './viewHandle.ts';

interface DiagramProps {
  readonly view: ViewHandle;
  readonly band: Band;
  readonly lanes: SequenceLanes;
  readonly stretch: SequenceStretch;
  readonly items: Items;
  readonly height: number;
  readonly knownTo: number;
  readonly lit: Lit | null;
  /** What is pointed at or focused, and what belongs to it. */
  readonly shown: readonly Item[];
}

/** Lines, arrows and marks. All of it moves as one when time does. */
export function Diagram({ view, band, lanes, stretch, items, height, knownTo, lit, shown }: DiagramProps): ReactNode {
  const { playhead } = useSimulator();
  const moving = useRef<SVGGElement>(null);
  const veil = useRef<SVGRectElement>(null);
  const selected = useAppState((state) => state.selected);
  const parts = useParts();
  const { origin, usPerPx } = band;
  const y = (at: number): number => (at - origin) / usPerPx;
  useEffect(
    () =>
      view.subscribe((now) => {
        moving.current?.setAttribute('transform', `translate(0 ${((origin - now.from) / now.usPerPx).toFixed(2)})`);
        hideCut(moving.current, (origin - now.from) / now.usPerPx, height);
        drawVeil(veil.current, yOf(now, playhead.now()), height);
      }),
    [view, items, lanes, origin, usPerPx, height, playhead],
  );
  useEffect(() => playhead.subscribe((now) => drawVeil(veil.current, yOf(view.get(), now), height)), [playhead, view, height]);
  const ticks = ticksBetween(band.from, band.to, usPerPx);
  const until = Math.min(knownTo, stretch.to);
  const marks = useMarks(items, band, lanes.width, lit, selected);
  return (
    <svg className="sequence-picture" width={lanes.width} height={height} aria-hidden="true">
      <g ref={moving} data-following={shown.length > 0 ? '' : undefined} data-lit-by={lit?.of}>
        {ticks.times.map((at) => (
          <g key={at} className="sequence-time">
            <line x1={AXIS_WIDTH - 6} x2={lanes.width} y1={y(at)} y2={y(at)} />
            <text x={AXIS_WIDTH - 15} y={y(at) + 4}>
              {tickText(at, ticks.step)}
            </text>
          </g>
        ))}
        <Lifelines lanes={lanes} nodes={stretch.nodes} band={band} from={stretch.from} until={until} selected={selected} parts={parts} />
        {stretch.crowd !== null && <CrowdBars isPale={lit !== null} crowd={stretch.crowd} from={stretch.from} lanes={lanes} band={band} knownTo={knownTo} />}
        <g className="arrows">
          <Arrows arrows={items.arrows} origin={origin} usPerPx={usPerPx} until={until} lit={lit} />
        </g>
        {items.ticks.map(({ x, tick }) => (
          <line key={tick.event} className="sequence-tick" data-tick={tick.event} data-pale={lit !== null && !lit.events.has(tick.event) ? '' : undefined} x1={x - 5} x2={x + 5} y1={y(tick.at)} y2={y(tick.at)} />
        ))}
        {marks.map(({ key, x, y: top, words, label, tone, isPale }) => (
          <g key={key} className="sequence-mark" data-mark={key} data-tone={tone} data-pale={isPale ? '' : undefined}>
            {tone === 'fact' && <path d={`M${x} ${top - 5}l5 5l-5 5l-5 -5Z`} />}
            {label !== null && (
              <text x={label.x} y={label.y + 4} textAnchor={label.anchor}>
                {words}
              </text>
            )}
          </g>
        ))}
        <g className="sequence-shown">
          {shown.map((item) =>
            item.kind === 'message' ? (
              <OneArrow key={item.key} arrow={item.arrow} origin={origin} usPerPx={usPerPx} until={until} lit={null} />
            ) : (
              <circle key={item.key} cx={item.x} cy={y(item.at)} r="9" />
            ),
          )}
        </g>
      </g>
      <rect ref={veil} className="sequence-ahead" x={AXIS_WIDTH - 6} width={Math.max(0, lanes.width - AXIS_WIDTH + 6)} y={height} height="0" />
    </svg>
  );
}

/** Words that the edges would cut are left out. */
function hideCut(group: SVGGElement | null, shift: number, height: number): void {
  for (const text of group?.querySelectorAll('text') ?? []) {
    const y = Number(text.getAttribute('y')) + shift;
    text.style.visibility = y < 12 || y > height - 4 ? 'hidden' : '';
  }
}

/** The line of the present. */
const LINE_PX = 2;

/** What lies ahead of the playhead is paler. */
function drawVeil(veil: SVGRectElement | null, y: number, height: number): void {
  const top = Math.min(height, Math.max(0, y + LINE_PX));
  veil?.setAttribute('y', top.toFixed(1));
  veil?.setAttribute('height', (height - top).toFixed(1));
}
