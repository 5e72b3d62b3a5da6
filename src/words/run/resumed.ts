/** What is said when a saved run has come to where it was left, or is another run than it was. Times are formatted, counts grouped. */

export const lastVisitContinued = (at: string): string => `Continued where you left, at ${at}.`;
/** `name` is that of a file, or of a link. */
export const ledTo = (name: string, at: string): string => `${name} led to this moment: ${at}.`;

/** Title over the reasons that follow. */
export const isAnotherRun = 'This is not the run that was saved';
export const contradictsItself = 'What it holds does not make the run that it came from.';
export const ofAnotherVersion = (engine: number, current: number): string => `It was made by version ${engine} of the simulator, and this is version ${current}, which makes another run of it.`;
export const notDone = (what: string): string => `Not done: ${what}`;

/** `events` is how many there are, `shown` as it is to be read. */
export interface Stretch {
  readonly events: number;
  readonly shown: string;
}

export const neverKnownSame = (event: string, at: string, stretch: Stretch): string => `Nothing of it is known to be the same: ${anotherBy(event, at)}. The first difference is ${within(stretch)}, from the beginning on.`;
export const sameUntil = (events: string, until: string, event: string, at: string, stretch: Stretch): string =>
  `The first ${events} events, up to ${until}, are the same; ${anotherBy(event, at)}. The first difference is ${within(stretch)}.`;

/** Sentences of what becomes true, with their times. */
export const factsThere = (first: string, firstAt: string, last: string, lastAt: string): string => `In this simulator's run the first thing that happens there is at ${firstAt}: ${first} And the last is at ${lastAt}: ${last}`;
export const onlyFactThere = (fact: string, at: string): string => `In this simulator's run one thing happens there, at ${at}: ${fact}`;

function anotherBy(event: string, at: string): string {
  return `by event ${event}, at ${at}, it is another one`;
}

function within({ events, shown }: Stretch): string {
  return events === 1 ? 'in that one event' : `somewhere in these ${shown} events`;
}
