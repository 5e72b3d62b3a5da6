import { assert } from '../../../base/assert.ts';
import { planted } from '../config/modelSwitches.ts';
import { applyBatches } from '../metadata/image.ts';
import type { MetadataBatch, MetadataRecord } from '../metadata/records.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { Offset } from '../types.ts';
import { factsOf } from './controllerFacts.ts';
import type { ControllerContext, ControllerNode, DeferredReply } from './controllerState.ts';
import { errorResponse, type ControllerResponse } from './errorResponses.ts';
import { answerLocally } from './localBroker.ts';
import { startPeriodicTasks, stopPeriodicTasks } from './periodicTasks.ts';
import { appendAsLeader, nextWriteOffset } from './raft/batchAccumulator.ts';
import { latestSnapshot } from './raft/logSnapshots.ts';
import { readLog } from './raft/metadataLog.ts';
import { afterReplay, resetSnapshotCounters } from './raft/snapshotGenerator.ts';
import { pollRaft } from './raft/poll.ts';

/** A controller operation's outcome: what it writes and what it answers once that is committed. */
export interface ControllerResult {
  readonly records: readonly MetadataRecord[];
  readonly response: ControllerResponse;
}

/**
 * Brings quorum and controller to rest after an event: does what is due in raft, applies what became committed, and takes up
 * or gives up the part of the active controller. To be called at the end of every event.
 */
export function settle(node: ControllerNode, ctx: ControllerContext): void {
  do pollRaft(node, ctx);
  while (followRaft(node, ctx));
  answerLocally(node, ctx);
}

/**
 * Gives records to the quorum and applies them to the controller's own image at once, before they are committed
 * (`QuorumController.ControllerWriteEvent`).
 */
export function appendRecords(node: ControllerNode, ctx: ControllerContext, records: readonly MetadataRecord[]): void {
  if (records.length === 0) return;
  const { role } = node.raft;
  assert(role.kind === 'leader', 'only the active controller writes');
  const baseOffset = nextWriteOffset(node, role);
  appendAsLeader(node, ctx.now, role, records);
  const lastOffset = baseOffset + records.length - 1;
  const batch: MetadataBatch = { baseOffset, lastOffset, epoch: node.disk.election.epoch, records };
  node.controller.image = applyBatches(node.controller.image, [batch]);
}

/**
 * Answers when everything written so far is committed: also an operation that wrote nothing may have read what is not
 * committed yet.
 */
export function answer(node: ControllerNode, ctx: ControllerContext, replyTo: ReplyTo, response: ControllerResponse): void {
  const { image, committed, deferred } = node.controller;
  if (image.offset <= committed.offset || planted(node.config.model, 'ANSWER_BEFORE_COMMIT')) reply(ctx, replyTo, response);
  else deferred.push({ offset: image.offset, replyTo, response });
}

/** Catches up with the raft role and high watermark. True when something changed. */
function followRaft(node: ControllerNode, ctx: ControllerContext): boolean {
  const { controller, disk, raft } = node;
  const leads = raft.role.kind === 'leader' && !raft.halted;
  let changed = false;
  if (controller.activeEpoch !== null && !(leads && controller.activeEpoch === disk.election.epoch)) {
    renounce(node, ctx);
    changed = true;
  }
  if (raft.highWatermark !== null && raft.highWatermark > controller.committed.offset) {
    commit(node, ctx, raft.highWatermark);
    changed = true;
  }
  // Everything before its own epoch has to be committed and applied before it may decide anything.
  if (raft.role.kind === 'leader' && controller.activeEpoch === null && (controller.committed.offset > raft.role.epochStartOffset || planted(node.config.model, 'ACTIVE_BEFORE_COMMIT'))) {
    claim(node, ctx);
    changed = true;
  }
  return changed;
}

