/** The list of what happened. */

export const events = 'Events';
export const eventsToShow = 'Events to show';
export const filters = { notable: 'notable', all: 'all' } as const;
export const transcript = 'Transcript';
export const transcriptTip = 'The whole run as text';
export const showEarlier = 'Show earlier events';
export const nothingNotable = 'Nothing notable has happened yet.';
export const leftOut = (n: number): string => (n === 1 ? 'One event is left out here. Share exports it, too.' : `${n} events are left out here. Share exports all of them.`);

export const goTo = (time: string): string => `Go to ${time}`;
export const goToTip = 'Go to this moment';
export const why = 'Why?';
export const whyOf = (sentence: string): string => `Why: ${sentence}`;
export const whyTip = 'What led to this?';
