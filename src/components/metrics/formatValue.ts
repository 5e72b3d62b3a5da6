import { durationText, localDecimal, sizeText } from '../format/readersNumbers.ts';
import type { MetricInfo } from '../../store/metrics.ts';
import * as words from '../../words/metrics/lens.ts';

type Unit = MetricInfo['unit'];

/** A value for people, without its unit where that stands beside it: `12`, `4.5`, `1.2 KiB`, `2.3 ms`. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'time') return durationText(threeDigits(Math.round(value)));
  if (unit === 'bytes/s') return sizeText(Math.round(value));
  return plain(value);
}

/** With its unit: `12 records/s`, `1 partition`, `2.3 ms`. */
export function formatWithUnit(value: number, unit: Unit): string {
  const text = formatValue(value, unit);
  return unit === 'time' ? text : `${text}${unitAfter(value, unit)}`;
}

export function unitAfter(value: number, unit: Unit): string {
  if (unit === 'time') return '';
  if (unit === 'bytes/s') return words.perSecond;
  const { one, many } = words.units[unit];
  return ` ${value === 1 ? one : many}`;
}

function plain(value: number): string {
  if (value >= 10_000) return words.thousands(localDecimal(String(Math.round(value / 100) / 10)));
  return localDecimal(String(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10));
}

/** `4.547 ms` tells no more than `4.55 ms`. */
function threeDigits(us: number): number {
  let unit = 1;
  while (us / unit >= 1_000) unit *= 10;
  return Math.round(us / unit) * unit;
}
