import { formatDuration, formatSize } from '../../base/units.ts';
import { sentence, type FactView } from '../../store/facts.ts';
import { localNumbers } from './localNumbers.ts';

/** The language that the reader's browser asks for; outside a browser, and where the tag is none, English. */
function readersLocale(): string {
  const [asked] = typeof document === 'undefined' ? [] : navigator.languages;
  try {
    return asked === undefined ? 'en' : new Intl.Locale(asked).toString();
  } catch {
    return 'en';
  }
}

/** For everything that the interface writes. What is exported, sent, stored or read by programs is written without it. */
export const { decimal: localDecimal, text: localText, count: localCount } = localNumbers(readersLocale());

/** `1.5 ms` or `1,5 ms`. */
export function durationText(us: number): string {
  return localText(formatDuration(us));
}

/** `1.5 KiB` or `1,5 KiB`. */
export function sizeText(bytes: number): string {
  return localText(formatSize(bytes));
}

/** What became true, as its sentence. */
export function sentenceText(view: Pick<FactView, 'fact' | 'node'>): string {
  return localText(sentence(view));
}
