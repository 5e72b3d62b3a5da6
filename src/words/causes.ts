/** The panel of what led to a fact, and the picture of that over time. */

export const why = 'Why?';
/** After the question, of two runs that are compared. */
export const inRunWith = (change: string): string => `In the run with ${change}`;
export const closeCauses = 'Close the causes';
export const playedSoFar = 'Played once more so far';
export const askAgain = 'Ask again';
export const stop = 'Stop';
export const goToMoment = 'Go to that moment';

export const stopped = 'Stopped before the answer was found.';
export const isPlayed = 'The run is played once more to find out.';
export const isPlayedSoFar = (at: string, to: string): string => `The run is played once more to find out: ${at} of ${to}.`;
export const messageGone = 'That message is not on its way any more.';
export const goneFromRun = 'This run does not have that any more.';
export const howItBegan = 'That is how it began: nothing led to it.';
export const comesOf = (ends: readonly string[]): string => `It comes of: ${ends.join('; ')}.`;
/** The sentence of what was done or set, as one of the ends above. */
export const asEnd = (sentence: string): string => sentence.replace(/^Done: /, '').replace(/\.$/, '');
export const alwaysGoesOn = 'It is what always goes on.';
export const goesBackToBeginning = (time: string): string => `It goes back to the beginning of the run, ${time}.`;
export const goesBackTo = (time: string): string => `It goes back to ${time}. What led to that is not told.`;

export const pointTip = (time: string, sentence: string): string => `${time} ${sentence}`;
/** Over the lane of what was done. */
export const doneLane = 'done';
/** Over the lanes of nodes. */
export const laneNames: Readonly<Record<string, (id: string) => string>> = { broker: (id) => `broker ${id}`, controller: (id) => `c ${id}`, zookeeper: (id) => `zk ${id}` };
/** The same where there are many, and room for some six letters each. */
export const crowdedLaneNames: Readonly<Record<string, (id: string) => string>> = { broker: (id) => `b${id}`, controller: (id) => `c${id}`, zookeeper: (id) => `z${id}` };
