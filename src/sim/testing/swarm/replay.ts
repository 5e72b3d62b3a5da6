import { parseScenario } from '../../../scenarios/index.ts';
import { createCluster } from '../../kafka/createCluster.ts';
import { nextEventAt, step, takeFacts } from '../../kernel/simulation.ts';
import { checksOf } from './checks.ts';
import { unfinished } from './convergence.ts';

/**
 * Plays a document that a seed once became, with the checks of the swarm, until `untilUs`; what is broken, and what is left to do in the
 * end, in sentences.
 */
export function replay(document: unknown, untilUs: number): string[] {
  const parsed = parseScenario(document);
  if (!parsed.ok) return parsed.problems.map(({ path, message }) => `${path}: ${message}`);
  const sim = createCluster(parsed.spec);
  const checks = checksOf(sim);
  for (let at = nextEventAt(sim); at !== null && at <= untilUs; at = nextEventAt(sim)) {
    const event = step(sim);
    const failure = event === undefined ? null : checks.afterEvent(event);
    if (failure !== null) return [`${failure.guarantee}: ${failure.sentence}`];
    takeFacts(sim);
  }
  const end = checks.atEnd();
  return [...(end === null ? [] : [`${end.guarantee}: ${end.sentence}`]), ...unfinished(sim.world)];
}
