/** Words of the list of a node's links. */

export { andMore } from '../counted.ts';

export const selectOthers = 'Select others with it';
export const links = 'Links';
export const allWhole = (count: number): string => `${count}, all whole`;
export const notWhole = (troubled: number, count: number): string => `${count}, ${troubled} in trouble`;
export const to = (node: string): string => `to ${node}`;
