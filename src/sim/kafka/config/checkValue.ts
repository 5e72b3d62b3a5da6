import { didYouMean } from '../../../base/nearest.ts';
import { err, ok } from '../../../base/result.ts';
import type { Result } from '../../../base/result.ts';
import { showValue } from '../../../base/show.ts';
import { parseDuration, parseSize } from '../../../base/units.ts';
import { isNumeric } from './entry.ts';
import type { ConfigEntry, ConfigUnit } from './entry.ts';
import { checkThrottledReplicas } from './throttledReplicas.ts';
import type { ConfigValue } from './types.ts';

const US_PER: Readonly<Record<Exclude<ConfigUnit, 'bytes'>, number>> = {
  ms: 1_000,
  s: 1_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
};

const WORDS: Readonly<Record<ConfigUnit, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  min: 'minutes',
  h: 'hours',
  bytes: 'bytes',
};

/**
 * A value for an entry as a number, boolean or string, or why it is none. Takes what a properties file can hold:
 * numbers and booleans also as text, lists as comma-separated text or as an array.
 */
export function checkConfigValue(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  const refusedAny = entry.refused['*'];
  if (refusedAny !== undefined) return err(refusedAny);
  if (entry.form === 'throttledReplicas') return checkThrottledReplicas(raw);
  if (isNumeric(entry.type)) return checkNumber(entry, raw);
  if (entry.type === 'boolean') return checkBoolean(raw);
  if (entry.type === 'list') return checkList(entry, raw);
  if (entry.type === 'enum') return checkElement(entry, typeof raw === 'number' ? String(raw) : raw);
  return typeof raw === 'string' && raw.length <= 200 ? ok(raw) : err(`${showValue(raw)} is not text of at most 200 characters`);
}

/** What an entry takes, in words that go on after "give". */
export function describeRange(entry: ConfigEntry): string {
  if (isNumeric(entry.type)) return validRange(entry);
  if (entry.type === 'boolean') return 'true or false';
  if (entry.type === 'enum') return `one of ${entry.values.join(', ')}`;
  if (entry.type === 'list') return `one or more of ${entry.values.join(', ')}, with commas between them`;
  return 'text';
}

/** The numbers an entry takes, in words. */
function validRange(entry: ConfigEntry): string {
  const unit = entry.unit === null ? '' : ` of ${WORDS[entry.unit]}`;
  const kind = entry.type === 'double' ? 'a number' : `a whole number${unit}`;
  if (entry.max === null) return `${kind}, ${entry.min ?? 0} or more`;
  return `${kind} from ${entry.min ?? 0} to ${entry.max}`;
}

function checkNumber(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  const value = typeof raw === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(raw) ? Number(raw) : raw;
  const whole = entry.type !== 'double';
  if (typeof value !== 'number' || (whole ? !Number.isInteger(value) : !Number.isFinite(value))) {
    return err(`${showValue(raw)} is not a number that Kafka takes here; ${inKafkasUnit(entry, raw) ?? `give ${validRange(entry)}`}`);
  }
  if ((entry.min !== null && value < entry.min) || (entry.max !== null && value > entry.max)) {
    return err(`${value} is out of range; give ${validRange(entry)}`);
  }
  return ok(value);
}

/** For `"9s"` where Kafka takes milliseconds: what to write instead. */
function inKafkasUnit(entry: ConfigEntry, raw: unknown): string | null {
  if (entry.unit === null) return null;
  if (entry.unit === 'bytes') {
    const bytes = parseSize(raw);
    return bytes.ok ? `write it in bytes: ${bytes.value}` : null;
  }
  const us = parseDuration(raw);
  if (!us.ok || us.value % US_PER[entry.unit] !== 0) return null;
  return `write it in ${WORDS[entry.unit]}: ${us.value / US_PER[entry.unit]}`;
}

function checkBoolean(raw: unknown): Result<ConfigValue> {
  if (raw === true || raw === 'true') return ok(true);
  if (raw === false || raw === 'false') return ok(false);
  return err(`${showValue(raw)} is neither true nor false`);
}

function checkList(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  const elements: unknown[] = typeof raw === 'string' ? raw.split(',').map((part) => part.trim()) : Array.isArray(raw) ? raw : [raw];
  if (elements.length > 20) return err('a list of more than 20 values');
  const checked: ConfigValue[] = [];
  for (const element of elements) {
    if (element === '' && elements.length === 1) break;
    const result = checkElement(entry, element);
    if (!result.ok) return result;
    if (checked.includes(result.value)) return err(`${showValue(element)} is listed twice`);
    checked.push(result.value);
  }
  return ok(checked.join(','));
}

function checkElement(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  if (typeof raw !== 'string') return err(`${showValue(raw)} is not one of ${entry.values.join(', ')}`);
  const value = Object.hasOwn(entry.aliases, raw) ? (entry.aliases[raw] ?? raw) : raw;
  const refused = Object.hasOwn(entry.refused, value) ? entry.refused[value] : undefined;
  if (refused !== undefined) return err(refused);
  if (entry.values.includes(value)) return ok(value);
  return err(`${showValue(raw)} is not one of ${entry.values.join(', ')}${didYouMean(value, entry.values)}`);
}
