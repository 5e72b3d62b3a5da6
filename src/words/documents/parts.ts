/** How it is said what would be valid in a document, and what is wrong with its shape. */

/** `phrase`: what would be valid, by itself the description of a field. */
export const give = (phrase: string): string => `give ${phrase}`;
export const wholeNumber = (what: string, min: number, max: number): string => `${what}, a whole number from ${min} to ${max}`;
export const anyNumber = (what: string, min: number, max: number): string => `${what}, a number from ${min} to ${max}`;
export const textUpTo = (what: string, max: number): string => `${what}, text of 1 to ${max} characters`;
export const trueOrFalse = (what: string): string => `true or false: ${what}`;
export const oneOf = (what: string, values: string): string => `${what}: ${values}`;
export const withUnit = (what: string): string => `${what} with a unit us, ms, s, m, h or d, for example "250ms"`;
export const inBytes = (what: string, min: number, max: number): string => `${what} in bytes, a whole number from ${min} to ${max} or text such as "16KiB"`;
export const anId = (what: string): string => `${what}, 1 to 64 letters, digits, dots, underscores or hyphens that begin with a letter or digit`;
export const topicName = "a topic name, 1 to 249 letters, digits, dots, underscores or hyphens; names that begin with two underscores are Kafka's own";
export const brokerId = 'a broker id';
export const controllerId = 'a controller id';
/** `count`: a number, or a range. */
export const listOf = (what: string, count: string): string => `${what}, a list of ${count}`;
export const range = (min: number, max: number): string => `${min} to ${max}`;
export const configOf = (what: string): string => `${what}, an object of Kafka's own configuration names and values`;
export const configValue = 'a value as Kafka takes it: text, a number, true or false, or a list of text';

/** `nearest`: the field that may have been meant. */
export const unknownField = (nearest: string | null, fields: string): string => (nearest === null ? `unknown field; the fields here are ${fields}` : `unknown field; did you mean "${nearest}"?`);
/** `phrase`: what would be valid; null where nothing says so. */
export const isMissing = (phrase: string | null): string => (phrase === null ? 'is missing; it has to be there' : `is missing; ${give(phrase)}`);
/** `value`: what was found; `hint`: what to do about it. */
export const notValid = (value: string, hint: string): string => `${value} is not valid; ${hint}`;
export const aListOf = (items: number): string => `a list of ${items}`;
