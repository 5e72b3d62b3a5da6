/** Records and facts in which two runs differ. Times come with their units. */

export const place = (partition: string, offset: number): string => `${partition}, offset ${offset}`;
export const onceMore = (place: string): string => `${place}, where it is once more`;
export const acknowledged = (place: string, time: string): string => `${place}, acknowledged at ${time}`;
export const countedAsSent = (partition: string, time: string): string => `${partition}, counted as sent at ${time}`;
export const handedAgain = (place: string, group: string, time: string): string => `${place}, handed to ${group} again at ${time}`;
/** A sentence that both runs have, and when it became true in this one; where that is what differs, at which node. */
export const atTime = (sentence: string, time: string): string => `${sentence} At ${time}.`;
export const atTimeAndNode = (sentence: string, time: string, node: string): string => `${sentence} At ${time}, ${node}.`;
