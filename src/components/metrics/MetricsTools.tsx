import type { ReactNode } from 'react';
import { durationText } from '../format/readersNumbers.ts';
import { indexAt } from '../../scene/charts/chartShapes.ts';
import type { MeasuredView, MeasureWindow } from '../../store/metrics.ts';
import type { Lane } from '../../store/state.ts';
import type { Zoom } from '../../store/zoom.ts';
import { zoomBetween } from '../../store/zoom.ts';
import * as words from '../../words/metrics/lens.ts';
import { Said } from '../format/Said.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { clockText } from '../transport/clockText.ts';
import { usePointed } from './cursor.ts';

interface MetricsToolsProps {
  readonly by: MeasureWindow['by'];
  readonly onBy: (by: MeasureWindow['by']) => void;
  readonly shown: Zoom;
  readonly end: number;
  readonly measured: MeasuredView | null;
  readonly faults: Lane['rows'];
  /** What is said besides. */
  readonly children: ReactNode;
}

/** What the charts show, and how much of the run. */
export function MetricsTools({ by, onBy, shown, end, measured, faults, children }: MetricsToolsProps): ReactNode {
  return (
    <div className="metrics-tools">
      <fieldset className="metrics-by" aria-label={words.valuesOf}>
        {(['all', 'source'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={by === each} onClick={() => onBy(each)}>
            {words.by[each]}
          </button>
        ))}
      </fieldset>
      <ZoomButtons shown={shown} end={end} />
      <Reading measured={measured} faults={faults} />
      {children}
    </div>
  );
}

/** The same as dragging across a chart, around the playhead. */
function ZoomButtons({ shown, end }: { readonly shown: Zoom; readonly end: number }): ReactNode {
  const { actions, playhead } = useSimulator();
  const isZoomed = useAppState(({ zoom }) => zoom !== null);
  const length = shown.to - shown.from;
  const zoomIn = (): void => {
    const middle = Math.min(Math.max(playhead.now(), shown.from), shown.to);
    const from = Math.max(shown.from, middle - length / 4);
    actions.setZoom(zoomBetween(from, from + length / 2, end));
  };
  const zoomOut = (): void => {
    const from = Math.max(0, shown.from - length / 2);
    actions.setZoom(from + length * 2 >= end && from === 0 ? null : zoomBetween(from, from + length * 2, Math.max(end, shown.to)));
  };
  return (
    <div className="metrics-zoom">
      <ZoomButton words={words.zoomIn} onPress={zoomIn} isOver={length <= 2_000_000} />
      <ZoomButton words={words.zoomOut} onPress={zoomOut} isOver={!isZoomed} />
      <ZoomButton words={words.wholeRun} onPress={() => actions.setZoom(null)} isOver={!isZoomed} />
    </div>
  );
}

interface ZoomButtonProps {
  readonly words: string;
  readonly onPress: () => void;
  /** There is nothing left to do. */
  readonly isOver: boolean;
}

/** It can have the focus when there is nothing left to do: who pressed it until then is not sent to the beginning of the page. */
function ZoomButton({ words: said, onPress, isOver }: ZoomButtonProps): ReactNode {
  return (
    <button type="button" className="button" aria-disabled={isOver} onClick={isOver ? undefined : onPress}>
      {said}
    </button>
  );
}

/** The time that the values are of, and what is wrong then. */
function Reading({ measured, faults }: Pick<MetricsToolsProps, 'measured' | 'faults'>): ReactNode {
  const pointed = usePointed((cursor) => cursor?.at ?? null);
  const now = useAppState(({ frame }) => Math.floor((frame?.now ?? 0) / 100_000) * 100_000);
  const known = useAppState((state) => state.knownTo);
  const at = pointed ?? now;
  const readAt = measured?.times[indexAt(measured.times, at)];
  const wrong = faults.flatMap(({ spans }) => spans.filter((span) => span.from <= at && (span.to ?? Infinity) > at && at <= known).map(({ label }) => label));
  return (
    <p className="metrics-reading">
      <span>
        {measured !== null && !measured.isComplete ? (
          words.measuringAt(durationText(measured.measuredTo))
        ) : measured === null || readAt === undefined ? (
          words.notReadYet
        ) : (
          <Said words={pointed === null ? words.readAtPlayheadEvery : words.readAtPointerEvery} parts={{ time: <b>{clockText(readAt)}</b>, step: durationText(measured.stepUs) }} />
        )}
      </span>
      {wrong.length > 0 && <span className="metrics-wrong">{wrong.length > 3 ? words.wrongAndMore(wrong.slice(0, 3), wrong.length - 3) : words.wrong(wrong)}</span>}
    </p>
  );
}
