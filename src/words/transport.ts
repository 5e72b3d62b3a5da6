/** Playing, stepping, speed, and what time it is in the run. */

export const playback = 'Playback';
export const play = 'Play';
export const pause = 'Pause';
export const bookmarkThis = 'Bookmark this moment';
export const bookmarkThisTip = 'Bookmark this moment ( b )';

export const previousNotable = 'Previous notable event';
export const previousNotableTip = 'Back to the last notable event ( p )';
export const oneEventBack = 'One event back';
export const oneEventBackTip = 'One event of the simulation back ( , )';
export const step = 'Step';
export const stepTip = 'One event of the simulation on ( . )';
export const next = 'Next';
export const nextNotable = 'Next notable event';
export const nextNotableTip = 'To the next notable event ( n )';

export const undo = 'Undo';
export const nothingToUndo = 'Nothing to take back';
/** `action` is what the reader did, as its button said it. */
export const undoTip = (action: string): string => `Take back: ${action} (Ctrl Z)`;
export const redo = 'Redo';
export const nothingToRedo = 'Nothing to do again';
export const redoTip = (action: string): string => `Do again: ${action} (Ctrl Shift Z)`;
export const startAgain = 'Start the run again';
export const startAgainTip = 'Start the run again ( Shift R )';
export const seedIs = (seed: number): string => `seed ${seed}`;

export const speed = 'Speed';
export const autoSpeed = 'auto';
export const realTime = 'real time';
export const timesSlower = (times: number): string => `${times} times slower`;
export const timesFaster = (times: number): string => `${times} times faster`;

/** What a rate means to someone who watches. */
export const millisecondTakes = (seconds: string): string => `1 ms takes ${seconds} s`;
export const secondTakes = (seconds: string): string => `1 s takes ${seconds} s`;
export const passInSecond = (seconds: string): string => `${seconds} s pass in 1 s`;
/** `rate` is one of those above. */
export const aboutRate = (rate: string): string => `about ${rate}`;
export const autoRate = (rate: string): string => `${rate}, auto`;
/** In place of a rate. */
export const stopped = 'stopped';
export const nothingLeft = 'nothing is left to happen';
export const paused = 'paused';
export const computing = 'computing';
