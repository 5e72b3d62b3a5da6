/** What the leader of the quorum answers when the voters are to change, and cannot. */

export const isVoter = (controller: number): string => `Controller ${controller} is a voter already.`;
export const notReady = (controller: number): string => `Controller ${controller} is not ready to receive requests.`;
/** `directory`: the id of what it has on disk. */
export const isNoVoter = (controller: number, directory: string | null): string => `Controller ${controller} with directory ${directory ?? 'none'} is no voter.`;
export const noAnswer = (controller: number): string => `Controller ${controller} did not answer.`;
export const lagsBehind = (controller: number): string => `Controller ${controller} lags behind.`;
export const anotherChange = 'The leader is still working on another change of the voters.';
export const nothingCommitted = 'The leader has committed nothing in its epoch yet.';
export const votersAreStatic = 'The voters of this cluster are static: its kraft.version is 0.';
export const lastNotCommitted = 'The last change of the voters is not committed yet.';
