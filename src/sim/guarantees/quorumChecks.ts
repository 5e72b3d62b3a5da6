import { keyOf } from '../kafka/controller/raft/voters.ts';
import { includesVoter } from '../kafka/controller/raft/voterSet.ts';
import { listAt, listLength, listLowerBound, listPush, listTruncate } from '../../base/chunkedList.ts';
import * as words from '../../words/guarantees/quorum.ts';
import { controllersOf } from '../kafka/cluster.ts';
import type { ControllerNode } from '../kafka/controller/controllerState.ts';
import type { MetadataLog } from '../kafka/controller/raft/metadataLog.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import { EMPTY_IMAGE } from '../kafka/metadata/image.ts';
import type { MetadataBatch } from '../kafka/metadata/records.ts';
import type { Offset } from '../kafka/types.ts';
import type { ControllerGhost, Guarantees } from './state.ts';
import { tellBroken } from './tell.ts';

/*
 * K1 to K6: the quorum of controllers. Two losses are Kafka's own. A wiped disk forgets votes and committed records, which cannot be
 * mended when voters are known by their ids alone (with their disks known, it is no voter any more); and a lone voter counts what it has
 * not flushed. While such a controller has not caught up, K1, K3 to K5 and the fall of the quorum's high watermark are not asked.
 */

/** By its own log, or as configured; the set it wrote last counts, as everywhere in Raft. */
export function isAlone({ disk, staticVoters }: ControllerNode): boolean {
  return (disk.log.voterSets.at(-1)?.voters ?? staticVoters).length === 1;
}

/** A process has started or ended: a vote or committed metadata may be gone from its disk. */
export function lookAtQuorumDisk({ quorum }: Guarantees, node: ControllerNode, ghost: ControllerGhost): void {
  const { disk, controller, staticVoters } = node;
  const isOtherDisk = disk.directoryId !== ghost.directoryId;
  const hasLost = disk.election.epoch < ghost.election.epoch || disk.log.endOffset < Math.min(ghost.endOffset, quorum.endOffset);
  ghost.highWatermark = null;
  ghost.ledEpoch = -1;
  ghost.committed = controller.committed;
  ghost.directoryId = disk.directoryId;
  if (isOtherDisk) ghost.election = disk.election;
  if (hasLost && (isOtherDisk ? staticVoters.length > 0 : ghost.isAlone || isAlone(node))) ghost.isForgetful = true;
}

/** Looks at a controller after one of its events. Costs a few comparisons where nothing changed. */
export function lookAtController(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode, ghost: ControllerGhost): void {
  const { disk, raft } = node;
  if (disk.election !== ghost.election) noteElection(guarantees, sim, node, ghost);
  if (disk.log.endOffset !== ghost.endOffset || disk.log.lastEpoch !== ghost.lastEpoch) noteLog(guarantees, sim, node, ghost);
  if (raft.role.kind === 'leader' && ghost.ledEpoch !== disk.election.epoch) noteLeader(guarantees, sim, node, ghost);
  if (raft.highWatermark !== null && raft.highWatermark !== ghost.highWatermark) noteHighWatermark(guarantees, sim, node, ghost);
}

/** K1, K5 and, for epochs, K6, by what is on disk, which is what counts after a restart. */
function noteElection(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode, ghost: ControllerGhost): void {
  const { election } = node.disk;
  const before = ghost.election;
  const { id } = node;
  ghost.election = election;
  const place = `controller-${id}`;
  if (election.epoch < before.epoch) {
    tellBroken(guarantees, sim, 'quorum-never-falls-back', place, words.goesBack(id, before.epoch, election.epoch));
  }
  const votesAgain = election.epoch === before.epoch && before.votedFor !== null && election.votedFor !== null && election.votedFor !== before.votedFor;
  if (votesAgain && !isForgetful(guarantees)) {
    const sentence = words.votesTwice(id, election.votedFor, election.epoch, before.votedFor);
    tellBroken(guarantees, sim, 'one-vote-per-epoch', place, sentence);
  }
  // An election of the same epoch without a vote, as after hearing of the leader, does not take the vote back.
  if (election.epoch === before.epoch && election.votedFor === null && before.votedFor !== null) {
    ghost.election = { ...election, votedFor: before.votedFor };
  }
  if (election.leaderId !== null) noteQuorumLeader(guarantees, sim, election.epoch, election.leaderId);
}

