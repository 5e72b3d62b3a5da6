import { counted } from '../counted.ts';

/** Words for several nodes that are chosen together. */

export const selection = 'selection';
export const chosen = (count: number): string => `${count} chosen`;
export const howToChoose = 'Shift or Ctrl and a click, or Shift Enter, adds one or takes it away.';
export const these = 'These';
export const those = 'Those';
export const doToAll = 'Do something to all of these';
export const cutFromThose = '[Cut](cut link) these from those';
export const nothingToCut = 'Nothing is left to cut';
export const cutBetween = (links: number): string => (links === 1 ? 'Cut the link between them' : `Cut ${counted(links, 'link', 'links')} between them`);
export const takeOut = (node: string): string => `Take ${node} out`;
export const doneChoosing = 'Done choosing';
export const chooseMore = 'Choose more by pointing';
export const chooseThose = 'Choose those by pointing';

export const killAll = 'Kill all';
export const killEffect = 'Their processes end at once.';
export const restartAll = 'Restart all';
export const restartEffect = 'Those that are dead start again with the disk they had.';
export const pauseAll = 'Pause all for 5 s';
export const pauseEffect = 'Nothing runs on them, connections stay.';
export const resumeAll = 'Resume all';
export const resumeEffect = 'Their pause ends now.';
export const cutFromOthers = 'Cut from the others';
export const cutEffect = 'They reach each other, and nobody else reaches them: a network partition.';
export const healLinks = 'Heal their links';
export const healEffect = 'Packets to and from them pass again.';
