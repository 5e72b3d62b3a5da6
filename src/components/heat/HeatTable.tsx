import { useState } from 'react';
import type { ReactNode } from 'react';
import type { HeatMeasure } from '../../scene/frame.ts';
import { areaAt, valueAt, type HeatGrid, type HeatPlace } from '../../scene/heat/heatGrid.ts';
import { isTrouble } from '../../scene/heat/heatScale.ts';
import { brokerTitle } from '../../scene/heat/heatWords.ts';
import * as words from '../../words/heat.ts';
import { localCount } from '../format/readersNumbers.ts';
import { Segments } from '../shell/Segments.tsx';
import { useSimulator } from '../simulatorContext.tsx';

const MEASURES: readonly HeatMeasure[] = ['leaders', 'under', 'out', 'offline', 'traffic', 'lag'];

/** The sums of the map as numbers, by topic or by broker. */
export function HeatTable({ grid }: { readonly grid: HeatGrid }): ReactNode {
  const [by, setBy] = useState<string>(words.byTopic);
  const rows: readonly { readonly name: string; readonly place: HeatPlace }[] =
    by === words.byTopic
      ? grid.topics.map(({ name }, row) => ({ name, place: { row, column: -1 } }))
      : grid.brokers.map((broker, column) => ({ name: brokerTitle(broker), place: { row: -1, column } }));
  return (
    <div className="heat-table">
      <Segments label={words.rows} choices={[words.byTopic, words.byBroker]} chosen={by} onChoose={setBy} />
      <table>
        <thead>
          <tr>
            <th scope="col">{by === words.byTopic ? words.topicColumn : words.brokerColumn}</th>
            {MEASURES.map((measure) => (
              <th key={measure} scope="col" title={words.measures[measure].about}>
                {words.measures[measure].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, place }) => (
            <Line key={name} grid={grid} name={name} place={place} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ grid, name, place }: { readonly grid: HeatGrid; readonly name: string; readonly place: HeatPlace }): ReactNode {
  const { actions } = useSimulator();
  return (
    <tr>
      <th scope="row">
        <button type="button" className="close-up-step" onClick={() => actions.setCloseUp(areaAt(grid, place))}>
          {name}
        </button>
      </th>
      {MEASURES.map((measure) => {
        const value = Math.max(0, valueAt(grid, measure, place));
        return (
          <td key={measure} data-tone={value > 0 && isTrouble(measure) ? 'bad' : undefined}>
            {localCount(value)}
          </td>
        );
      })}
    </tr>
  );
}
