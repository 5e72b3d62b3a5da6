/** The run inside an article. Nothing here is of the full page. */

export const openFullPage = 'Open full page';
export const stepOf = (step: number, all: number): string => `${step} of ${all}`;
export const close = 'Close';
export const problem = (title: string): string => `${title}.`;
/** `message` is a sentence, with its full stop or without. */
export const problemOf = (title: string, message: string): string => `${title}: ${message.replace(/\.?$/, '.')}`;
export const noScenario = 'This embed names no scenario: its address should end in ?scenario= and the id of one.';
export const impossibleScenario = 'This embed names no scenario that could exist: an id has small letters, digits and dashes.';

export const play = 'Play';
export const pause = 'Pause';
export const playhead = 'Playhead';
export const virtualTime = 'Virtual time';
export const speed = 'speed';
export const autoSpeed = 'auto';
export const realTime = 'real time';

export const killBroker = (id: number): string => `Kill broker ${id}`;
export const restartBroker = (id: number): string => `Restart broker ${id}`;
export const killConsumer = (id: string): string => `Kill ${id}`;
