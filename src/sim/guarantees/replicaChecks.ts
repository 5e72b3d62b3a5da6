import { listAt, listLength, listLowerBound } from '../../base/chunkedList.ts';
import * as words from '../../words/guarantees/replication.ts';
import { effectiveMinIsr } from '../kafka/broker/highWatermark.ts';
import { isInMaximalIsr } from '../kafka/broker/isrRules.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { UnifiedLog } from '../kafka/log/unifiedLog.ts';
import type { Copy } from './access.ts';
import { noteCommitted } from './commitChecks.ts';
import { checkCandidate, checkLeader, checkStillSomewhere } from './completeness.ts';
import type { Guarantees, ReplicaView } from './state.ts';
import { tellBroken } from './tell.ts';

/** Looks at one copy of a partition after an event that may have changed it. */
export function lookAtCopy(guarantees: Guarantees, sim: KafkaSimulation, copy: Copy): void {
  const { replica, view } = copy;
  // Not the event's own number: one that meets a paused process comes again under the same.
  if (view.seenAfter === sim.state.processed) return;
  view.seenAfter = sim.state.processed;
  const { log } = replica;
  checkOrder(guarantees, sim, copy);
  const isNews = replica.leaderEpoch !== view.leaderEpoch || replica.partitionEpoch !== view.partitionEpoch || (replica.role === 'leader') !== view.isLeader;
  if (isNews) checkEpochs(guarantees, sim, copy);
  if (log.logEndOffset < view.endOffset) noteShrunk(guarantees, sim, copy, false);
  if (log.logEndOffset > view.endOffset) checkAppended(guarantees, sim, copy);
  if (log.highWatermark !== view.highWatermark) noteHighWatermark(guarantees, sim, copy);
  if (replica.role === 'leader') checkQuorumSuperset(guarantees, sim, copy);
  remember(copy);
}

export function remember({ replica, view }: Copy): void {
  view.endOffset = replica.log.logEndOffset;
  view.highWatermark = replica.log.highWatermark;
  view.leaderEpoch = replica.leaderEpoch;
  view.partitionEpoch = replica.partitionEpoch;
  view.isLeader = replica.role === 'leader';
}

/** R7: log start, high watermark and log end in this order. (The last stable offset is the high watermark: nothing is transactional.) */
function checkOrder(guarantees: Guarantees, sim: KafkaSimulation, { broker, replica }: Copy): void {
  const { logStartOffset, highWatermark, logEndOffset } = replica.log;
  if (logStartOffset <= highWatermark && highWatermark <= logEndOffset) return;
  const sentence = words.outOfOrder(replica.name, broker.id, logStartOffset, highWatermark, logEndOffset);
  tellBroken(guarantees, sim, 'offsets-in-order', replica.name, sentence);
}

/** R9 and, as a broker sees them, R10. A restarted process begins with what its metadata says, which may be older. */
function checkEpochs(guarantees: Guarantees, sim: KafkaSimulation, { broker, replica, view }: Copy): void {
  const { name, leaderEpoch, partitionEpoch } = replica;
  if (leaderEpoch < view.leaderEpoch || (leaderEpoch >= 0 && partitionEpoch < view.partitionEpoch)) {
    const sentence = words.brokerGoesBack(broker.id, view.leaderEpoch, view.partitionEpoch, name, leaderEpoch, partitionEpoch);
    tellBroken(guarantees, sim, 'epochs-rise', name, sentence);
  }
  if (replica.role !== 'leader') return;
  const { leaders } = view.ghost;
  const before = leaders.get(leaderEpoch);
  if (before === undefined) leaders.set(leaderEpoch, broker.id);
  else if (before !== broker.id) {
    tellBroken(guarantees, sim, 'one-leader-per-epoch', name, words.bothLed(before, broker.id, name, leaderEpoch));
  }
}

/**
 * The log ends earlier than it did. Whether by truncation or because a disk forgot, R1, R2 and R6 are asked again; a copy
 * that lost records while its process was down counts as lossy.
 */
export function noteShrunk(guarantees: Guarantees, sim: KafkaSimulation, copy: Copy, wasDown: boolean): void {
  const { broker, replica, view } = copy;
  const { ghost, endOffset } = view;
  const end = replica.log.logEndOffset;
  view.endOffset = end;
  view.verified = Math.min(view.verified, end);
  if (wasDown && !ghost.lossy.some((one) => one.broker === broker.id)) {
    ghost.lossy.push({ broker: broker.id, hasLeft: ghost.registration?.isr.includes(broker.id) === false });
  }
  checkStillSomewhere(guarantees, sim, ghost, end, endOffset);
  if (ghost.registration?.leader === broker.id) checkLeader(guarantees, sim, ghost);
  else if (ghost.registration?.isr.includes(broker.id) === true) checkCandidate(guarantees, sim, ghost, broker.id);
}

