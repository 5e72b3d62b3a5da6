import { useState } from 'react';
import type { ReactNode } from 'react';
import { metricName, type ChartView, type MeasuredView, type MetricInfo } from '../../store/metrics.ts';
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
        <strong>Worry</strong> <Words text={info.worry.charAt(0).toLowerCase() + info.worry.slice(1)} />
      </p>
      <p className="chart-name">
        <code>{metricName(info)}</code>
        {info.definedBy !== 'none' && <span> defined by {info.definedBy}</span>}
      </p>
      <button type="button" className="button" aria-expanded={hasTable} onClick={() => setTable(!hasTable)}>
        {hasTable ? 'Hide the numbers' : 'Show the numbers'}
      </button>
      {hasTable && <ChartTable info={info} chart={chart} measured={measured} />}
    </div>
  );
}

/** Words that the glossary has, where they stand in these texts. */
const TERMS = /(ISR|high watermark|min\.insync\.replicas|acks=all|acks=0|fenced|rebalance|batch(?:es)?|lag|poll|metadata log|unclean\.leader\.election\.enable|replica\.lag\.time\.max\.ms|broker\.session\.timeout\.ms)(?![\w.-])/;

function Words({ text }: { readonly text: string }): ReactNode {
  return text.split(TERMS).map((part, index) => {
    // oxlint-disable-next-line react/no-array-index-key
    return index % 2 === 1 ? <Term key={index} of={part === 'batches' ? 'batch' : part}>{part}</Term> : part;
  });
}

function ChartTable({ info, chart, measured }: ChartAboutProps): ReactNode {
  return (
    // What can be scrolled can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="chart-table" aria-label={`${info.title} in numbers`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">until</th>
            {chart.series.map((series) => (
              <th key={`${series.source} ${series.label}`} scope="col">
                {nameOf(series) || info.unit}
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
