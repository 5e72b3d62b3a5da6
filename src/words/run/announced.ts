/** What is said aloud, and in notes, when a run is opened, played, stepped and travelled. Times are formatted; `name` is a future's. */
import type { Lens } from '../../base/lens.ts';

export const opened = (title: string, seed: number): string => `${title}. Seed ${seed}.`;
/** A step of the story begins. */
export const stepBegins = (step: number, all: number, title: string): string => `Step ${step} of ${all}: ${title}.`;
/** Two sentences. */
export const inTurn = (first: string, second: string): string => `${first} ${second}`;
export const nothingToTell = (at: string): string => `Nothing to tell at ${at}.`;
/** Sentences that there was no time for. */
export const andMore = (sentence: string, more: number): string => `${sentence} And ${more} more.`;
export const throughLens: Readonly<Record<Lens, string>> = {
  cluster: 'Through the cluster lens.',
  partitions: 'Through the partitions lens.',
  groups: 'Through the groups lens.',
  sequence: 'Through the sequence lens.',
  metrics: 'Through the metrics lens.',
};

export const at = (time: string): string => `At ${time}.`;
/** `sentence` tells what happened there. */
export const atFact = (time: string, sentence: string): string => `At ${time}: ${sentence}`;
export const backAt = (time: string): string => `Back at ${time}.`;
export const backAtFact = (time: string, sentence: string): string => `Back at ${time}: ${sentence}`;
/** `what` is a clause: `kill broker 1`. */
export const takenBack = (what: string, time: string, name: string): string => `Taken back: ${what}. Now at ${time} of “${name}”.`;
export const doneAgain = (what: string, time: string, name: string): string => `Done again: ${what}. Now at ${time} of “${name}”.`;
export const nowAt = (time: string, name: string): string => `Now at ${time} of “${name}”.`;
export const pastChanged = (time: string, name: string): string => `You changed the past at ${time}. The other future stays as “${name}”.`;
/** After something was done that shows nothing yet, while the run is paused. */
export const showsInTime = 'Asked for. What comes of it shows as time goes on: press Play.';
