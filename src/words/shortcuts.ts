import { startAgain } from './transport.ts';

/** The keys of the page: how a keyboard has them written, and what they do. */

export const spaceKey = 'Space';
export const undoKeys = 'Ctrl Z';
export const redoKeys = 'Ctrl Shift Z';
export const restartKeys = 'Shift R';
export const selectMoreKeys = 'Shift Enter';

export const oneEventOn = 'One event on';
export const toNextNotable = 'To the next notable event';
export const oneEventBack = 'One event back';
export const bookmarkThis = 'Bookmark this moment';

/** In the order in which they are listed. Keys are parted by spaces. */
export const shortcuts: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: spaceKey, does: 'Play or pause' },
  { keys: '.', does: oneEventOn },
  { keys: 'n', does: toNextNotable },
  { keys: ',', does: oneEventBack },
  { keys: 'p', does: 'Back to the last notable event (also Shift N)' },
  { keys: undoKeys, does: 'Take back what you did last (Command Z on a Mac)' },
  { keys: redoKeys, does: 'Do it again' },
  { keys: 'b', does: bookmarkThis },
  { keys: '[', does: 'Slower' },
  { keys: ']', does: 'Faster' },
  { keys: restartKeys, does: startAgain },
  { keys: '1 2 3 4 5', does: 'Look through another lens: cluster, partitions, groups, sequence, metrics' },
  { keys: 'Ctrl K', does: 'Search everything that can be done (Command K on a Mac)' },
  { keys: 'g', does: 'Go to the picture: arrow keys move in it, Enter selects, Delete kills' },
  { keys: '+ -', does: 'Closer and farther, where a partition or the sequence diagram has the focus' },
  { keys: 'f', does: 'Follow the present again, where the sequence diagram has the focus' },
  { keys: 'w', does: 'Why was it sent? Of the message that is shown, where the sequence diagram has the focus' },
  { keys: selectMoreKeys, does: 'In the picture: select one more, or one less (also a click with Shift or Ctrl)' },
  { keys: 'Escape', does: 'Clear the selection' },
  { keys: '?', does: 'This list' },
];
