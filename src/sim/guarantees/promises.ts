import { promises } from '../../words/guarantees/promises.ts';
import type { GuaranteeId } from '../kafka/guaranteeId.ts';

/** A guarantee in words. `code` is its place in the list that this project's checks follow; `title` is for lists. */
export interface Guarantee {
  readonly id: GuaranteeId;
  readonly code: string;
  readonly title: string;
  readonly promise: string;
}

/**
 * What Kafka promises, replication first. The names that formal specifications of Kafka and of Raft give them:
 * LeaderCompleteness (R1, K3), LeaderCandidateCompleteness (R2), ReplicationQuorumSuperset (R3), LogMatching (R4, K2),
 * ConsistentRead (R5), NoCommittedRecordLostGlobally (R6), ValidControllerIsrAndElr (R11), ElectionSafety (K1).
 */
export const PROMISES: readonly Guarantee[] = [
  promise('R1', 'leader-completeness'),
  promise('R2', 'candidate-completeness'),
  promise('R3', 'quorum-superset'),
  promise('R4', 'logs-agree'),
  promise('R5', 'reads-consistent'),
  promise('R6', 'acked-not-lost'),
  promise('R7', 'offsets-in-order'),
  promise('R8', 'high-watermark-rises'),
  promise('R9', 'one-leader-per-epoch'),
  promise('R10', 'epochs-rise'),
  promise('R11', 'isr-valid'),
  promise('R12', 'epochs-along-log'),
  promise('R13', 'ack-after-commit'),
  promise('R14', 'reads-committed-only'),
  promise('R15', 'min-isr-strict'),
  promise('K1', 'quorum-one-leader'),
  promise('K2', 'metadata-logs-agree'),
  promise('K3', 'quorum-leader-completeness'),
  promise('K4', 'commit-by-majority'),
  promise('K5', 'one-vote-per-epoch'),
  promise('K6', 'quorum-never-falls-back'),
  promise('K7', 'image-from-log'),
  promise('K8', 'applied-after-commit'),
];

function promise(code: string, id: GuaranteeId): Guarantee {
  const words: Readonly<Record<GuaranteeId, Pick<Guarantee, 'title' | 'promise'>>> = promises;
  return { id, code, ...words[id] };
}
