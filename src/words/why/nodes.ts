import { asSentence } from '../narration/names.ts';

/** What becomes of machines, wires and requests, said of the cause. */

export const soNotDone = (trouble: string): string => asSentence(`${trouble}, so it could not be done`);
export const soHalted = (trouble: string): string => asSentence(`${trouble}, so it could not do what it has to before it may go on`);
export const soUnanswered = (trouble: string, api: string, node: string): string => asSentence(`${trouble}, so the ${api} request to ${node} stayed without a response`);
export const wasGone = (node: string, api: string): string => asSentence(`${node} was gone, and its machine ended the connection of the ${api} request`);
export const soConnectionBroke = (trouble: string, api: string): string => asSentence(`${trouble}, so the connection for ${api} broke`);
export const toldToShutDown = 'It was told to shut down in order.';
export const allHandedOver = 'Everything it led was led by others, so it could stop.';
export const onItsWayUp = (time: string): string => `It was on its way up since it had started, ${time} into the run.`;
export const soNotKnownInSync = (trouble: string, node: string): string => asSentence(`${trouble}, so ${node} could not tell that the records are on every in-sync replica`);