function noteQuorumLeader(guarantees: Guarantees, sim: KafkaSimulation, epoch: number, leader: number): void {
  const { leaders } = guarantees.quorum;
  const known = leaders.get(epoch);
  if (known === undefined) leaders.set(epoch, leader);
  else if (known !== leader && !isForgetful(guarantees)) {
    tellBroken(guarantees, sim, 'quorum-one-leader', 'quorum', words.bothLead(known, leader, epoch));
  }
}

/** K3. A leader of an epoch that is over need not have what later ones committed. */
function noteLeader(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode, ghost: ControllerGhost): void {
  const { epoch } = node.disk.election;
  ghost.ledEpoch = epoch;
  noteQuorumLeader(guarantees, sim, epoch, node.id);
  const { quorum } = guarantees;
  if (epoch < quorum.newestEpoch) return;
  const at = firstUncommitted(guarantees, node.disk.log, ghost.verified, quorum.endOffset);
  if (at === null) {
    ghost.verified = quorum.endOffset;
    return;
  }
  if (isForgetful(guarantees)) {
    startQuorumAnew(guarantees, at);
    return;
  }
  const sentence = words.leadsWithout(node.id, epoch, at);
  tellBroken(guarantees, sim, 'quorum-leader-completeness', 'quorum', sentence);
}

/** K2 where the log grew: whoever has a record of the same epoch at the offset has the same before it. */
function noteLog(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode, ghost: ControllerGhost): void {
  const { log } = node.disk;
  const from = Math.min(ghost.endOffset, log.endOffset);
  ghost.verified = Math.min(ghost.verified, from);
  ghost.endOffset = log.endOffset;
  ghost.lastEpoch = log.lastEpoch;
  ghost.isAlone = isAlone(node);
  const count = listLength(log.batches);
  for (let index = listLowerBound(log.batches, from, lastOffsetOf); index < count; index += 1) {
    for (const other of controllersOf(sim.world)) {
      if (other !== node) compareAt(guarantees, sim, node, other, listAt(log.batches, index), index === 0 ? null : listAt(log.batches, index - 1));
    }
  }
  const isCaughtUp = log.endOffset >= guarantees.quorum.endOffset;
  if (ghost.isForgetful && isCaughtUp && node.raft.highWatermark !== null) ghost.isForgetful = false;
}

function compareAt(
  guarantees: Guarantees,
  sim: KafkaSimulation,
  node: ControllerNode,
  other: ControllerNode,
  batch: MetadataBatch,
  previous: MetadataBatch | null,
): void {
  const { batches } = other.disk.log;
  const index = listLowerBound(batches, batch.baseOffset, lastOffsetOf);
  const theirs = index < listLength(batches) ? listAt(batches, index) : undefined;
  if (theirs === undefined || theirs.epoch !== batch.epoch || theirs.baseOffset > batch.baseOffset) return;
  const before = index === 0 ? null : listAt(batches, index - 1);
  if (theirs.records === batch.records && (previous === null || before === null || before.records === previous.records)) return;
  const sentence = words.logsDiffer(node.id, other.id, batch.epoch, batch.baseOffset);
  tellBroken(guarantees, sim, 'metadata-logs-agree', 'quorum', sentence);
}

/** K4, K6, and K2 below high watermarks. What the quorum's leader commits is remembered. */
function noteHighWatermark(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode, ghost: ControllerGhost): void {
  const { quorum } = guarantees;
  const { disk, raft, id } = node;
  const highWatermark = raft.highWatermark ?? 0;
  const before = ghost.highWatermark;
  ghost.highWatermark = highWatermark;
  const place = `controller-${id}`;
  if (before !== null && highWatermark < before) {
    tellBroken(guarantees, sim, 'quorum-never-falls-back', place, words.highWatermarkFalls(id, before, highWatermark));
  }
  if (raft.role.kind === 'leader') {
    const { epoch } = disk.election;
    if (epoch >= quorum.newestEpoch && highWatermark < quorum.highWatermark && !isForgetful(guarantees)) {
      const sentence = words.leadsBelow(id, epoch, highWatermark, quorum.highWatermark);
      tellBroken(guarantees, sim, 'quorum-never-falls-back', 'quorum', sentence);
    }
    checkMajority(guarantees, sim, node, highWatermark);
    quorum.newestEpoch = Math.max(quorum.newestEpoch, epoch);
    quorum.highWatermark = Math.max(quorum.highWatermark, highWatermark);
  }
  const known = Math.min(highWatermark, quorum.endOffset);
  const at = ghost.verified < known ? firstUncommitted(guarantees, disk.log, ghost.verified, known) : null;
  if (at !== null && !isForgetful(guarantees)) {
    tellBroken(guarantees, sim, 'metadata-logs-agree', 'quorum', words.holdsOther(id, at));
  }
  if (highWatermark > quorum.endOffset) commit(guarantees, disk.log, highWatermark);
  if (at === null) ghost.verified = Math.max(ghost.verified, highWatermark);
}

