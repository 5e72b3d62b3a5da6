import { nearest } from '../../../base/nearest.ts';
import { err, ok } from '../../../base/result.ts';
import type { Result } from '../../../base/result.ts';
import { showValue } from '../../../words/showValue.ts';
import { parseDuration, parseSize } from '../../../base/units.ts';
import * as words from '../../../words/config/values.ts';
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

const MAX_TEXT = 200;
const MAX_ELEMENTS = 20;

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
  return typeof raw === 'string' && raw.length <= MAX_TEXT ? ok(raw) : err(words.notText(showValue(raw), MAX_TEXT));
}

/** What an entry takes, in words that go on after "give". */
export function describeRange(entry: ConfigEntry): string {
  if (isNumeric(entry.type)) return validRange(entry);
  if (entry.type === 'boolean') return words.trueOrFalse;
  if (entry.type === 'enum') return words.oneOf(entry.values.join(', '));
  if (entry.type === 'list') return words.someOf(entry.values.join(', '));
  return words.text;
}

/** The numbers an entry takes, in words. */
function validRange(entry: ConfigEntry): string {
  const kind = entry.type === 'double' ? words.aNumber : words.wholeNumber(entry.unit);
  return entry.max === null ? words.atLeast(kind, entry.min ?? 0) : words.between(kind, entry.min ?? 0, entry.max);
}

function checkNumber(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  const value = typeof raw === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(raw) ? Number(raw) : raw;
  const whole = entry.type !== 'double';
  if (typeof value !== 'number' || (whole ? !Number.isInteger(value) : !Number.isFinite(value))) {
    return err(inKafkasUnit(entry, raw) ?? words.notNumber(showValue(raw), validRange(entry)));
  }
  if ((entry.min !== null && value < entry.min) || (entry.max !== null && value > entry.max)) {
    return err(words.outOfRange(value, validRange(entry)));
  }
  return ok(value);
}

/** For `"9s"` where Kafka takes milliseconds: what to write instead. */
function inKafkasUnit(entry: ConfigEntry, raw: unknown): string | null {
  if (entry.unit === null) return null;
  if (entry.unit === 'bytes') {
    const bytes = parseSize(raw);
    return bytes.ok ? words.inOtherUnit(showValue(raw), entry.unit, bytes.value) : null;
  }
  const us = parseDuration(raw);
  if (!us.ok || us.value % US_PER[entry.unit] !== 0) return null;
  return words.inOtherUnit(showValue(raw), entry.unit, us.value / US_PER[entry.unit]);
}

function checkBoolean(raw: unknown): Result<ConfigValue> {
  if (raw === true || raw === 'true') return ok(true);
  if (raw === false || raw === 'false') return ok(false);
  return err(words.neitherTrueNorFalse(showValue(raw)));
}

function checkList(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  const elements: unknown[] = typeof raw === 'string' ? raw.split(',').map((part) => part.trim()) : Array.isArray(raw) ? raw : [raw];
  if (elements.length > MAX_ELEMENTS) return err(words.tooManyValues(MAX_ELEMENTS));
  const checked: ConfigValue[] = [];
  for (const element of elements) {
    if (element === '' && elements.length === 1) break;
    const result = checkElement(entry, element);
    if (!result.ok) return result;
    if (checked.includes(result.value)) return err(words.listedTwice(showValue(element)));
    checked.push(result.value);
  }
  return ok(checked.join(','));
}

function checkElement(entry: ConfigEntry, raw: unknown): Result<ConfigValue> {
  if (typeof raw !== 'string') return err(words.notAmong(showValue(raw), entry.values.join(', '), null));
  const value = Object.hasOwn(entry.aliases, raw) ? (entry.aliases[raw] ?? raw) : raw;
  const refused = Object.hasOwn(entry.refused, value) ? entry.refused[value] : undefined;
  if (refused !== undefined) return err(refused);
  if (entry.values.includes(value)) return ok(value);
  return err(words.notAmong(showValue(raw), entry.values.join(', '), nearest(value, entry.values)));
}
