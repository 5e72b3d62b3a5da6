import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { GuaranteeId } from '../kafka/guaranteeId.ts';
import type { Guarantees } from './state.ts';

/**
 * Notes that a promise does not hold and tells it as a fact of the run, once for a guarantee and a place. Facts are output: the
 * run goes on, and its hash is, as if nobody had looked.
 */
export function tellBroken(guarantees: Guarantees, sim: KafkaSimulation, guarantee: GuaranteeId, place: string, sentence: string): void {
  const { seed, event, node, broken } = guarantees;
  if (broken.some((one) => one.guarantee === guarantee && one.place === place)) return;
  broken.push({ guarantee, place, sentence, at: sim.state.now, event });
  const seq = sim.state.nextFactSeq;
  sim.state.nextFactSeq += 1;
  sim.facts.push({ seq, at: sim.state.now, cause: event, node, fact: { type: 'GuaranteeBroken', guarantee, place, sentence, seed } });
}
