import { isLens, type Lens } from '../base/lens.ts';
import type { Theme } from '../store/state.ts';

export interface EmbedParameters {
  readonly scenario: string;
  readonly theme: Theme;
  readonly lens: Lens;
}

/** `?scenario=leader-dies&theme=auto&lens=groups`; a sentence for the reader when there is nothing to show. */
export function readParameters(search: string): EmbedParameters | { readonly problem: string } {
  const parameters = new URLSearchParams(search);
  const scenario = parameters.get('scenario') ?? '';
  if (scenario === '') return { problem: 'This embed names no scenario: its address should end in ?scenario= and the id of one.' };
  if (!/^[a-z0-9-]{1,64}$/.test(scenario)) return { problem: 'This embed names no scenario that could exist: an id has small letters, digits and dashes.' };
  const theme = parameters.get('theme');
  const lens = parameters.get('lens');
  return { scenario, theme: theme === 'light' || theme === 'dark' ? theme : 'auto', lens: isLens(lens) ? lens : 'cluster' };
}
