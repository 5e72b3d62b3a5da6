import { parseDuration } from '../base/units.ts';
import { showValue } from '../words/showValue.ts';
import * as words from '../words/units.ts';

const MOST_SEED = 0xffff_ffff;

export function wholeNumber(text: string, most: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value <= most ? value : null;
}

/** The seed that an option gives, or the sentence that says what it takes. */
export function seedOf(option: string, text: string): number | string {
  return wholeNumber(text, MOST_SEED) ?? `${option}: give a whole number from 0 to ${MOST_SEED}`;
}

/** The time in microseconds that an option gives, or the sentence that says what it takes. */
export function timeOf(option: string, text: string): number | string {
  const time = parseDuration(text);
  return time.ok ? time.value : `${option}: ${words.notDuration[time.fault](showValue(text))}`;
}
