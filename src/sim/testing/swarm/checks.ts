import { checkAfterEvent, createGuarantees } from '../../guarantees/checkAfterEvent.ts';
import { planted } from '../../kafka/config/modelSwitches.ts';
import type { KafkaEvent, KafkaSimulation } from '../../kafka/createCluster.ts';
import { brokenInTheEnd } from './endChecks.ts';
import { protocolWatch, type ProtocolWatch } from './protocolWatch.ts';
import { quorumWatch, type QuorumWatch } from './quorumWatch.ts';

export interface Failure {
  readonly guarantee: string;
  readonly sentence: string;
  /** Sequence number of the event after which it was seen. */
  readonly event: number;
  readonly atUs: number;
}

/** The guarantees, looked at while a run is played. */
export interface Checks {
  /** To be asked before the event's facts are taken. */
  afterEvent(event: KafkaEvent): Failure | null;
  atEnd(): Failure | null;
  fail(guarantee: string, sentence: string): Failure;
}

const LOOK_EVERY_US = 300_000;

export function checksOf(sim: KafkaSimulation): Checks {
  const guarantees = createGuarantees(sim);
  const quorum: QuorumWatch = quorumWatch();
  const protocol: ProtocolWatch = protocolWatch();
  let event = -1;
  let lookAt = LOOK_EVERY_US;
  const fail = (guarantee: string, sentence: string): Failure => ({ guarantee, sentence, event, atUs: sim.state.now });
  const found = (broken: { readonly guarantee: string; readonly sentence: string } | null | undefined): Failure | null =>
    broken === null || broken === undefined ? null : fail(broken.guarantee, broken.sentence);
  return {
    fail,
    afterEvent(latest) {
      event = latest.seq;
      checkAfterEvent(guarantees, sim, latest);
      const broken = found(guarantees.broken[0] ?? quorum.hear(sim, sim.facts) ?? protocol.afterEvent(sim, latest));
      if (broken !== null || sim.state.now < lookAt) return broken;
      lookAt = sim.state.now + LOOK_EVERY_US;
      return found(quorum.look(sim));
    },
    atEnd: () => found(quorum.look(sim) ?? brokenInTheEnd(sim.world)) ?? (canary(sim) ? fail('canary', 'The bug that every tenth seed has to show.') : null),
  };
}

/** A failure that is none: it shows that failures come through. */
function canary(sim: KafkaSimulation): boolean {
  const model = sim.world.spec.controllers[0]?.config.model;
  return model !== undefined && sim.state.seed % 10 === 0 && planted(model, 'CANARY');
}
