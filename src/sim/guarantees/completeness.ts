import { listAt, listLength, listLowerBound, listTruncate, emptyList, listPush } from '../../base/chunkedList.ts';
import * as words from '../../words/guarantees/replication.ts';
import { brokersOf } from '../kafka/cluster.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { RecordBatch } from '../kafka/log/recordBatch.ts';
import { batchAt, localLogStartOffset } from '../kafka/log/unifiedLog.ts';
import type { BrokerId, Offset } from '../kafka/types.ts';
import { copyOn, isRunning, type Copy } from './access.ts';
import { committedAt, firstDisagreement, recordIn, withoutStart } from './compareLogs.ts';
import type { Guarantees, PartitionGhost } from './state.ts';
import { tellBroken } from './tell.ts';

/**
 * R1, R2 and R6: who must have what was committed, has it.
 *
 * What Kafka gives up knowingly is left out: an acknowledgement means that min.insync.replicas brokers have the record in memory, not on
 * disk. So these three hold as long as fewer copies than that have lost records (wiped disks, power lost before they were
 * flushed) without having caught up since, and until a leader is elected uncleanly where that is allowed. From such a loss
 * on, what the new leader has is what was committed. Likewise where the controller counts on a minimum that the leader
 * has not heard of: it puts into the ELR whom the leader does not wait for.
 */

const FORGOTTEN_AT_ONCE = 1024;

function isExempt(ghost: PartitionGhost): boolean {
  return ghost.lossy.length >= ghost.minIsr;
}

/** The first committed offset that the copy lacks; null when it is complete. */
function firstLacking({ replica, view }: Copy, ghost: PartitionGhost): Offset | null {
  const { log } = replica;
  // Its log may have shrunk in this very event.
  if (view.verified > log.logEndOffset) view.verified = log.logEndOffset;
  if (view.verified >= ghost.trueHighWatermark) return null;
  // What was deleted on purpose elsewhere need not be here, nor be the same: this copy may not have heard yet where the log starts by now.
  const from = Math.max(view.verified, ghost.logStartOffset);
  const at = firstDisagreement(ghost.committed, log, from, ghost.trueHighWatermark, ghost.compactedUpTo);
  // Compaction leaves holes inside a log; past its end everything is missing.
  if (at !== null) return Math.min(at, log.logEndOffset);
  if (log.logEndOffset < ghost.trueHighWatermark) return log.logEndOffset;
  view.verified = ghost.trueHighWatermark;
  return null;
}

/** R1: the elected leader, if its process runs, has everything. To be asked when one is elected and when its log shrinks. */
export function checkLeader(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost): void {
  const leader = ghost.registration?.leader ?? -1;
  const copy = leader < 0 ? null : copyOn(guarantees, sim, ghost, leader);
  if (copy === null || !isRunning(sim, copy.broker)) return;
  const at = firstLacking(copy, ghost) ?? firstEarlyLacking(copy, ghost);
  if (at === null) return;
  if (isExempt(ghost) || ghost.excused.includes(leader)) {
    startAnew(guarantees, ghost, leader, copy);
    return;
  }
  const { name } = ghost;
  const what = describe(ghost, at);
  tellBroken(guarantees, sim, 'leader-completeness', name, words.leadsWithout(leader, name, ghost.registration?.leaderEpoch ?? -1, what));
  if (at < ghost.readUpTo) {
    tellBroken(guarantees, sim, 'reads-consistent', name, words.lostWhatWasRead(name, leader, what));
  }
}

/** R2: a running member of the ISR or the ELR has everything. */
export function checkCandidate(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, id: BrokerId): void {
  if (ghost.trueHighWatermark === 0) return;
  const copy = copyOn(guarantees, sim, ghost, id);
  if (copy === null || !isRunning(sim, copy.broker) || isExempt(ghost) || ghost.excused.includes(id)) return;
  const at = firstLacking(copy, ghost);
  if (at === null) return;
  const list = ghost.registration?.isr.includes(id) === true ? 'ISR' : 'ELR';
  const sentence = words.candidateWithout(id, list, ghost.name, describe(ghost, at), copy.replica.log.logEndOffset);
  tellBroken(guarantees, sim, 'candidate-completeness', ghost.name, sentence);
}

/** R1 and R2 of all whom the controller may elect. */
export function checkHolders(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost): void {
  const { registration } = ghost;
  if (registration === null) return;
  checkLeader(guarantees, sim, ghost);
  for (const id of registration.isr) if (id !== registration.leader) checkCandidate(guarantees, sim, ghost, id);
  for (const id of registration.elr) checkCandidate(guarantees, sim, ghost, id);
}

