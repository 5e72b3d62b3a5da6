import type { Speed } from '../../store/state.ts';
import * as words from '../../words/transport.ts';

/** Virtual seconds per real second that can be chosen. */
export const SPEEDS: readonly number[] = [
  1 / 5000,
  1 / 2000,
  1 / 1000,
  1 / 500,
  1 / 200,
  1 / 100,
  1 / 50,
  1 / 20,
  1 / 10,
  1 / 5,
  1 / 2,
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  1000,
];
const SLOWEST = 1 / 5000;
const FASTEST = 1000;

/** `auto`, `200 times slower`, `real time`, `10 times faster`. */
export function speedName(speed: Speed): string {
  if (speed === 'auto') return words.autoSpeed;
  if (speed === 1) return words.realTime;
  return speed < 1 ? words.timesSlower(Math.round(1 / speed)) : words.timesFaster(speed);
}

/** The next slower speed; from `auto`, next to the rate in force. */
export function slower(speed: Speed, rate: number): number {
  const now = speed === 'auto' ? rate : speed;
  return SPEEDS.findLast((each) => each < now * 0.99) ?? SLOWEST;
}

export function faster(speed: Speed, rate: number): number {
  const now = speed === 'auto' ? rate : speed;
  return SPEEDS.find((each) => each > now * 1.01) ?? FASTEST;
}

/** What a rate means to someone who watches: `1 ms takes 0.2 s`, `1 s takes 4 s`, `real time`, `2 s pass in 1 s`. */
export function rateWords(rate: number): string {
  if (rate <= 0) return '';
  if (rate < 1 / 20) return words.millisecondTakes(short(0.001 / rate));
  if (rate < 0.95) return words.secondTakes(short(1 / rate));
  if (rate <= 1.05) return words.realTime;
  return words.passInSecond(short(rate));
}

/** About two digits. */
function short(value: number): string {
  if (value >= 9.95) return String(Math.round(value));
  return value >= 0.995 ? String(Math.round(value * 10) / 10) : String(Math.round(value * 100) / 100);
}
