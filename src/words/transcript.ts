/** The run as text. */

export const transcript = 'Transcript';
export const routineToo = 'Routine events, too';
export const writing = 'Writing.';
export const isThere = 'The transcript is there.';
export const oneMoment = 'One moment: the run is played once more.';
export const saveAsText = 'Save as text';

/** What it is the transcript of. */
export const ofRun = '{title}, seed {seed}, up to {until}.';
export const showMore = (n: number, shown: string): string => (n === 1 ? 'One more line' : `Show more (${shown} lines left)`);

export const goTo = (time: string): string => `Go to ${time}`;
export const goToTip = 'Go to this moment';
