/** What a run can be compared with. Durations come with their units. */

export const compareWith = 'Compare this run with';
export const intro = 'The same cluster under the same commands at the same times, with one thing changed. Both are then shown side by side.';
export const cannotBeRead = 'The run could not be read. Close this and try again.';
export const computing = 'Computing the other run.';
export const computingSoFar = (done: string, all: string): string => `Computing the other run: ${done} of ${all}.`;
export const computedSoFar = 'Computed so far';
export const anotherFuture = 'Another future of this run';
export const partsAt = (time: string): string => `parts at ${time}`;
export const oneThingChanged = 'One thing changed';
export const earlierRule = 'A rule of an earlier Kafka';
export const insteadOf = (setting: string): string => `instead of ${setting}`;

export const anyOtherSetting = 'Any other setting';
/** Before a list of kinds, then the setting's name and value. */
export const ofAll = 'of all';
export const kinds = { producer: 'producers', consumer: 'consumers', topic: 'topics', cluster: 'brokers and controllers' } as const;
export const name = 'name';
export const value = 'value';
export const compare = 'Compare';