/** R7 and R12 along what was appended: offsets rise, without a gap where a leader appends; epochs do not fall. */
function checkAppended(guarantees: Guarantees, sim: KafkaSimulation, { broker, replica, view }: Copy): void {
  const { log, name, leaderEpoch } = replica;
  const count = listLength(log.batches);
  const first = listLowerBound(log.batches, view.endOffset, (batch) => batch.lastOffset);
  let end = view.endOffset;
  let epoch = first > 0 ? listAt(log.batches, first - 1).leaderEpoch : -1;
  for (let index = first; index < count; index += 1) {
    const batch = listAt(log.batches, index);
    const isGap = replica.role === 'leader' && batch.baseOffset !== end;
    // An empty log that is to begin within a batch, at the leader's log start, takes all of that batch (Kafka: `UnexpectedAppendOffsetException`).
    const beginsEarlier = index === 0 && replica.role !== 'leader' && batch.lastOffset >= end;
    if ((batch.baseOffset < end && !beginsEarlier) || batch.lastOffset < batch.baseOffset || isGap) {
      const sentence = words.goesOnElsewhere(name, broker.id, batch.baseOffset, end);
      tellBroken(guarantees, sim, 'offsets-in-order', name, sentence);
    }
    // A process that died in this very event has no epoch any more.
    if (batch.leaderEpoch < epoch || (leaderEpoch >= 0 && batch.leaderEpoch > leaderEpoch)) {
      const sentence = words.recordOfEpoch(name, broker.id, leaderEpoch, { epoch: batch.leaderEpoch, offset: batch.baseOffset }, epoch < 0 ? null : epoch);
      tellBroken(guarantees, sim, 'epochs-along-log', name, sentence);
    }
    end = batch.lastOffset + 1;
    epoch = batch.leaderEpoch;
  }
  if (count > 0 && end > log.logEndOffset) {
    tellBroken(guarantees, sim, 'offsets-in-order', name, words.endsEarlier(name, broker.id, end - 1, log.logEndOffset));
  }
}

/** R8 and R15; and what a higher high watermark shows to consumers is committed. */
function noteHighWatermark(guarantees: Guarantees, sim: KafkaSimulation, copy: Copy): void {
  const { broker, replica, view } = copy;
  const { log, name } = replica;
  const leadsOn = replica.role === 'leader' && view.isLeader && replica.leaderEpoch === view.leaderEpoch;
  if (log.highWatermark < view.highWatermark) {
    if (leadsOn) {
      const sentence = words.highWatermarkFalls(broker.id, name, replica.leaderEpoch, view.highWatermark, log.highWatermark);
      tellBroken(guarantees, sim, 'high-watermark-rises', name, sentence);
    }
    return;
  }
  if (replica.role === 'leader') checkMinIsr(guarantees, sim, copy);
  if (log.highWatermark > view.topHighWatermark) view.topHighWatermark = log.highWatermark;
  noteCommitted(guarantees, sim, copy);
}

/** R15: the committed ISR is at least the effective minimum where the high watermark moves. */
function checkMinIsr(guarantees: Guarantees, sim: KafkaSimulation, { broker, replica }: Copy): void {
  const size = replica.isr.isr.length;
  const least = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  if (size >= least) return;
  const sentence = words.movesWithTooFew(broker.id, replica.name, replica.log.highWatermark, size, least);
  tellBroken(guarantees, sim, 'min-isr-strict', replica.name, sentence);
}

/**
 * R3: whom the controller may elect, the leader of the current epoch waits for: the ISR is in its maximal ISR, and so is the ELR
 * unless the leader knows too few in sync, when it commits nothing, or has not heard of a raised minimum yet.
 */
export function checkQuorumSuperset(guarantees: Guarantees, sim: KafkaSimulation, { broker, replica, view }: Copy): void {
  const { registration } = view.ghost;
  if (replica.isr === view.isr && registration === view.comparedWith) return;
  view.isr = replica.isr;
  view.comparedWith = registration;
  if (registration === null || registration.leader !== broker.id || registration.leaderEpoch !== replica.leaderEpoch) return;
  const least = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  const isWaitedFor = (id: number): boolean => isInMaximalIsr(replica.isr, id, broker.config.model.noMaximalIsr);
  const missing = registration.isr.find((id) => !isWaitedFor(id));
  const countsOnElr = replica.isr.isr.length >= least && least >= view.ghost.minIsr;
  const eligible = !countsOnElr ? undefined : registration.elr.find((id) => !isWaitedFor(id));
  const id = missing ?? eligible;
  if (id === undefined) return;
  const list = missing === undefined ? 'ELR' : 'ISR';
  const sentence = words.isNotWaitedFor(id, list, replica.name, broker.id);
  tellBroken(guarantees, sim, 'quorum-superset', replica.name, sentence);
}

/** After a restart: nothing of what the process knew counts, but its disk does. */
export function forgetProcess(view: ReplicaView, log: UnifiedLog): void {
  view.leaderEpoch = -1;
  view.partitionEpoch = -1;
  view.isLeader = false;
  view.isr = null;
  view.comparedWith = null;
  view.highWatermark = log.highWatermark;
}
