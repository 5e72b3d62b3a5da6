/** What could not be done, or went wrong. */

/** Titles over the list of reasons. `name` is that of a file, or what `scenario` gives. */
export const cannotOpen = (name: string): string => `${name} cannot be opened`;
export const cannotRun = (name: string): string => `${name} cannot be run`;
export const cannotDo = 'That cannot be done';
export const scenario = (id: string): string => `The scenario ${id}`;

/** Why a simulator stopped, below a title that says that it has. */
export const workerNotLoaded = 'its worker could not be loaded';
export const versionsDiffer = 'the page and its worker are of different versions; load the page again';
export const failedAt = (message: string, seed: number, event: number): string => `${message} (seed ${seed}, event ${event})`;
