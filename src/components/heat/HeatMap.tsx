import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { HeatMeasure } from '../../scene/frame.ts';
import { areaAt, EVERYWHERE, mostOf, valueAt, type HeatGrid, type HeatPlace } from '../../scene/heat/heatGrid.ts';
import { rectOf, type HeatLayout } from '../../scene/heat/heatLayout.ts';
import { heatScale, isTrouble, type HeatScale } from '../../scene/heat/heatScale.ts';
import { describePlace } from '../../scene/heat/heatWords.ts';
import * as words from '../../words/heat.ts';
import { localCount } from '../format/readersNumbers.ts';
import { Told } from '../glossary/Told.tsx';
import { useSimulator } from '../simulatorContext.tsx';
import { HeatTable } from './HeatTable.tsx';
import { useHeatDrawing } from './useHeatDrawing.ts';
import { useHeatInput } from './useHeatInput.ts';

interface HeatMapProps {
  readonly grid: HeatGrid;
  readonly layout: HeatLayout;
  readonly measure: HeatMeasure;
  readonly onMeasure: (measure: HeatMeasure) => void;
}

const MEASURES: readonly HeatMeasure[] = ['leaders', 'under', 'out', 'offline', 'traffic', 'lag'];

/** All brokers and topics: how much of something each topic has on each broker. */
export function HeatMap({ grid, layout, measure, onMeasure }: HeatMapProps): ReactNode {
  const [asTable, setAsTable] = useState(false);
  return (
    <div className="heat">
      <div className="heat-tools">
        <fieldset className="segments" aria-label={words.whatIsShown}>
          {MEASURES.map((each) => (
            <button key={each} type="button" aria-pressed={each === measure} data-measure={each} title={words.measures[each].about} onClick={() => onMeasure(each)}>
              {words.measures[each].title}
              <span className="heat-count">{localCount(Math.max(0, valueAt(grid, each, EVERYWHERE)))}</span>
            </button>
          ))}
        </fieldset>
        <button type="button" className="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {words.asTable}
        </button>
      </div>
      {asTable ? <HeatTable grid={grid} /> : <Board grid={grid} layout={layout} measure={measure} />}
    </div>
  );
}

interface BoardProps {
  readonly grid: HeatGrid;
  readonly layout: HeatLayout;
  readonly measure: HeatMeasure;
}

function Board({ grid, layout, measure }: BoardProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [place, setPlace] = useState<HeatPlace>({ row: 0, column: 0 });
  const scale = heatScale(mostOf(grid, measure));
  useHeatDrawing(canvas, { grid, layout, measure, scale });
  useHeatInput(root, { grid, layout, place, onPlace: setPlace });
  const ring = rectOf(layout, place);
  return (
    <>
      <Readout grid={grid} place={place} />
      <div
        className="heat-board"
        ref={root}
        role="application"
        aria-roledescription={words.map}
        aria-label={words.howToMove}
        aria-describedby="heat-readout"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys move in it, as its role says
        tabIndex={0}
        data-row={place.row}
        data-column={place.column}
        style={{ width: layout.width, height: layout.height }}
      >
        <canvas ref={canvas} aria-hidden="true" style={{ width: layout.width, height: layout.height }} />
        <span className="heat-ring" aria-hidden="true" style={{ left: ring.x, top: ring.y, width: ring.width, height: ring.height }} />
      </div>
      <Legend measure={measure} scale={scale} />
    </>
  );
}

/** What is pointed at, in words, and the way near it. */
function Readout({ grid, place }: { readonly grid: HeatGrid; readonly place: HeatPlace }): ReactNode {
  const { actions } = useSimulator();
  const area = areaAt(grid, place);
  return (
    <p className="heat-readout">
      <span id="heat-readout">{describePlace(grid, place)}</span>
      {area !== null && (
        <button type="button" className="button" onClick={() => actions.setCloseUp(area)}>
          {words.goNear}
        </button>
      )}
    </p>
  );
}

function Legend({ measure, scale }: { readonly measure: HeatMeasure; readonly scale: HeatScale }): ReactNode {
  return (
    <div className="heat-legend" data-trouble={isTrouble(measure) ? '' : undefined}>
      <ul aria-label={words.shades}>
        <li>
          <i className="heat-swatch" data-shade={0} />
          {localCount(0)}
        </li>
        {scale.bins.map(({ shade, from, to }) => (
          <li key={shade}>
            <i className="heat-swatch" data-shade={shade} />
            {from === to ? localCount(from) : words.fromTo(localCount(from), localCount(to))}
          </li>
        ))}
      </ul>
      <span className="heat-about">
        <Told words={words.measures[measure].legend} />
      </span>
    </div>
  );
}
