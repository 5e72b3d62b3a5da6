/** Messages in the sequence lens: what is read of the one that is pointed at. Times and durations come with their units. */

/** A node's name as the lens writes it, which has little room. */
export function node(name: string): string {
  return name.replace(/^(producer|consumer):/, '$1 ').replace(/^(broker|controller)-/, '$1 ').replace(/^zookeeper-/, 'ZooKeeper ');
}

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

/** The answer in short, and when it was sent. */
export const answer = (what: string, time: string): string => `Answer: ${what}, sent ${time}`;
export const answers = (time: string): string => `Answers: the request of ${time}`;

export const goToSending = 'Go to its sending';
export const goToArrival = 'Go to its arrival';
export const goToMoment = 'Go to that moment';
export const why = 'Why?';

/** Read aloud: `title` and `course` are those above, `about` is what it carries. */
export const message = (title: string, from: string, to: string, course: string): string => `${title}, ${from} to ${to}: ${course}.`;
export const error = (errors: readonly string[]): string => `Error ${errors.join(', ')}.`;
export const about = (lines: readonly string[]): string => `${lines.join('; ')}.`;
export const answeredAfter = (duration: string, what: string): string => `Answered after ${duration}: ${what}.`;
export const answersRequest = (time: string): string => `It answers the request of ${time}.`;
export const inShort = (lines: readonly string[]): string => lines.join('; ');
export const fact = (time: string, sentence: string): string => `${time}: ${sentence}`;
export const timer = (time: string, node: string, label: string): string => `${time}: timer of ${node}: ${label}.`;
export const timerOf = (node: string, label: string): string => `Timer of ${node}: ${label}`;
