import type { Fact } from '../sim/index.ts';
import type { FactView } from './messages.ts';
import { asSubject, nodeName } from '../words/narration/names.ts';
import { CONSUMER_FACTS } from './narration/consumerFacts.ts';
import { CONTROLLER_FACTS } from './narration/controllerFacts.ts';
import { GUARANTEE_FACTS } from './narration/guaranteeFacts.ts';
import { LOG_FACTS } from './narration/logFacts.ts';
import { NODE_FACTS } from './narration/nodeFacts.ts';
import { PRODUCER_FACTS } from './narration/producerFacts.ts';
import { RETENTION_FACTS } from './narration/retentionFacts.ts';
import { STORAGE_FACTS } from './narration/storageFacts.ts';
import type { FactLevel, Narration, Narrations } from './narration/telling.ts';
import { ZOOKEEPER_FACTS } from './narration/zooKeeperFacts.ts';

export type { FactLevel } from './narration/telling.ts';

/** Every type of fact has its words: a new one does not compile until it is added to a family. */
const NARRATIONS: Narrations = {
  ...NODE_FACTS,
  ...CONTROLLER_FACTS,
  ...ZOOKEEPER_FACTS,
  ...LOG_FACTS,
  ...RETENTION_FACTS,
  ...STORAGE_FACTS,
  ...PRODUCER_FACTS,
  ...CONSUMER_FACTS,
  ...GUARANTEE_FACTS,
};

/** How much a fact matters to someone who watches. */
export function factLevel(fact: Fact): FactLevel {
  const { level } = narrationOf(fact);
  return typeof level === 'function' ? level(fact) : level;
}

/** The fact as one exact sentence: "Broker 2 now leads orders-0, epoch 4. In sync: 2, 3." */
export function sentence(view: Pick<FactView, 'fact' | 'node'>): string {
  return narrationOf(view.fact).say(view.fact, asSubject(nodeName(view.node)));
}

/** A narration takes facts of its own type; that this one has it is what the table says, and the compiler cannot see. */
interface AnyNarration {
  readonly level: FactLevel | ((fact: Fact) => FactLevel);
  readonly say: (fact: Fact, node: string) => string;
}

function narrationOf(fact: Fact): AnyNarration {
  const narration: Narration<never> = NARRATIONS[fact.type];
  return narration as unknown as AnyNarration;
}
