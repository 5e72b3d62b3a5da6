/** Words of the life of a record. */

export const itsLife = 'Its life';
export const oneMoment = 'One moment.';
export const nothingStored = 'Nothing is stored there now, so there is nothing to follow.';
export const goToThisMoment = 'Go to this moment';
export const goTo = (time: string): string => `Go to ${time}`;
