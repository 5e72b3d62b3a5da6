/** Messages in the sequence lens: what is read of the one that is pointed at. Times and durations come with their units. */

export { nodeName as node } from '../narration/names.ts';

export const request = (api: string): string => `${api} request`;
export const response = (api: string): string => `${api} response`;
/** `title` is one of those; it stands out. */
export const heading = '{title} {from} → {to}, {bytes} B';

/** What became of it, one clause after another. */
export const sent = (time: string): string => `sent ${time}`;
export const sentAgain = (attempt: number): string => `sent again, try ${attempt}`;
export const heldOnTheWire = 'held on the wire';
export const waitsBehind = 'waits behind an earlier message';
export const heldFor = (duration: string): string => `held for ${duration}`;
export const waitedFor = (duration: string): string => `waited behind another for ${duration}`;
export const lost = 'lost on the way';
export const gone = 'gone with its connection';
export const notTaken = 'not taken: its connection was over';
export const willArrive = (time: string, duration: string): string => `will arrive ${time} (${duration} on the way)`;
export const arrives = (time: string, duration: string): string => `arrives ${time} (${duration} on the way)`;
export const notTakenUp = 'not taken up yet';
export const takenUp = (duration: string): string => `taken up ${duration} later`;
export const course = (clauses: readonly string[]): string => clauses.join(', ');

/** The response in short, and when it was sent. */
export const itsResponse = (what: string, time: string): string => `Response: ${what}, sent ${time}`;
export const itsRequest = (time: string): string => `Request: sent ${time}`;

export const goToSending = 'Go to its sending';
export const goToArrival = 'Go to its arrival';
export const goToMoment = 'Go to that moment';
export const why = 'Why?';

/** A message that is asked about: `title` as above. */
export const fromTo = (title: string, from: string, to: string): string => `${title} from ${from} to ${to}`;
/** The button for the one above, and the way out of what is kept in sight. */
export const close = 'Close';
export const select = (thing: string): string => `Select ${thing}`;

/** Read aloud: `title` and `course` are those above, `about` is what it carries. */
export const message = (title: string, from: string, to: string, course: string): string => `${title}, ${from} to ${to}: ${course}.`;
export const error = (errors: readonly string[]): string => `Error ${errors.join(', ')}.`;
export const about = (lines: readonly string[]): string => `${lines.join('; ')}.`;
export const responseAfter = (duration: string, what: string): string => `Response after ${duration}: ${what}.`;
export const respondsTo = (time: string): string => `It is the response to the request of ${time}.`;
export const inShort = (lines: readonly string[]): string => lines.join('; ');
export const fact = (time: string, sentence: string): string => `${time}: ${sentence}`;
export const timer = (time: string, node: string, label: string): string => `${time}: timer of ${node}: ${label}.`;
export const timerOf = (node: string, label: string): string => `Timer of ${node}: ${label}`;
