/** What happened when: the axis, its bookmarks and futures, and notes about the past. */

export const timeline = 'Timeline';
export const whatIsDrawn = 'A picture of faults, leaders, in-sync replicas, groups and latency over time. The list of events says the same in words.';
export const playhead = 'Playhead';
export const knownUpToHere = 'Known up to here';
export const wholeRun = 'Whole run';
export const wholeRunTip = 'A part of the run is shown; show all of it';

export const bookmarks = 'Bookmarks';
export const goToBookmark = (name: string): string => `Go to the bookmark “${name}”`;
export const goToBookmarkTip = (name: string): string => `Go to “${name}”`;
export const changeBookmark = (name: string): string => `Rename or remove the bookmark “${name}”`;
export const nameOfBookmark = 'Name of this bookmark';
export const rename = 'Rename';
export const remove = 'Remove';
export const cancel = 'Cancel';

/** A branch of the run is a future. */
export const futures = 'Futures';
export const futureShown = 'The future that is shown';
export const showFuture = (name: string): string => `Show “${name}”`;
export const changeFuture = (name: string): string => `Rename or delete “${name}”`;
export const nameOfFuture = 'Name of this future';
export const askToDelete = 'Delete…';
export const reallyDelete = (name: string): string => `Delete “${name}”?`;
export const deleteIt = 'Delete';
export const keepIt = 'Keep';

export const computing = (at: string): string => `Computing: ${at}`;
export const computingOf = (at: string, to: string): string => `Computing: ${at} of ${to}`;
export const computedSoFar = 'Computed so far';
export const stopHere = 'Stop here';
export const dismiss = 'Dismiss';
