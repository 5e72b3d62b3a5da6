import { guaranteeBroken } from '../../words/narration/nodes.ts';
import type { NarrationFamily } from './telling.ts';

/** What an onlooker found, after whatever broke it. */
export const GUARANTEE_FACTS = {
  GuaranteeBroken: { level: 'notable', say: (fact) => guaranteeBroken(fact.sentence) },
} satisfies NarrationFamily;
