import type { MessageKind } from '../../base/messageKinds.ts';

/** The sequence lens: messages between lines over time. */

/** What a screen reader calls the whole. */
export const diagram = 'diagram';
export const about =
  'Messages over time, downwards. Arrow keys up and down go from one to the next, left and right between a request and its response, Enter keeps one in sight and Escape lets it go, W asks why, plus and minus zoom, Page up and down move through time, F follows the present.';
export const tooMany = (messages: number): string =>
  `${messages} messages are too many to draw one by one: bars show how many each line sends and gets. Zoom in for arrows; what was lost or refused is drawn as it is.`;
export const noMessage = 'No message of the chosen kinds is on its way here.';
/** While nothing is pointed at. */
export const pointOrGo = 'Point at an arrow to read it, or go from one to the next with the arrow keys.';
/** The same where fingers do it. */
export const tapOrDrag = 'Tap an arrow to read it, drag to move through time, and spread two fingers to look more closely.';
export const howToRead =
  'A whole line is a request and a dashed one its response; a square on it is a record, in the colour of its key. A cross is where one was lost, a red bar at its end where one was not taken, as its connection was over, a bar along a line is a wait, and a short dash is a timer that went off.';
/** While the worker has told of nothing yet. */
export const playsOnceMore = 'Playing this part of the run once more, to see every message…';
export const moreWithin = (messages: number): string => `${messages} more within folded lines.`;
/** Beside the mark of a lost message. */
export const lost = 'lost';

/** Over the lines: what each of them is, and what is not running. */
const families = { controllers: 'controllers', brokers: 'brokers', producers: 'producers', groups: 'groups', others: 'others' };
export const showEach = (count: number): string => `Show each of the ${count}`;
export const fold = 'Fold into one line';
export const folded = (count: number, family: keyof typeof families): string => `${count} ${families[family]}, folded into one line. Show each.`;
export const all = (count: string): string => `all ${count}`;
export const line = (node: string): string => `${node}.`;
export const lineState = (node: string, state: string): string => `${node}, ${state}.`;
export const states = { gone: 'not running', paused: 'paused' };

export const playhead = 'Playhead in the diagram';
export const dragThroughTime = 'Drag through time';

/** What is drawn, and how much time is in sight. */
export const kindsOfMessages = 'Kinds of messages';
export const kinds: Readonly<Record<MessageKind, string>> = { produce: 'produce', consume: 'consume', replicate: 'replicate', group: 'group', metadata: 'metadata', control: 'control' };
export const timers = 'timers';
export const showAllCauses = 'All causes';
/** What that does: the time in sight is then as long as the chain of causes. */
export const showAllCausesTip = 'Show all the time from the first cause on';
export const lessTime = 'Less time in sight';
export const zoomIn = 'Zoom in (+)';
export const timeInSight = 'Time in sight';
export const moreTime = 'More time in sight';
export const zoomOut = 'Zoom out (-)';
export const keepPresent = 'Keep the present in sight (f)';
export const follow = 'Follow';

/** Over the lines: what of the diagram is of the thing that is selected. */
export const lifeIsLit = (record: string, from: string, to: string): string => `Lit: what happened to record ${record}, from ${from} to ${to}`;
export const showItsLife = 'Show its life';
export const markedCopy = (partition: string, broker: string): string => `Marked: ${broker}, which has this copy of ${partition}`;
/** `leader` is null where nobody leads. */
export const markedPartition = (partition: string, leader: string | null, followers: string): string =>
  [leader === null ? `Marked: nobody leads ${partition}` : `Marked: ${leader} leads ${partition}`, ...(followers === '' ? [] : [`followed by ${followers}`])].join(', ');
/** `coordinator` is null where nobody coordinates. */
export const markedGroup = (group: string, coordinator: string | null, members: string): string =>
  [coordinator === null ? `Marked: nobody coordinates ${group}` : `Marked: ${coordinator} coordinates ${group}`, ...(members === '' ? [] : [`its consumers are ${members}`])].join(', ');
/** After what a line is: what its node has to do with the selected thing. */
export const partIn = {
  copy: (thing: string): string => `Has the selected copy of ${thing}.`,
  leads: (thing: string): string => `Leads ${thing}, which is selected.`,
  follows: (thing: string): string => `Follows ${thing}, which is selected.`,
  coordinates: (thing: string): string => `Coordinates ${thing}, which is selected.`,
  member: (thing: string): string => `Is a consumer of ${thing}, which is selected.`,
} as const;
/** After how many are folded into a line. */
export const selectedWithin = (nodes: string): string => `Among them what is selected, or belongs to it: ${nodes}.`;