/**
 * R6: of offsets that a copy no longer has, those acknowledged with acks=all are on another disk, also on that of a broker that
 * does not run. What was deleted on purpose does not count.
 */
export function checkStillSomewhere(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, from: Offset, to: Offset): void {
  if (isExempt(ghost)) return;
  const count = listLength(ghost.acked);
  for (let index = count - 1; index >= 0; index -= 1) {
    const range = listAt(ghost.acked, index);
    const end = Math.min(range.to, to);
    for (let offset = Math.max(range.from, from, ghost.logStartOffset); offset < end; ) {
      const batch = committedAt(ghost.committed, offset);
      if (batch === undefined) break;
      if (!isHeld(guarantees, sim, ghost, offset)) {
        tellBroken(guarantees, sim, 'acked-not-lost', ghost.name, words.onNoDisk(describe(ghost, offset), ghost.name));
        return;
      }
      offset = batch.lastOffset + 1;
    }
  }
}

function isHeld(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, offset: Offset): boolean {
  const batch = committedAt(ghost.committed, offset);
  for (const broker of brokersOf(sim.world)) {
    const copy = copyOn(guarantees, sim, ghost, broker.id);
    if (copy === null) continue;
    const { log } = copy.replica;
    const held = batchAt(log, offset);
    if (held !== undefined && held.leaderEpoch === batch?.leaderEpoch && held.baseOffset <= offset) return true;
    if (offset < localLogStartOffset(log) || offset < ghost.compactedUpTo) return true;
  }
  return false;
}

/** Records were deleted on purpose. Once they are the larger part, what was remembered of them is forgotten. */
export function noteDeleted(ghost: PartitionGhost, logStartOffset: Offset): void {
  ghost.logStartOffset = logStartOffset;
  const count = listLength(ghost.committed);
  const dead = listLowerBound(ghost.committed, logStartOffset, (batch) => batch.lastOffset);
  if (dead > FORGOTTEN_AT_ONCE && dead > count / 2) ghost.committed = withoutStart(ghost.committed, logStartOffset);
}

/** What was acknowledged before it was committed must be there, too. */
function firstEarlyLacking({ replica }: Copy, ghost: PartitionGhost): Offset | null {
  for (const batch of ghost.ackedEarly) {
    const held = batchAt(replica.log, batch.baseOffset);
    if (held?.records !== batch.records) return batch.baseOffset;
  }
  return null;
}

/** Records were given up knowingly. What the leader has is true from here on; `copy` is null while its disk, wiped, has none. */
export function startAnew(guarantees: Guarantees, ghost: PartitionGhost, leader: BrokerId, copy: Copy | null): void {
  const at = copy === null ? 0 : (firstLacking(copy, ghost) ?? ghost.trueHighWatermark);
  const keep = listLowerBound(ghost.committed, at, (batch) => batch.lastOffset);
  const end = keep < listLength(ghost.committed) ? Math.min(at, listAt(ghost.committed, keep).baseOffset) : at;
  for (let index = keep; index < listLength(ghost.committed); index += 1) giveUp(ghost, listAt(ghost.committed, index));
  listTruncate(ghost.committed, keep);
  ghost.trueHighWatermark = end;
  ghost.readUpTo = Math.min(ghost.readUpTo, end);
  ghost.ackedEarly = [];
  ghost.startsAtEpoch = ghost.registration?.leaderEpoch ?? -1;
  ghost.lossy = ghost.lossy.filter(({ broker }) => broker !== leader);
  const acked = ghost.acked;
  ghost.acked = emptyList();
  for (let index = 0; index < listLength(acked); index += 1) {
    const range = listAt(acked, index);
    if (range.from < end) listPush(ghost.acked, { from: range.from, to: Math.min(range.to, end) });
  }
  for (const node of guarantees.nodes) {
    const view = node?.kind === 'broker' ? node.views.get(ghost.name) : undefined;
    if (view !== undefined && view.verified > end) view.verified = end;
  }
}

export function giveUp(ghost: PartitionGhost, batch: RecordBatch): void {
  for (const { id } of batch.records) ghost.givenUp.add(id);
}

/** `offset 7 (record checkout-7)`. */
export function describe(ghost: PartitionGhost, offset: Offset): string {
  const batch = committedAt(ghost.committed, offset);
  const record = batch === undefined ? null : recordIn(batch, offset);
  return record === null ? words.offsetOnly(offset) : words.offsetOfRecord(offset, record.id);
}
