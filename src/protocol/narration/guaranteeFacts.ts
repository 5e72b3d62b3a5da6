import { guaranteeBroken } from '../../words/narration/nodes.ts';
import type { Narrations } from './telling.ts';

/** What an onlooker found, after whatever broke it. */
export const GUARANTEE_FACTS: Narrations<'GuaranteeBroken'> = {
  GuaranteeBroken: { level: 'notable', say: (fact) => guaranteeBroken(fact.sentence) },
};
