import { counted } from './counted.ts';

/** The timeline's lane of how long producers waited for responses. Times come with their units. */

/** Over the whole lane. A bar is as high as the longest wait in it, in powers of ten. */
export const scale = 'How long producers waited, from send to response. The height grows by powers of ten, from 1 ms to 100 s.';
/** Over a bar of one response and of several. */
export const answered = (at: string, waited: string): string => `Answered at ${at}, ${waited} after it was sent`;
export const answeredOf = (count: number, at: string, waited: string): string => `${count} responses until ${at}; the longest came ${waited} after it was sent`;
/** Over a cross: batches that their producer gave up. */
export const failed = (count: number, at: string): string => `${counted(count, 'batch', 'batches')} failed at ${at}`;

/** What the lane shows, for who does not see it. */
export const noAnswers = 'Producers have had no response yet.';
export const lastAndLongest = (last: string, longest: string, at: string): string => `Producers waited ${last} for the last response known, and ${longest} for the slowest, which came at ${at}.`;
export const someFailed = (count: number): string => `${counted(count, 'batch', 'batches')} failed.`;
