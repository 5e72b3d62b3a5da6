import { scaleLinear } from 'd3-scale';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { CATALOGUE, CATALOGUE_ORDER, METRIC_GROUPS } from '../../store/metrics.ts';
import type { Lane } from '../../store/state.ts';
import * as words from '../../words/metrics/lens.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { LensProps } from '../stage/lenses.ts';
import { useTimelineEnd } from '../timeline/useTimelineEnd.ts';
import { useWidth } from '../timeline/useWidth.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { LEFT, RIGHT } from './ChartPlot.tsx';
import { createCursor, CursorContext } from './cursor.ts';
import { MetricsLit } from './MetricsLit.tsx';
import { MetricsTools } from './MetricsTools.tsx';
import { useAbout } from './useAbout.ts';
import { useLife } from './useLife.ts';
import { useMeasured } from './useMeasured.ts';
import '../styles/metrics.css';

const NONE: readonly Lane['rows'][number][] = [];
const LEAST_WIDTH = 236;
const GAP = 20;
const MARGIN = 32;

/** The metrics lens: what an operator would see of the run, under Kafka's own names. */
export default function MetricsLens({ embedded }: LensProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const [cursor] = useState(createCursor);
  const { actions } = useSimulator();
  const by = useAppState((state) => state.metricsBy);
  const end = useTimelineEnd();
  const zoom = useAppState((state) => state.zoom);
  const [from, to] = [zoom?.from ?? 0, zoom?.to ?? end];
  const measured = useMeasured(from, to, by);
  const faults = useAppState(({ lanes }) => lanes.find(({ id }) => id === 'faults')?.rows ?? NONE);
  const columns = Math.max(1, Math.floor((width - MARGIN + GAP) / (LEAST_WIDTH + GAP)));
  const chartWidth = Math.floor((width - MARGIN - (columns - 1) * GAP) / columns);
  const x = useMemo(() => scaleLinear([from, to], [LEFT, Math.max(LEFT + 1, chartWidth - RIGHT)]).clamp(true), [from, to, chartWidth]);
  const life = useLife(x);
  const about = useAbout();
  usePlayhead(container, x);
  return (
    <CursorContext value={cursor}>
      <div className="lens metrics-lens" data-embedded={embedded ? '' : undefined} ref={container}>
        <MetricsTools by={by} onBy={(next) => actions.setMetricsBy(next)} shown={{ from, to }} end={end} measured={measured} faults={faults}>
          <MetricsLit life={life} about={about} by={by} measured={measured} />
        </MetricsTools>
        {measured === null || chartWidth < 100 ? (
          <p className="metrics-wait">{words.measuringTheRun}</p>
        ) : (
          METRIC_GROUPS.map((group) => (
            <section key={group} className="metrics-group" aria-label={group}>
              <h3>{group}</h3>
              <div className="metrics-grid" data-columns={Math.min(columns, 2)} style={{ gridTemplateColumns: `repeat(${columns}, ${chartWidth}px)` }}>
                {CATALOGUE_ORDER.filter((id) => CATALOGUE[id].group === group).map((id) => (
                  <ChartFigure key={id} id={id} measured={measured} x={x} width={chartWidth} faults={faults} end={end} life={life} about={about} />
                ))}
              </div>
            </section>
          ))
        )}
      </div>
    </CursorContext>
  );
}

/** The playhead's line on all charts, and the veil over what lies ahead; moved in every animation frame without React. */
function usePlayhead(container: RefObject<HTMLDivElement | null>, x: (time: number) => number): void {
  const { playhead } = useSimulator();
  const charts = useAppState(({ measured }) => measured);
  useEffect(
    () =>
      playhead.subscribe((now) => {
        const { current } = container;
        if (current === null) return;
        const [at, end] = [x(now).toFixed(1), (x(Infinity) - x(now)).toFixed(1)];
        for (const line of current.querySelectorAll('.chart-playhead')) line.setAttribute('transform', `translate(${at} 0)`);
        for (const veil of current.querySelectorAll('.chart-veil')) {
          veil.setAttribute('x', at);
          veil.setAttribute('width', end);
        }
      }),
    [playhead, container, x, charts],
  );
}
