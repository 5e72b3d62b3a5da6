/** For whoever did not want to begin where they left. */

export const doNotKeep = 'Do not keep';
export const notKeptAnyMore = 'What you do is not kept any more. The choice is under Share.';
