import { counted } from '../counted.ts';

/** Two pictures of one moment beside each other. */

export const comparison = 'Comparison';
export const compare = 'Compare';
export const swapSides = 'Swap sides';
export const leave = 'Leave comparison';
export const oneRunAtATime = (lens: string): string => `${lens} is about one run at a time: leave the comparison to look through that lens.`;
/** The same, where that lens was chosen before. */
export const clusterInPlaceOf = (lens: string): string => `${oneRunAtATime(lens)} The cluster is shown.`;

/** What the places of two pictures are called. */
export const beside = { left: 'left', right: 'right' } as const;
export const above = { left: 'upper', right: 'lower' } as const;

export const pictureAt = (place: string, run: string): string => `${place}: ${run}`;
export const yourRun = (place: string): string => `${place}, your run`;
export const itsTwin = (place: string): string => `${place}, its twin`;
export const anotherFuture = (place: string): string => `${place}, another future`;
export const catchingUp = 'catching up';
export const nothingDiffers = 'nothing differs now';
export const differNow = (things: number): string => `${counted(things, 'thing differs', 'things differ')} now`;
