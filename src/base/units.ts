/** Longest time a document may name: 10,000 days. Leaves room for sums in exact integers. */
export const MAX_DURATION_US = 10_000 * 86_400_000_000;
/** Largest size a document may name: 1 PiB. */
const MAX_SIZE_BYTES = 1_125_899_906_842_624;

const US_PER_UNIT: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 1024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
  TiB: 1_099_511_627_776,
};

/** Why something is no time, or none that can be used. */
export type DurationFault = 'notDuration' | 'tooFine' | 'tooLong';
export type SizeFault = 'notSize' | 'notWholeBytes' | 'tooLarge';

/** A quantity that was read, or why it is none. */
export type Read<Fault> = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly fault: Fault };

/** `"250ms"`, `"1.5s"`, `"2m"` in integer microseconds; nothing finer than a microsecond, nothing negative. */
export function parseDuration(input: unknown): Read<DurationFault> {
  if (typeof input !== 'string') return no('notDuration');
  const parts = splitQuantity(input);
  const unitUs = parts === null ? undefined : own(US_PER_UNIT, parts.unit);
  if (parts === null || unitUs === undefined) return no('notDuration');
  const valueUs = scaleExactly(parts, unitUs);
  if (valueUs === null) return no('tooFine');
  return valueUs > MAX_DURATION_US ? no('tooLong') : { ok: true, value: valueUs };
}

/** `16384`, `"16KiB"`, `"1.5MiB"` in bytes; nothing negative. */
export function parseSize(input: unknown): Read<SizeFault> {
  if (typeof input === 'number') return Number.isInteger(input) && input >= 0 ? sizeOf(input) : no('notSize');
  if (typeof input !== 'string') return no('notSize');
  const parts = splitQuantity(input);
  const unitBytes = parts === null ? undefined : own(BYTES_PER_UNIT, parts.unit);
  if (parts === null || unitBytes === undefined) return no('notSize');
  const bytes = scaleExactly(parts, unitBytes);
  return bytes === null ? no('notWholeBytes') : sizeOf(bytes);
}

function sizeOf(bytes: number): Read<SizeFault> {
  return bytes > MAX_SIZE_BYTES ? no('tooLarge') : { ok: true, value: bytes };
}

function no<Fault>(fault: Fault): Read<Fault> {
  return { ok: false, fault };
}

/**
 * A time for people: `200 µs`, `1.5 ms`, `9 s`, `1 min 30 s`, `2 h 5 min`, `7 d`. Rounded to about four digits,
 * and to the next unit when rounding reaches it.
 */
export function formatDuration(us: number): string {
  if (us < 0) return `-${formatDuration(-us)}`;
  if (us < 1_000) return `${us} µs`;
  if (us < 1_000_000) return `${decimal(us, 1_000)} ms`;
  const toMs = round(us, 1_000);
  if (toMs < 60_000_000) return `${decimal(toMs, 1_000_000)} s`;
  const toTenth = round(us, 100_000);
  if (toTenth < 3_600_000_000) return twoUnits(toTenth, 60_000_000, 'min', 1_000_000, 's');
  const toMinute = round(us, 60_000_000);
  if (toMinute < 86_400_000_000) return twoUnits(toMinute, 3_600_000_000, 'h', 60_000_000, 'min');
  return twoUnits(round(us, 3_600_000_000), 86_400_000_000, 'd', 3_600_000_000, 'h');
}

/** A size for people: `200 B`, `16 KiB`, `1.5 MiB`; at most one decimal, exact bytes below 1 KiB. */
export function formatSize(bytes: number): string {
  if (bytes < 0) return `-${formatSize(-bytes)}`;
  if (bytes < 1024) return `${bytes} B`;
  let unitBytes = 1024;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let index = 0;
  while (index < units.length - 1 && round(bytes * 10, unitBytes) >= unitBytes * 10 * 1024) {
    unitBytes *= 1024;
    index += 1;
  }
  return `${decimal(round(bytes * 10, unitBytes) / unitBytes, 10)} ${units[index]}`;
}

interface Quantity {
  readonly whole: string;
  readonly fraction: string;
  readonly unit: string;
}

function splitQuantity(text: string): Quantity | null {
  if (text.length > 40) return null;
  const match = /^(\d+)(?:\.(\d+))? ?([A-Za-zµ]+)$/.exec(text);
  if (match === null) return null;
  return { whole: match[1] ?? '', fraction: match[2] ?? '', unit: match[3] ?? '' };
}

/** Quantity times unit as an exact integer; null when it is not one. */
function scaleExactly(parts: Quantity, unit: number): number | null {
  const digits = BigInt(parts.whole + parts.fraction) * BigInt(unit);
  const scale = BigInt(`1${'0'.repeat(parts.fraction.length)}`);
  return digits % scale === 0n ? Number(digits / scale) : null;
}

/** Nearest multiple of `step`, halves up. */
function round(value: number, step: number): number {
  return Math.floor((value + Math.floor(step / 2)) / step) * step;
}

/** `value / unit` with up to three decimals, trailing zeros cut; `unit` is a power of ten. */
function decimal(value: number, unit: number): string {
  const whole = Math.floor(value / unit);
  const thousandths = Math.floor(((value - whole * unit) * 1_000) / unit);
  if (thousandths === 0) return String(whole);
  return `${whole}.${String(thousandths).padStart(3, '0').replace(/0+$/, '')}`;
}

function twoUnits(value: number, big: number, bigName: string, small: number, smallName: string): string {
  const count = Math.floor(value / big);
  const rest = value - count * big;
  return rest === 0 ? `${count} ${bigName}` : `${count} ${bigName} ${decimal(rest, small)} ${smallName}`;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
