import { counted } from '../counted.ts';

/** Of a run whose waits are shorter than Kafka's own. */

export const teachingTimes = 'Teaching times:';
/** `{times}` is the word above. */
export const areShorter = (count: number): string => `{times} ${counted(count, 'wait is', 'waits are')} shorter than Kafka’s own, so that what comes of them shows sooner.`;
/** Of one of them; `{name}` is Kafka's, times come with their units. */
export const inPlaceOf = (time: string, usual: string): string => `{name} ${time} in place of ${usual}`;
