/** Links, files and exports. */

export const shareThis = 'Share this moment';
export const oneMoment = 'One moment.';
export const linkToThis = 'Link to this moment';
export const longLink = (characters: string): string => `The link has ${characters} characters, and some programs cut such links off. A file is safer.`;
export const saveAsFile = 'Save as file';
export const copyLink = 'Copy link';

function done(n: number): string {
  if (n === 0) return 'nothing done to it';
  return n === 1 ? 'the one thing done to it' : `the ${n} things done to it`;
}

/** What a link to a built-in scenario holds: how many things were done to it, and the moment. */
export const contents = (title: string, seed: number, did: number, at: string): string => `“${title}”, seed ${seed}, ${done(did)}, at ${at}.`;
/** What a link to a document of the reader's own holds. */
export const contentsWithDocument = (title: string, seed: number, did: number, at: string): string => `“${title}” with its document, seed ${seed}, ${done(did)}, at ${at}.`;

/** What the link holds, and what of the run is in a file alone: what comes later, or other futures, too. `{openFile}` is the button of that name. */
export const whereKept = {
  all: 'The link holds everything: nothing is stored anywhere else. Open a saved file with {openFile}.',
  later: 'The link holds this future up to this moment. What is known beyond it is in the file alone: nothing is stored anywhere else. Open a saved file with {openFile}.',
  oneOther: 'The link holds this future up to this moment. The other future is in the file alone: nothing is stored anywhere else. Open a saved file with {openFile}.',
  others: 'The link holds this future up to this moment. The {others} other futures are in the file alone: nothing is stored anywhere else. Open a saved file with {openFile}.',
} as const;
export const openFile = 'Open file';

export const beginWhereLeft = 'Begin next time where I leave, on this machine';

export const exports = 'Export';
export const exportUpToNow = 'Export, up to now';
export const facts = 'Facts (NDJSON)';
export const whatWasDone = 'What was done (document)';
export const pictureSvg = 'Picture (SVG, for browsers)';
export const picturePng = 'Picture (PNG)';
/** Around two times, of which the diagram is. */
export const from = 'From';
export const to = 'to';
export const seconds = 's';
export const diagram = 'Diagram (Mermaid)';

export const saved = 'Saved.';
export const noDocument = (problem: string): string => `It cannot be written as a document: ${problem}`;
export const noPicture = 'There is no picture yet.';
export const noPng = 'This browser does not let a page draw that. Save it as SVG.';
