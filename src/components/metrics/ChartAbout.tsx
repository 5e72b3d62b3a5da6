import { useState } from 'react';
import type { ReactNode } from 'react';
import { metricName, type ChartView, type MeasuredView, type MetricInfo } from '../../store/metrics.ts';
import * as words from '../../words/metrics/lens.ts';
import { withinSentence } from '../../words/narration/names.ts';
import { Said } from '../format/Said.tsx';
import { partedByTerms } from '../glossary/partedByTerms.ts';
import { Term } from '../glossary/Term.tsx';
import { clockText } from '../transport/clockText.ts';
import { formatValue } from './formatValue.ts';
import { nameOf } from './seriesLook.ts';

interface ChartAboutProps {
  readonly info: MetricInfo;
  readonly chart: ChartView;
  readonly measured: MeasuredView;
}

/** What a chart means, when to worry, what Kafka calls it, and its numbers. */
export function ChartAbout({ info, chart, measured }: ChartAboutProps): ReactNode {
  const [hasTable, setTable] = useState(false);
  return (
    <div className="chart-words">
      <p>
        <Words text={info.meaning} />
      </p>
      <p>
        <Said words={words.worryWhen} parts={{ worry: <strong>{words.worry}</strong>, when: <Words text={withinSentence(info.worry)} /> }} />
      </p>
      <p className="chart-name">
        <code>{metricName(info)}</code>
        {info.definedBy !== 'none' && <span> {words.definedBy(info.definedBy)}</span>}
      </p>
      <button type="button" className="button" aria-expanded={hasTable} onClick={() => setTable(!hasTable)}>
        {hasTable ? words.hideNumbers : words.showNumbers}
      </button>
      {hasTable && <ChartTable info={info} chart={chart} measured={measured} />}
    </div>
  );
}

/** Words that the glossary has, where they stand in these texts. */
const TERMS = Object.keys(words.terms);

function Words({ text }: { readonly text: string }): ReactNode {
  return partedByTerms(text, TERMS).map((part, index) => {
    // oxlint-disable-next-line react/no-array-index-key
    return index % 2 === 1 ? <Term key={index} of={words.terms[part] ?? part}>{part}</Term> : part;
  });
}

function ChartTable({ info, chart, measured }: ChartAboutProps): ReactNode {
  return (
    // What can be scrolled can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="chart-table" aria-label={words.inNumbers(info.title)} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.until}</th>
            {chart.series.map((series) => (
              <th key={`${series.source} ${series.label}`} scope="col">
                {nameOf(series) || words.units[info.unit].many}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measured.times.map((time, index) => (
            <tr key={time}>
              <th scope="row">{clockText(time)}</th>
              {chart.series.map((series) => {
                const value = series.values[index] ?? null;
                return <td key={`${series.source} ${series.label}`}>{value === null ? '–' : formatValue(value, info.unit)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
