/** How a thing differs between two runs, in clauses beside it in one picture: `here` is what it is in that one, `there` in the other. */

export { broker } from '../narration/names.ts';

/** What the two runs are called where nothing better is known. */
export const thisRun = 'this run';
export const theOther = 'the other';

export const onlyHere = 'not in the other run';
/** What stands for itself: a state, a role. */
export const itself = (here: string, there: string): string => `${here}, there ${there}`;
export const epoch = (here: string, there: string): string => `epoch ${here}, there ${there}`;
export const leaderEpoch = (here: string, there: string): string => `leader epoch ${here}, there ${there}`;
export const logStart = (here: string, there: string): string => `log start ${here}, there ${there}`;
export const logEnd = (here: string, there: string): string => `log end ${here}, there ${there}`;
export const highWatermark = (here: string, there: string): string => `high watermark ${here}, there ${there}`;
export const acknowledged = (here: string, there: string): string => `acknowledged ${here}, there ${there}`;
export const failed = (here: string, there: string): string => `failed ${here}, there ${there}`;
export const generation = (here: string, there: string): string => `generation ${here}, there ${there}`;
export const coordinator = (here: string, there: string): string => `coordinator ${here}, there ${there}`;
export const readTo = (partition: string, here: string, there: string): string => `${partition} read to ${here}, there ${there}`;
export const committed = (partition: string, here: string, there: string): string => `${partition} committed ${here}, there ${there}`;
export const readsHere = (partition: string): string => `reads ${partition}, there not`;
export const readsThere = (partition: string): string => `does not read ${partition}, there it does`;
export const otherRecord = (offset: number): string => `there another record at offset ${offset}`;
export const ledBy = (partition: string, here: string, there: string): string => `${partition} is led by ${here}, there by ${there}`;
export const inSync = (here: string, there: string): string => `in sync are ${here}, there ${there}`;

/** What stands for a thing that is not there. */
export const nowhere = 'nowhere';
export const nobody = 'nobody';
export const none = 'none';

/** States of processes and roles of controllers, by the names that pictures have of them. */
export const states = {
  starting: 'starting',
  recovery: 'catching up with metadata',
  running: 'running',
  fenced: 'fenced',
  'shutting-down': 'shutting down',
  paused: 'paused',
  dead: 'dead',
  closed: 'closed',
  failed: 'failed',
  joining: 'joining',
  rebalancing: 'rebalancing',
  stable: 'stable',
  idle: 'idle',
  unattached: 'unattached',
  observer: 'observer',
  prospective: 'prospective',
  candidate: 'candidate',
  leader: 'leader',
  follower: 'follower',
  resigned: 'resigned',
  looking: 'looking',
  following: 'following',
  leading: 'leading',
} as const;
export { andFenced } from '../cluster/picture.ts';

/** How a copy of a partition stands. */
export const standings = { leader: 'leader', staleLeader: 'still believes to lead', 'in-sync': 'in sync', lagging: 'lagging', offline: 'offline' } as const;
