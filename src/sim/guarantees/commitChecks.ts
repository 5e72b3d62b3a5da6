import { emptyList, listAt, listLength, type ChunkedList } from '../../base/chunkedList.ts';
import * as words from '../../words/guarantees/replication.ts';
import { effectiveMinIsr } from '../kafka/broker/highWatermark.ts';
import { isInMaximalIsr } from '../kafka/broker/isrRules.ts';
import { brokersOf } from '../kafka/cluster.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { RecordBatch } from '../kafka/log/recordBatch.ts';
import { batchAt, localLogStartOffset } from '../kafka/log/unifiedLog.ts';
import type { Offset } from '../kafka/types.ts';
import { copyOn, type Copy } from './access.ts';
import { appendCommitted, firstDisagreement, recordIn } from './compareLogs.ts';
import { checkHolders, describe, giveUp } from './completeness.ts';
import type { Guarantees } from './state.ts';
import { tellBroken } from './tell.ts';

/**
 * A copy's high watermark has risen: what lies below is what it was at its first commit (R4, R5), and what is new is committed
 * from here on, so that leader and candidates must have it (R1, R2). A copy that has not heard of an unclean election since
 * shows what was given up, which proves nothing.
 */
export function noteCommitted(guarantees: Guarantees, sim: KafkaSimulation, copy: Copy): void {
  const { replica, view } = copy;
  const { ghost } = view;
  const { log } = replica;
  if (replica.leaderEpoch < ghost.startsAtEpoch) {
    const shown: ChunkedList<RecordBatch> = emptyList();
    appendCommitted(shown, log, view.highWatermark, log.highWatermark);
    for (let index = 0; index < listLength(shown); index += 1) giveUp(ghost, listAt(shown, index));
    return;
  }
  const known = Math.min(log.highWatermark, ghost.trueHighWatermark);
  if (view.verified < known) {
    // Deleted records can be here again: where a log starts is on disk after a minute only, and its cache of epochs at once.
    const from = Math.max(view.verified, ghost.logStartOffset);
    const at = firstDisagreement(ghost.committed, log, from, known, ghost.compactedUpTo);
    if (at === null) {
      view.verified = known;
      if (ghost.contradictedAt !== null && ghost.contradictedAt < known) compareWithOthers(guarantees, sim, copy, ghost.contradictedAt);
    } else onDisagreement(guarantees, sim, copy, at);
  }
  if (log.highWatermark <= ghost.trueHighWatermark) return;
  if (replica.role === 'leader') excuse(copy);
  appendCommitted(ghost.committed, log, ghost.trueHighWatermark, log.highWatermark);
  if (view.verified >= ghost.trueHighWatermark) view.verified = log.highWatermark;
  ghost.trueHighWatermark = log.highWatermark;
  if (ghost.ackedEarly.length > 0) ghost.ackedEarly = ghost.ackedEarly.filter(({ lastOffset }) => lastOffset >= log.highWatermark);
  checkHolders(guarantees, sim, ghost);
}

/** The leader goes by a lower minimum than the controller: what it commits now, the ELR need not have. */
function excuse({ broker, replica, view }: Copy): void {
  const { ghost } = view;
  const elr = ghost.registration?.elr ?? [];
  if (elr.length === 0 || effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length) >= ghost.minIsr) return;
  for (const id of elr) {
    if (!isInMaximalIsr(replica.isr, id, broker.config.model.noMaximalIsr) && !ghost.excused.includes(id)) ghost.excused.push(id);
  }
}

/** R5 where a leader shows something else than before; R4 where another copy still shows what it was. */
function onDisagreement(guarantees: Guarantees, sim: KafkaSimulation, copy: Copy, at: Offset): void {
  const { broker, replica, view } = copy;
  const { ghost } = view;
  ghost.contradictedAt ??= at;
  if (replica.role === 'leader') {
    const sentence = words.showsAnother(replica.name, describe(ghost, at), broker.id, shown(copy, at));
    tellBroken(guarantees, sim, 'reads-consistent', replica.name, sentence);
  }
  compareWithOthers(guarantees, sim, copy, at);
}

/** R4 at one offset, among all copies whose high watermarks are past it. */
function compareWithOthers(guarantees: Guarantees, sim: KafkaSimulation, copy: Copy, at: Offset): void {
  const { broker, replica, view } = copy;
  const own = shown(copy, at);
  for (const { id } of brokersOf(sim.world)) {
    const other = id === broker.id ? null : copyOn(guarantees, sim, view.ghost, id);
    if (other === null || other.replica.log.highWatermark <= at || localLogStartOffset(other.replica.log) > at) continue;
    const theirs = shown(other, at);
    if (theirs === own || theirs === null || own === null) continue;
    const sentence = words.copiesDiffer(replica.name, at, [own, broker.id], [theirs, id]);
    tellBroken(guarantees, sim, 'logs-agree', replica.name, sentence);
    return;
  }
}

/** The id of a record; null where the copy has none, as after compaction, or shows none, since its log starts later. */
function shown({ replica }: Copy, at: Offset): string | null {
  if (at < localLogStartOffset(replica.log)) return null;
  const batch = batchAt(replica.log, at);
  const record = batch === undefined ? null : recordIn(batch, at);
  return record === null ? null : record.id;
}
