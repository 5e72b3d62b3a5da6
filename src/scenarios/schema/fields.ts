import * as v from 'valibot';
import * as words from '../../words/documents/parts.ts';
import { objectProblem } from './objectProblem.ts';

/**
 * The parts schemas are made of. Each carries one phrase that says what would be valid: with "give" before it, it is the
 * message of every failure and the hint when the field is missing, and by itself the description in the JSON Schema.
 * Schemas check shape and range and change nothing: units, defaults and names are settled afterwards.
 */

/** The phrase, for the JSON Schema. */
export function describe<T>(phrase: string) {
  return v.description<T, string>(phrase);
}

const MAX_NODE_ID = 999_999;

/** A whole number. */
export function whole(min: number, max: number, what: string) {
  const phrase = words.wholeNumber(what, min, max);
  const give = words.give(phrase);
  return v.pipe(v.number(give), v.integer(give), v.minValue(min, give), v.maxValue(max, give), describe(phrase));
}

/** Any finite number. */
export function number(min: number, max: number, what: string) {
  const phrase = words.anyNumber(what, min, max);
  const give = words.give(phrase);
  return v.pipe(v.number(give), v.finite(give), v.minValue(min, give), v.maxValue(max, give), describe(phrase));
}

/** Text of 1 to `max` characters. */
export function text(max: number, what: string) {
  const phrase = words.textUpTo(what, max);
  const give = words.give(phrase);
  return v.pipe(v.string(give), v.minLength(1, give), v.maxLength(max, give), describe(phrase));
}

export function flag(what: string) {
  const phrase = words.trueOrFalse(what);
  const give = words.give(phrase);
  return v.pipe(v.boolean(give), describe(phrase));
}

export function choice<const T extends readonly string[]>(values: T, what: string) {
  const phrase = words.oneOf(what, values.join(', '));
  const give = words.give(phrase);
  return v.pipe(v.picklist(values, give), describe(phrase));
}

/** Whether it is a duration that can be used is for `parseDuration`; here it is text that looks like one. */
export function duration(what: string) {
  const phrase = words.withUnit(what);
  const give = words.give(phrase);
  return v.pipe(v.string(give), v.regex(/^\d+(\.\d+)? ?(us|µs|ms|s|m|h|d)$/, give), v.maxLength(40, give), describe(phrase));
}

/** Bytes as a whole number or as text with a unit. */
export function size(minBytes: number, maxBytes: number, what: string) {
  const phrase = words.inBytes(what, minBytes, maxBytes);
  const give = words.give(phrase);
  const asNumber = v.pipe(v.number(give), v.integer(give), v.minValue(minBytes, give), v.maxValue(maxBytes, give));
  const asText = v.pipe(v.string(give), v.regex(/^\d+(\.\d+)? ?(B|KiB|MiB|GiB|TiB)$/, give), v.maxLength(40, give));
  return v.pipe(v.union([asNumber, asText], give), describe(phrase));
}

/** The id of a producer, consumer or group. */
export function id(what: string) {
  const phrase = words.anId(what);
  const give = words.give(phrase);
  return v.pipe(v.string(give), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, give), describe(phrase));
}

/** Kafka's rule for topic names; names that begin with two underscores are Kafka's own. */
export function topicName() {
  const phrase = words.topicName;
  const give = words.give(phrase);
  return v.pipe(v.string(give), v.regex(/^(?!\.{1,2}$)(?!__)[A-Za-z0-9._-]{1,249}$/, give), describe(phrase));
}

export function brokerId() {
  return whole(0, MAX_NODE_ID, words.brokerId);
}

export function controllerId() {
  return whole(0, MAX_NODE_ID, words.controllerId);
}

/** An object that may hold these fields and no others. */
export function object<const T extends v.ObjectEntries>(what: string, entries: T) {
  return v.pipe(
    v.strictObject(entries, (issue) => objectProblem(words.give(what), entries, issue)),
    describe(what),
  );
}

export function list<const T extends v.GenericSchema>(item: T, min: number, max: number, what: string) {
  const phrase = words.listOf(what, min === max ? String(min) : words.range(min, max));
  const give = words.give(phrase);
  return v.pipe(v.array(item, give), v.minLength(min, give), v.maxLength(max, give), describe(phrase));
}

/** Configuration entries under Kafka's names; which exist and what they hold is for the configuration table. */
export function config(what: string) {
  const phrase = words.configOf(what);
  const give = words.give(phrase);
  const value = v.union(
    [v.string(), v.number(), v.boolean(), v.array(v.string())],
    words.give(words.configValue),
  );
  return v.pipe(v.record(v.string(), value, give), describe(phrase));
}
