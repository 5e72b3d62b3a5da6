/** The full page as a whole. */

export const pageTitle = (scenario: string): string => `${scenario} - The Commit Log`;
export const skipToCluster = 'Skip to the cluster';
export const selection = 'Selection';
/** What is below the picture on narrow pages. */
export const belowCluster = 'Below the cluster';
export const belowChoices = { timeline: 'timeline', events: 'events' } as const;

export const linkNotOpened = 'The link cannot be opened';
/** What was opened, where a document has the name of its file. */
export const theLink = 'The link';
