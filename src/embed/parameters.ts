import { isLens, type Lens } from '../base/lens.ts';
import type { Theme } from '../store/state.ts';
import * as words from '../words/embed.ts';

export interface EmbedParameters {
  readonly scenario: string;
  readonly theme: Theme;
  readonly lens: Lens;
}

/** `?scenario=leader-dies&theme=auto&lens=groups`; a sentence for the reader when there is nothing to show. */
export function readParameters(search: string): EmbedParameters | { readonly problem: string } {
  const parameters = new URLSearchParams(search);
  const scenario = parameters.get('scenario') ?? '';
  if (scenario === '') return { problem: words.noScenario };
  if (!/^[a-z0-9-]{1,64}$/.test(scenario)) return { problem: words.impossibleScenario };
  const theme = parameters.get('theme');
  const lens = parameters.get('lens');
  return { scenario, theme: theme === 'light' || theme === 'dark' ? theme : 'auto', lens: isLens(lens) ? lens : 'cluster' };
}
