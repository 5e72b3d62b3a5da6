import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { HeatMeasure } from '../../scene/frame.ts';
import type { Rect } from '../../scene/geometry.ts';
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
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
  readonly place: HeatPlace;
  readonly onPlace: (place: HeatPlace) => void;
  /** Where what is selected is; null where it has no place on the map. */
  readonly selected: HeatPlace | null;
}

const MEASURES: readonly HeatMeasure[] = ['leaders', 'under', 'out', 'offline', 'traffic', 'lag'];

/** All brokers and topics: how much of something each topic has on each broker. */
export function HeatMap({ measure, onMeasure, asTable, onTable, ...board }: HeatMapProps): ReactNode {
  const { grid } = board;
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
        <button type="button" className="button" aria-pressed={asTable} onClick={() => onTable(!asTable)}>
          {words.asTable}
        </button>
      </div>
      {asTable ? <HeatTable grid={grid} /> : <Board measure={measure} {...board} />}
    </div>
  );
}

type BoardProps = Pick<HeatMapProps, 'grid' | 'layout' | 'measure' | 'place' | 'onPlace' | 'selected'>;

function Board({ grid, layout, measure, place, onPlace, selected }: BoardProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = heatScale(mostOf(grid, measure));
  useHeatDrawing(canvas, { grid, layout, measure, scale });
  useHeatInput(root, { grid, layout, place, onPlace });
  return (
    <>
      <Readout grid={grid} place={place} isSelected={selected !== null && selected.row === place.row && selected.column === place.column} />
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
        {selected !== null && (selected.row >= 0 || selected.column >= 0) && <Around className="heat-selected" area={rectOf(layout, selected)} />}
        <Around className="heat-ring" area={rectOf(layout, place)} />
      </div>
      <Legend measure={measure} scale={scale} />
    </>
  );
}

function Around({ className, area }: { readonly className: string; readonly area: Rect }): ReactNode {
  return <span className={className} aria-hidden="true" style={{ left: area.x, top: area.y, width: area.width, height: area.height }} />;
}

/** What is pointed at, in words, and the way near it. */
function Readout({ grid, place, isSelected }: { readonly grid: HeatGrid; readonly place: HeatPlace; readonly isSelected: boolean }): ReactNode {
  const { actions } = useSimulator();
  const area = areaAt(grid, place);
  return (
    <p className="heat-readout">
      <span id="heat-readout">
        {describePlace(grid, place)}
        {isSelected && ` ${words.selected}`}
      </span>
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