/** K4: a majority of the voters, running or not, has it, and the newest of it is of the leader's own epoch. */
function checkMajority(guarantees: Guarantees, sim: KafkaSimulation, node: ControllerNode, highWatermark: Offset): void {
  if (isForgetful(guarantees) || highWatermark === 0) return;
  const own = lastBelow(node.disk.log, highWatermark);
  if (own === undefined) return;
  const holders = controllersOf(sim.world).filter(({ disk: { log } }) => {
    return log.startOffset >= highWatermark || lastBelow(log, highWatermark)?.records === own.records;
  });
  // A voter set that is not committed yet counts from when it is written; what was committed before needed the one before it.
  const sets = node.disk.log.voterSets.slice(-2).map(({ voters }) => voters);
  if (sets.length === 0) sets.push(node.staticVoters);
  const isHeld = sets.some((voters) => holders.filter((holder) => includesVoter(voters, keyOf(holder))).length * 2 > voters.length);
  const { epoch } = node.disk.election;
  if (!isHeld) {
    const sentence = words.commitsWithTooFew(node.id, highWatermark, holders.length, sets.at(-1)?.length ?? 0);
    tellBroken(guarantees, sim, 'commit-by-majority', 'quorum', sentence);
  } else if (own.epoch !== epoch && highWatermark > guarantees.quorum.highWatermark) {
    const sentence = words.commitsEarlierEpoch(node.id, own.epoch, epoch);
    tellBroken(guarantees, sim, 'commit-by-majority', 'quorum', sentence);
  }
}

/** The first committed offset from `from` up to `to` that `log` lacks or has otherwise; null when there is none. */
function firstUncommitted(guarantees: Guarantees, log: MetadataLog, from: Offset, to: Offset): Offset | null {
  const { committed } = guarantees.quorum;
  const count = listLength(committed);
  const heldCount = listLength(log.batches);
  for (let index = listLowerBound(committed, from, lastOffsetOf); index < count; index += 1) {
    const batch = listAt(committed, index);
    if (batch.baseOffset >= to) return null;
    if (batch.lastOffset < log.startOffset) continue;
    const own = listLowerBound(log.batches, batch.baseOffset, lastOffsetOf);
    const held = own < heldCount ? listAt(log.batches, own) : undefined;
    if (held?.records !== batch.records || held.epoch !== batch.epoch) return batch.baseOffset;
  }
  return null;
}

function commit({ quorum }: Guarantees, log: MetadataLog, highWatermark: Offset): void {
  const count = listLength(log.batches);
  for (let index = listLowerBound(log.batches, quorum.endOffset, lastOffsetOf); index < count; index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.baseOffset >= highWatermark) break;
    listPush(quorum.committed, batch);
  }
  quorum.endOffset = highWatermark;
}

/** Committed metadata was on disks that forgot it, and nobody else had it: what the new leader has is true from here on. */
function startQuorumAnew(guarantees: Guarantees, at: Offset): void {
  const { quorum } = guarantees;
  listTruncate(quorum.committed, listLowerBound(quorum.committed, at, lastOffsetOf));
  quorum.endOffset = at;
  quorum.highWatermark = Math.min(quorum.highWatermark, at);
  guarantees.truth = EMPTY_IMAGE;
  for (const ghost of guarantees.partitions.values()) ghost.registration = null;
  for (const node of guarantees.nodes) if (node?.kind === 'controller') node.verified = Math.min(node.verified, at);
}

function lastBelow(log: MetadataLog, offset: Offset): MetadataBatch | undefined {
  const index = listLowerBound(log.batches, offset - 1, lastOffsetOf);
  return index < listLength(log.batches) ? listAt(log.batches, index) : undefined;
}

function lastOffsetOf(batch: MetadataBatch): Offset {
  return batch.lastOffset;
}

function isForgetful(guarantees: Guarantees): boolean {
  return guarantees.nodes.some((node) => node?.kind === 'controller' && node.isForgetful);
}
