import { memo, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ProduceAnswer } from '../../store/facts.ts';
import * as words from '../../words/latency.ts';
import { durationText } from '../format/readersNumbers.ts';
import { useAppState } from '../simulatorContext.tsx';
import { COLUMN, latencyColumns, shareOfHeight, type LatencyColumn } from './latencyColumns.ts';
import '../styles/latency.css';

interface LatencyLaneProps {
  readonly x: (time: number) => number;
  /** The stretch of time that is shown. */
  readonly from: number;
  readonly end: number;
  readonly height: number;
  readonly clip: string;
}

/** How long producers waited for answers: bars, whose height says it, nothing where no answer came, and a cross where a batch failed. */
export default function LatencyLane({ x, from, end, height, clip }: LatencyLaneProps): ReactNode {
  const answers = useAppState((state) => state.answers);
  const { answered, failed } = useMemo(() => latencyColumns(answers, x, from, end), [answers, x, from, end]);
  return (
    <g className="latency" clipPath={`url(#${clip})`} data-lane="latency">
      <rect className="latency-ground" x={x(from)} width={x(end) - x(from)} height={height}>
        <title>{words.scale}</title>
      </rect>
      {answered.map((column) => (
        <Bar key={column.place} {...column} height={height} />
      ))}
      {failed.map(({ place, count, at }) => (
        <path key={place} className="latency-failed" data-at={at} d={`M${x(at) - 3} ${height / 2 - 3}l6 6m0 -6l-6 6`}>
          <title>{words.failed(count, durationText(at))}</title>
        </path>
      ))}
    </g>
  );
}

const Bar = memo(function Bar({ place, count, at, latencyUs, height }: LatencyColumn & { readonly height: number }): ReactNode {
  const waited = latencyUs ?? 0;
  const tall = shareOfHeight(waited) * height;
  const [when, took] = [durationText(at), durationText(waited)];
  return (
    <rect className="latency-bar" data-latency={waited} x={place} y={height - tall} width={COLUMN} height={tall}>
      <title>{count === 1 ? words.answered(when, took) : words.answeredOf(count, when, took)}</title>
    </rect>
  );
});

/** The same for who does not see the picture. */
export function LatencyInWords(): ReactNode {
  const answers = useAppState((state) => state.answers);
  const answered = answers.filter(({ latencyUs }) => latencyUs !== null);
  const last = answered.at(-1);
  const failed = answers.length - answered.length;
  return (
    <p className="visually-hidden">
      {last === undefined ? words.noAnswers : lastAndLongest(answered)}
      {failed > 0 && ` ${words.someFailed(failed)}`}
    </p>
  );
}

function lastAndLongest(answered: readonly ProduceAnswer[]): string {
  const slowest = answered.reduce((slow, each) => ((each.latencyUs ?? 0) > (slow.latencyUs ?? 0) ? each : slow));
  return words.lastAndLongest(durationText(answered.at(-1)?.latencyUs ?? 0), durationText(slowest.latencyUs ?? 0), durationText(slowest.at));
}
