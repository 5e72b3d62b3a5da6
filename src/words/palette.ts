/** The list of everything that can be done, to be searched; also the names of its shelves. */

export const commands = 'Commands';
export const searchCommands = 'Search commands';
/** What may be typed, as examples. */
export const examples = 'kill broker 2, lens, speed';
export const nothingFound = 'Nothing found.';
export const found = (n: number): string => `${n} found.`;
export const nothingLikeThat = 'Nothing like that can be done now.';

export const time = 'Time';
export const play = 'Play';
export const pause = 'Pause';
export const backToLastNotable = 'Back to the last notable event';
export const backToBeginning = 'Back to the beginning';
/** `action` is what the reader did, as its button said it. */
export const takeBack = (action: string): string => `Take back: ${action}`;
export const doAgain = (action: string): string => `Do again: ${action}`;
export const speedIs = (speed: string): string => `Speed: ${speed}`;

export const lens = 'Lens';
export const lookThrough = (lensTitle: string): string => `Look through ${lensTitle}`;

export const page = 'Page';
export const buildCluster = 'Build a cluster of your own';
export const addThing = 'Add a broker, topic, producer or consumer';
export const compareRuns = 'Compare with another run';
export const shareRun = 'Share, save or export this run';
export const readAsText = 'Read this run as text';
export const embedInArticle = 'Embed this scenario in an article';
export const guarantees = 'Guarantees';
export const howToRead = 'How to read the picture';
export const glossary = 'Glossary';

export const settings = 'Settings';
/** `kind` is the title of a kind of messages. */
export const showMessages = (kind: string): string => `Show messages: ${kind.toLowerCase()}`;
export const hideMessages = (kind: string): string => `Hide messages: ${kind.toLowerCase()}`;
export const showInternalTopics = 'Show internal topics';
export const hideInternalTopics = 'Hide internal topics';

export const actOnCluster = 'Do something to the cluster';
export const actOn = (thing: string, action: string): string => `${thing}: ${action}`;
export const select = 'Select';
export const selectThing = (thing: string): string => `Select ${thing}`;
export const scenarios = 'Scenarios';
export const openScenario = (title: string): string => `Open “${title}”`;
