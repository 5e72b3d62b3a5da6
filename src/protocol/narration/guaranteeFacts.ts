import type { Narrations } from './words.ts';

/** What an onlooker found, after whatever broke it. */
export const GUARANTEE_FACTS: Narrations<'GuaranteeBroken'> = {
  GuaranteeBroken: {
    level: 'notable',
    say: (fact) => `Guarantee broken: ${fact.sentence}`,
  },
};
