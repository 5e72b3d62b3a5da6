/** What surrounds the picture: the bar at the top, dialogs, problems, files. */

export const productName = 'The Commit Log';
export const scenario = 'Scenario';
export const chooseScenario = 'Choose a scenario';
export const compare = 'Compare';
/** `{file}` is left out where there is little room. */
export const openFile = 'Open{file}';
export const openFileWide = ' file';
export const scenarioDocument = 'Scenario document';
export const dropHere = 'Drop a scenario document to run it';
export const share = 'Share';
export const embed = 'Embed';
export const shortcuts = 'Shortcuts';
export const keyboardShortcuts = 'Keyboard shortcuts';
export const allCommands = 'All commands';
export const allCommandsWithKey = 'All commands (Ctrl K)';

export const themes = { auto: 'auto', light: 'light', dark: 'dark' } as const;
export const themeIs = (theme: string): string => `Theme: ${theme}`;

export const close = 'Close';
export const dismiss = 'Dismiss';
export const copy = 'Copy';
export const copied = 'Copied.';
export const copyNotAllowed = 'Copying is not allowed here. Select the text and copy it.';

export const problems = 'Problems';
export const goTo = (time: string): string => `Go to ${time}`;
export const simulatorStopped = 'The simulator stopped';
export const faultOfSimulator = 'This is a fault in the simulator. The same seed and commands show it again.';

export const scenarios = 'Scenarios';
export const buildYourOwn = 'Build your own';
export const aboutBuilding = 'From an empty sheet or a preset: brokers, racks, topics, producers and groups.';
export const listNotLoaded = 'The list could not be loaded. Load the page again.';

/** Of the list of scenarios; `word` stands before the title of what is running. */
export const shelves: Readonly<Record<string, { readonly title: string; readonly word: string }>> = {
  basics: { title: 'Basics', word: 'Basics' },
  core: { title: 'Core', word: 'Core' },
  advanced: { title: 'Advanced', word: 'Advanced' },
  history: { title: 'History: Kafka as it was', word: 'History' },
  own: { title: 'Your own', word: 'Your own' },
};

export const embedThis = 'Embed this scenario';
export const howToEmbed = 'Paste this where it should appear. It needs no script on your page.';
export const lens = 'Lens';
export const htmlToPaste = 'HTML to paste';

export const keyboard = 'Keyboard';
export const useTheseKeys = 'Use these keys';
