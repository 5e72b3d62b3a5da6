/** What an entry of configuration takes, and why a value is refused, which is read after the entry's name. `found`: the value, in a few words. */

const units = { ms: 'milliseconds', s: 'seconds', min: 'minutes', h: 'hours', bytes: 'bytes' } as const satisfies Readonly<Record<string, string>>;
type Unit = keyof typeof units;

/** What an entry takes. `unit`: what the number counts. */
export const aNumber = 'a number';
export const wholeNumber = (unit: Unit | null): string => (unit === null ? 'a whole number' : `a whole number of ${units[unit]}`);
export const atLeast = (kind: string, min: number): string => `${kind}, ${min} or more`;
export const between = (kind: string, min: number, max: number): string => `${kind} from ${min} to ${max}`;
export const trueOrFalse = 'true or false';
export const oneOf = (values: string): string => `one of ${values}`;
export const someOf = (values: string): string => `one or more of ${values}, with commas between them`;
export const text = 'text';

/** `takes`: one of those above. */
export const notNumber = (found: string, takes: string): string => `${found} is not a number that Kafka takes here; give ${takes}`;
export const inOtherUnit = (found: string, unit: Unit, value: number): string => `${found} is not a number that Kafka takes here; write it in ${units[unit]}: ${value}`;
export const outOfRange = (value: number, takes: string): string => `${value} is out of range; give ${takes}`;
export const neitherTrueNorFalse = (found: string): string => `${found} is neither true nor false`;
export const notText = (found: string, most: number): string => `${found} is not text of at most ${most} characters`;
export const tooManyValues = (most: number): string => `a list of more than ${most} values`;
export const listedTwice = (found: string): string => `${found} is listed twice`;
/** `nearest`: the value that may have been meant. */
export const notAmong = (found: string, values: string, nearest: string | null): string =>
  nearest === null ? `${found} is not one of ${values}` : `${found} is not one of ${values}; did you mean "${nearest}"?`;
export const notReplicas = (found: string): string => `${found} is neither "*" nor replicas as "0:1,0:2", each a partition and a broker`;
export const tooManyEntries = (most: number): string => `more than ${most} entries`;
