import { localDecimal } from '../format/readersNumbers.ts';

/** Slower than this, a millisecond takes so long that the clock shows what passes within it. */
const FINE_BELOW = 1 / 100;

/** Digits of a second that change at a speed one can follow: three, and six at very slow speeds. */
export function clockDigits(speed: number | 'auto'): 3 | 6 {
  return speed !== 'auto' && speed < FINE_BELOW ? 6 : 3;
}

/** A virtual time to the millisecond or microsecond: `14.702 s`, `2 min 04.500 s`, `1 h 02 min 04.500123 s`. */
export function clockText(us: number, digits: 3 | 6 = 3): string {
  const whole = Math.floor(us);
  const minutes = Math.floor(whole / 60_000_000) % 60;
  const hours = Math.floor(whole / 3_600_000_000);
  const seconds = localDecimal(secondsText(whole % 60_000_000, digits));
  if (hours > 0) return `${hours} h ${pad(minutes)} min ${seconds.padStart(digits + 3, '0')} s`;
  return minutes > 0 ? `${minutes} min ${seconds.padStart(digits + 3, '0')} s` : `${seconds} s`;
}

/** Cut off and not rounded: a time that is shown has come. */
function secondsText(us: number, digits: 3 | 6): string {
  const fraction = String(us % 1_000_000).padStart(6, '0').slice(0, digits);
  return `${Math.floor(us / 1_000_000)}.${fraction}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
