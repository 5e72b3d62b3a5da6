import * as v from 'valibot';
import { objectProblem } from './objectProblem.ts';

/**
 * The parts schemas are made of. Each carries one sentence, "give ...", that says what would be valid: it is the
 * message of every failure, the hint when the field is missing, and the description in the JSON Schema.
 * Schemas check shape and range and change nothing: units, defaults and names are settled afterwards.
 */

/** The sentence without its verb, for the JSON Schema. */
export function describe<T>(give: string) {
  return v.description<T, string>(give.slice(GIVE.length));
}

const GIVE = 'give ';
const MAX_NODE_ID = 999_999;

/** A whole number. */
export function whole(min: number, max: number, what: string) {
  const give = `give ${what}, a whole number from ${min} to ${max}`;
  return v.pipe(v.number(give), v.integer(give), v.minValue(min, give), v.maxValue(max, give), describe(give));
}

/** Any finite number. */
export function number(min: number, max: number, what: string) {
  const give = `give ${what}, a number from ${min} to ${max}`;
  return v.pipe(v.number(give), v.finite(give), v.minValue(min, give), v.maxValue(max, give), describe(give));
}

/** Text of 1 to `max` characters. */
export function text(max: number, what: string) {
  const give = `give ${what}, text of 1 to ${max} characters`;
  return v.pipe(v.string(give), v.minLength(1, give), v.maxLength(max, give), describe(give));
}

export function flag(what: string) {
  const give = `give true or false: ${what}`;
  return v.pipe(v.boolean(give), describe(give));
}

export function choice<const T extends readonly string[]>(values: T, what: string) {
  const give = `give ${what}: ${values.join(', ')}`;
  return v.pipe(v.picklist(values, give), describe(give));
}

/** Whether it is a duration that can be used is for `parseDuration`; here it is text that looks like one. */
export function duration(what: string) {
  const give = `give ${what} with a unit us, ms, s, m, h or d, for example "250ms"`;
  return v.pipe(v.string(give), v.regex(/^\d+(\.\d+)? ?(us|ms|s|m|h|d)$/, give), v.maxLength(40, give), describe(give));
}

/** Bytes as a whole number or as text with a unit. */
export function size(minBytes: number, maxBytes: number, what: string) {
  const give = `give ${what} in bytes, a whole number from ${minBytes} to ${maxBytes} or text such as "16KiB"`;
  const asNumber = v.pipe(v.number(give), v.integer(give), v.minValue(minBytes, give), v.maxValue(maxBytes, give));
  const asText = v.pipe(v.string(give), v.regex(/^\d+(\.\d+)? ?(B|KiB|MiB|GiB|TiB)$/, give), v.maxLength(40, give));
  return v.pipe(v.union([asNumber, asText], give), describe(give));
}

/** The id of a producer, consumer or group. */
export function id(what: string) {
  const give = `give ${what}, 1 to 64 letters, digits, dots, underscores or hyphens that begin with a letter or digit`;
  return v.pipe(v.string(give), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, give), describe(give));
}

/** Kafka's rule for topic names; names that begin with two underscores are Kafka's own. */
export function topicName() {
  const give =
    'give a topic name, 1 to 249 letters, digits, dots, underscores or hyphens; names that begin with two underscores are Kafka\'s own';
  return v.pipe(v.string(give), v.regex(/^(?!\.{1,2}$)(?!__)[A-Za-z0-9._-]{1,249}$/, give), describe(give));
}

export function brokerId() {
  return whole(0, MAX_NODE_ID, 'a broker id');
}

export function controllerId() {
  return whole(0, MAX_NODE_ID, 'a controller id');
}

/** An object that may hold these fields and no others. */
export function object<const T extends v.ObjectEntries>(what: string, entries: T) {
  const give = `give ${what}`;
  return v.pipe(
    v.strictObject(entries, (issue) => objectProblem(give, entries, issue)),
    describe(give),
  );
}

export function list<const T extends v.GenericSchema>(item: T, min: number, max: number, what: string) {
  const give = `give ${what}, a list of ${min === max ? String(min) : `${min} to ${max}`}`;
  return v.pipe(v.array(item, give), v.minLength(min, give), v.maxLength(max, give), describe(give));
}

/** Configuration entries under Kafka's names; which exist and what they hold is for the configuration table. */
export function config(what: string) {
  const give = `give ${what}, an object of Kafka's own configuration names and values`;
  const value = v.union(
    [v.string(), v.number(), v.boolean(), v.array(v.string())],
    'give a value as Kafka takes it: text, a number, true or false, or a list of text',
  );
  return v.pipe(v.record(v.string(), value, give), describe(give));
}
