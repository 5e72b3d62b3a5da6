/** Words of the life of a record. */

export const itsLife = 'Its life';
export const oneMoment = 'One moment.';
export const nothingStored = 'Nothing is stored there now, so there is nothing to follow.';
/** The rows over it are about what is at the offset now. */
export const anotherIsThere = 'Another record is at this offset now, and what stands above is about that one. This is the life of the record that was selected.';
export const followThatOne = 'Follow that one';
export const goToThisMoment = 'Go to this moment';
export const goTo = (time: string): string => `Go to ${time}`;
export const whyIsItLost = 'Why is it lost?';
export const recordThatIsLost = (id: string): string => `Record ${id}, which is lost`;
