/** Why something is no time and no size. `found`: what there is instead, in a few words. */
import type { DurationFault, SizeFault } from '../base/units.ts';

export const notDuration: Readonly<Record<DurationFault, (found: string) => string>> = {
  notDuration: (found) => `${found} is not a duration; a duration is text with a unit us, ms, s, m, h or d, for example "250ms"`,
  tooFine: (found) => `${found} is finer than a microsecond; the finest duration is "1us"`,
  tooLong: (found) => `${found} is too long; the longest duration is "10000d"`,
};

const aSize = 'a size is a whole number of bytes or text with a unit B, KiB, MiB, GiB or TiB, for example "16KiB"';
export const notSize: Readonly<Record<SizeFault, (found: string) => string>> = {
  notSize: (found) => `${found} is not a size; ${aSize}`,
  notWholeBytes: (found) => `${found} is not a whole number of bytes; ${aSize}`,
  tooLarge: (found) => `${found} is too large; the largest size is "1024TiB"`,
};
