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
  promise('R1', 'leader-completeness', 'Leaders are complete', 'An elected leader that runs has every record that was committed or acknowledged with acks=all.'),
  promise('R2', 'candidate-completeness', 'Candidates are complete', 'Every running broker in the ISR or the ELR has every committed record, so any of them may lead.'),
  promise('R3', 'quorum-superset', 'Leaders wait for all who may follow them', 'Whom the controller may elect without loss, the leader waits for before it commits.'),
  promise('R4', 'logs-agree', 'Logs agree', 'Below their high watermarks, two replicas hold the same record at the same offset.'),
  promise('R5', 'reads-consistent', 'Reads are consistent', 'What a consumer has read at an offset is what anybody reads there later.'),
  promise('R6', 'acked-not-lost', 'Acknowledged is not lost', 'A record acknowledged with acks=all is on the disk of at least one broker.'),
  promise('R7', 'offsets-in-order', 'Offsets are in order', 'Log start, last stable offset, high watermark and log end stand in this order, and offsets in a log only rise.'),
  promise('R8', 'high-watermark-rises', 'High watermarks rise', "A leader's high watermark never falls while it leads."),
  promise('R9', 'one-leader-per-epoch', 'One leader an epoch', 'In one leader epoch, only one broker ever leads a partition.'),
  promise('R10', 'epochs-rise', 'Epochs rise', 'Leader epochs, partition epochs and broker epochs never fall.'),
  promise('R11', 'isr-valid', 'ISR and ELR are valid', 'Members of the ISR are replicas, nobody is in the ISR and the ELR at once, the leader is in sync, and with enough in sync the ELR is empty.'),
  promise('R12', 'epochs-along-log', 'Epochs rise along a log', 'Along a log leader epochs never fall, and none is later than the epoch of its replica.'),
  promise('R13', 'ack-after-commit', 'Acknowledged is committed', "A leader answers acks=all only when the record is below its high watermark and at least min.insync.replicas are in sync."),
  promise('R14', 'reads-committed-only', 'Only committed records are read', 'A consumer is given nothing at or past the high watermark of the replica it reads from.'),
  promise('R15', 'min-isr-strict', 'Too few in sync commit nothing', 'The high watermark stands still while fewer than min.insync.replicas are in sync.'),
  promise('K1', 'quorum-one-leader', 'One controller an epoch', 'In one epoch of the quorum, only one controller is ever its leader.'),
  promise('K2', 'metadata-logs-agree', 'Metadata logs agree', 'Two copies of the metadata log that share an offset and its epoch are the same up to there.'),
  promise('K3', 'quorum-leader-completeness', 'Quorum leaders are complete', 'A controller that is elected has all metadata that was ever committed.'),
  promise('K4', 'commit-by-majority', 'A majority commits', "Metadata is committed when a majority of voters has it, and only once the leader's own epoch has begun."),
  promise('K5', 'one-vote-per-epoch', 'One vote an epoch', 'A controller votes for one candidate an epoch, also after a restart.'),
  promise('K6', 'quorum-never-falls-back', 'The quorum never falls back', "Epochs of a controller and the high watermark of the quorum's leader never fall."),
  promise('K7', 'image-from-log', 'Brokers know what the log says', "A broker's metadata is what the committed metadata log says, up to some offset."),
  promise('K8', 'applied-after-commit', 'Nothing is applied before it is committed', 'Brokers and standby controllers apply no metadata that is not committed.'),
];

function promise(code: string, id: GuaranteeId, title: string, words: string): Guarantee {
  return { id, code, title, promise: words };
}
