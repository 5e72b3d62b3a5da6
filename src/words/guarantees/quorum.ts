import { asSentence } from '../narration/names.ts';
export { broker } from '../narration/names.ts';

/** How promises of the controllers' quorum, and about metadata, were broken. */

export const goesBack = (controller: number, from: number, to: number): string => `Controller ${controller} goes back from epoch ${from} to ${to}.`;
export const votesTwice = (controller: number, vote: number, epoch: number, before: number): string => `Controller ${controller} votes for ${vote} in epoch ${epoch}, in which it voted for ${before}.`;
export const bothLead = (one: number, other: number, epoch: number): string => `Controllers ${one} and ${other} both lead the quorum in epoch ${epoch}.`;
export const leadsWithout = (controller: number, epoch: number, offset: number): string => `Controller ${controller} leads the quorum in epoch ${epoch} without the metadata at offset ${offset}, which was committed.`;
export const logsDiffer = (one: number, other: number, epoch: number, offset: number): string => `Controllers ${one} and ${other} have metadata of epoch ${epoch} at offset ${offset}, and different logs up to there.`;
export const highWatermarkFalls = (controller: number, from: number, to: number): string => `The high watermark of controller ${controller} falls from ${from} to ${to}.`;
export const leadsBelow = (controller: number, epoch: number, offset: number, before: number): string => `Controller ${controller} leads the quorum in epoch ${epoch} with its high watermark at ${offset}, below ${before}, where it was.`;
export const holdsOther = (controller: number, offset: number): string => `Controller ${controller} holds other metadata at offset ${offset} than what was committed there.`;
export const commitsWithTooFew = (controller: number, offset: number, holders: number, voters: number): string => `Controller ${controller} commits metadata up to offset ${offset}, which ${holders} of ${voters} voters have.`;
export const commitsEarlierEpoch = (controller: number, written: number, epoch: number): string => `Controller ${controller} commits metadata of epoch ${written} in epoch ${epoch}, of which nothing is committed yet.`;

export const appliedTooFar = (node: string, offset: number, committed: number): string => asSentence(`${node} has applied metadata up to offset ${offset}, and only ${committed} is committed`);
export const imageGoesBack = (node: string, from: number, to: number): string => asSentence(`${node} goes back from metadata offset ${from} to ${to}`);
/** `what`: one of the things below, or a partition. */
export const doesNotKnow = (node: string, offset: number, what: string): string => asSentence(`${node}, at metadata offset ${offset}, does not know of ${what} what the log says`);
export const fencingOf = (id: number): string => `broker ${id} fencing`;
export const topic = (name: string): string => `topic ${name}`;
/** `resource`: `topic orders` or `broker 1`. */
export const settingOf = (key: string, resource: string): string => `${key} of ${resource}`;
export const settingsOf = (resource: string): string => `settings of ${resource}`;
export const producerIds = 'producer ids';