function commit(node: ControllerNode, ctx: ControllerContext, highWatermark: Offset): void {
  const { controller, disk, raft } = node;
  if (controller.activeEpoch === null) loadSnapshot(node, ctx);
  const from = controller.committed.offset;
  const batches = readLog(disk.log, from, highWatermark, Number.MAX_SAFE_INTEGER);
  if (raft.role.kind === 'leader') tell(node, ctx, batches, highWatermark);
  disk.toldUpTo = Math.max(disk.toldUpTo, highWatermark);
  if (controller.activeEpoch === null) {
    controller.committed = applyBatches(controller.committed, batches);
    controller.image = controller.committed;
  } else {
    const isAll = controller.image.offset === highWatermark;
    controller.committed = isAll ? controller.image : applyBatches(controller.committed, batches);
    // The quorum's own records, such as voter sets, are not written by the controller.
    if (controller.image.offset < highWatermark) controller.image = controller.committed;
    completeDeferred(node, ctx, highWatermark);
  }
  afterReplay(controller.generator, ctx, disk.log, node.config.snapshots, batches, controller.committed);
}

/**
 * A process that has just started begins with its latest snapshot, and so does one whose log begins beyond what it has applied. The active
 * controller never does: it has written what is in the log.
 */
function loadSnapshot(node: ControllerNode, ctx: ControllerContext): void {
  const { controller, disk } = node;
  const { offset } = controller.committed;
  const snapshot = offset === 0 || offset < disk.log.startOffset ? latestSnapshot(disk.log) : null;
  if (snapshot === null) return;
  controller.committed = snapshot.image;
  controller.image = snapshot.image;
  disk.toldUpTo = Math.max(disk.toldUpTo, snapshot.offset);
  resetSnapshotCounters(controller.generator, ctx.now);
  ctx.emit({ type: 'SnapshotLoaded', offset: snapshot.offset, epoch: snapshot.epoch });
}

/**
 * The leader tells what was committed. Records that a leader before it committed unnoticed by this node are told a
 * second time: nobody can know, and twice is better than never.
 */
function tell(node: ControllerNode, ctx: ControllerContext, batches: readonly MetadataBatch[], highWatermark: Offset): void {
  const { toldUpTo } = node.disk;
  const fresh = batches.filter((batch) => batch.baseOffset >= toldUpTo);
  if (fresh.every((batch) => batch.records.every((record) => record.type === 'NoOp'))) return;
  ctx.emit({ type: 'MetadataCommitted', controller: node.id, offset: highWatermark });
  const told = batches.slice(0, batches.length - fresh.length);
  const before = applyBatches(node.controller.committed, told);
  for (const fact of factsOf(before, fresh)) ctx.emit(fact);
}

function completeDeferred(node: ControllerNode, ctx: ControllerContext, highWatermark: Offset): void {
  const { deferred } = node.controller;
  let done = 0;
  for (; done < deferred.length; done += 1) {
    const next = deferred[done] as DeferredReply;
    if (next.offset > highWatermark) break;
    reply(ctx, next.replyTo, next.response);
  }
  if (done > 0) deferred.splice(0, done);
}

/** Becomes the active controller. Sessions of brokers begin anew: when they were last heard of is not in the log. */
function claim(node: ControllerNode, ctx: ControllerContext): void {
  const { controller, disk } = node;
  controller.activeEpoch = disk.election.epoch;
  controller.image = controller.committed;
  for (const broker of controller.image.brokers.values()) {
    controller.contacts.set(broker.id, {
      brokerEpoch: broker.brokerEpoch,
      lastContactAt: broker.fenced ? null : ctx.now,
      metadataOffset: -1,
      controlledShutdownOffset: null,
    });
  }
  startPeriodicTasks(node, ctx);
  ctx.emit({ type: 'ControllerElected', controller: node.id, epoch: disk.election.epoch });
}

/** No longer leads: goes back to what is committed. What was not may be lost, so those who wait are told to ask elsewhere. */
function renounce(node: ControllerNode, ctx: ControllerContext): void {
  const { controller } = node;
  controller.activeEpoch = null;
  controller.image = controller.committed;
  controller.contacts.clear();
  stopPeriodicTasks(node, ctx);
  const waiting = controller.deferred;
  controller.deferred = [];
  for (const { replyTo, response } of waiting) {
    reply(ctx, replyTo, errorResponse(response.api, 'NOT_CONTROLLER'));
  }
}
