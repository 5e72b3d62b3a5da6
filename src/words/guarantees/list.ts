/** The list of what Kafka promises, each with whether it holds. */

export const guarantees = 'Guarantees';
export const close = 'Close the guarantees';
export const allHold = (count: number): string => `All ${count} hold`;
export const broken = (count: number, all: number): string => `${count} of ${all} ${count === 1 ? 'is' : 'are'} broken`;
export const checked = 'Checked after every event of this run.';
export const holds = 'holds';
/** `time` leads to the event, `why` to its causes. */
export const brokenSince = 'broken since {time} {why}';
export const showEvent = (time: string): string => `Show the event at ${time} that broke it`;
export const why = 'Why?';
export const whyBroken = (sentence: string): string => `Why: ${sentence}`;
export const alsoAt = (places: string): string => `Also at ${places}.`;
export const otherPlaces = (count: number): string => `${count} other places`;
