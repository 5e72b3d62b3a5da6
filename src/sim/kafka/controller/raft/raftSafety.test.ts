import { describe, expect, it } from 'vitest';
import { listAt, listLength } from '../../../../base/chunkedList.ts';
import { createStream, nextUint32, scaleToBound } from '../../../kernel/rng.ts';
import { restoreCheckpoint, takeCheckpoint } from '../../../kernel/checkpoint.ts';
import { nextEventAt, runUntil, scheduleCommand, step, traceHashOf } from '../../../kernel/simulation.ts';
import type { MetadataBatch } from '../../metadata/records.ts';
import { isActive, type ControllerNode } from '../controllerState.ts';
import {
  activeControllers,
  brokerOf,
  controllersOf,
  run,
  startTestCluster,
  takeFacts,
  testModel,
  type TestCommand,
  type TestSimulation,
} from '../testing/controllerCluster.ts';
import { readLog, type MetadataLog } from './metadataLog.ts';
import { keyOf } from './voters.ts';
import { includesVoter } from './voterSet.ts';

const SEEDS = 72;
const MS = 1_000;
const SECOND = 1_000_000;
const CHAOS_US = 40 * SECOND;

/** A snapshot every four records or so. The log begins later after a minute, so after the worst is over. */
const SNAPSHOTS = { 'metadata.log.max.record.bytes.between.snapshots': 300, 'metadata.max.retention.bytes': 400 };

/** What has been seen to be true and must stay so. */
interface Seen {
  readonly leaders: Map<number, number>;
  readonly epochs: Map<number, number>;
  readonly leaderHighWatermarks: Map<number, number>;
  /** Batches known to be committed by anybody, by first offset. */
  readonly committed: Map<number, MetadataBatch>;
  readonly checkedUpTo: Map<number, number>;
  /** A disk was wiped, and with it what others may have counted on. */
  readonly hasLostDisk: boolean;
  /** Highest high watermark of any leader. */
  reached: number;
}

/** A third of the seeds change the voters, a third wipe a disk. Not both: a set of two, one of them wiped, would never vote again. */
const changesVoters = (seed: number): boolean => seed % 3 === 0;
const wipesDisk = (seed: number): boolean => seed % 3 === 1;

describe('the quorum under crashes, restarts and cuts', () => {
  it(`stays safe and recovers, for ${SEEDS} seeds`, { timeout: 120_000 }, () => {
    let answered = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      try {
        answered += chaos(seed);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    expect(answered).toBeGreaterThan(SEEDS * 10);
  });

  it('goes the same way when it is continued from a checkpoint', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const { sim } = disturbedCluster(seed);
      for (let part = 1; part < 4; part += 1) {
        runUntil(sim, (CHAOS_US / 4) * part);
        const copy = restoreCheckpoint(testModel, takeCheckpoint(sim));
        runUntil(sim, (CHAOS_US / 4) * (part + 1));
        const expected = traceHashOf(sim);
        runUntil(copy, (CHAOS_US / 4) * (part + 1));
        expect(traceHashOf(copy), `seed ${seed}`).toBe(expected);
      }
    }
  });
});

/** Returns how many requests were answered. */
function chaos(seed: number): number {
  const { sim, controllers } = disturbedCluster(seed);
  const seen: Seen = {
    leaders: new Map(),
    epochs: new Map(),
    leaderHighWatermarks: new Map(),
    committed: new Map(),
    checkedUpTo: new Map(),
    hasLostDisk: wipesDisk(seed),
    reached: 0,
  };
  runChecked(sim, CHAOS_US, seen);
  const { length } = sim.world.nodes;
  expect(length).toBe(controllers + 2 + (changesVoters(seed) ? ADDED.length : 0));
  for (let node = 0; node < length; node += 1) {
    for (let to = 0; to < length; to += 1) {
      scheduleCommand(sim, CHAOS_US, { kind: 'heal', from: node, to });
      scheduleCommand(sim, CHAOS_US, { kind: 'heal', from: to, to: node });
    }
    scheduleCommand(sim, CHAOS_US, { kind: 'start', node });
    // One with a new disk halts as long as others take it for the leader that it was.
    scheduleCommand(sim, CHAOS_US + 20 * SECOND, { kind: 'start', node });
  }
  // Packets lost in a cut are sent again at growing intervals, so what was under way can take a while.
  runChecked(sim, CHAOS_US + 60 * SECOND, seen);
  checkRecovered(sim);
  return checkProducerIds(sim);
}

/** Something happens on average every 0.75 s, and every 0.1 s a broker asks for something. */
function disturbedCluster(seed: number): { readonly sim: TestSimulation; readonly controllers: number } {
  const stream = createStream(seed, 'chaos');
  const pick = (bound: number): number => scaleToBound(nextUint32(stream), bound);
  const controllers = pick(2) === 0 ? 3 : 5;
  const sim = startTestCluster({ seed, controllers, brokers: 2, jitterUs: 300, overrides: seed % 2 === 0 ? SNAPSHOTS : {} });
  for (let at = 0; at < CHAOS_US; at += pick(1_500) * MS) scheduleCommand(sim, at, disturbance(pick, controllers));
  for (let at = 0; at < CHAOS_US; at += 100 * MS) scheduleCommand(sim, at, load(sim, pick, controllers));
  if (changesVoters(seed)) scheduleChanges(sim, pick, controllers);
  if (wipesDisk(seed)) {
    const node = pick(controllers);
    const at = (5 + pick(30)) * SECOND;
    scheduleCommand(sim, at, { kind: 'crash', node });
    scheduleCommand(sim, at, { kind: 'start', node, wipe: true });
  }
  return { sim, controllers };
}

const ADDED = [3100, 3101];

/** Two more controllers join, and somebody asks somebody else about once a second to add or to remove a voter. */
function scheduleChanges(sim: TestSimulation, pick: (bound: number) => number, controllers: number): void {
  const nodes = new Map(controllersOf(sim).map(({ id, node }) => [id, node]));
  ADDED.forEach((id, index) => {
    nodes.set(id, controllers + 2 + index);
    scheduleCommand(sim, 0, { kind: 'addController', id });
  });
  const ids = [...nodes.keys()];
  for (let at = 1 * SECOND; at < CHAOS_US; at += pick(2_000) * MS) {
    const id = ids[pick(ids.length)] ?? 0;
    const voter = { id, directoryId: `${id}.1`, node: nodes.get(id) ?? 0 };
    const to = nodes.get(ids[pick(ids.length)] ?? 0) ?? 0;
    const request = pick(2) === 0 ? ({ api: 'AddRaftVoter', voter, ackWhenCommitted: pick(2) === 0 } as const) : ({ api: 'RemoveRaftVoter', voter } as const);
    scheduleCommand(sim, at, { kind: 'send', from: brokerOf(sim, 1 + pick(2)).node, to, request });
  }
}

function disturbance(pick: (bound: number) => number, controllers: number): TestCommand {
  const to = pick(controllers + 2);
  // Brokers are disturbed, too, but less often.
  const node = pick(4) === 0 ? to : pick(controllers);
  switch (pick(5)) {
    case 0:
      return { kind: 'crash', node, powerLoss: pick(2) === 0 };
    case 1:
      return { kind: 'cut', from: node, to };
    case 2:
    case 3:
      return { kind: 'heal', from: node, to };
    default:
      return { kind: 'start', node };
  }
}

/** Asks some controller, active or not, for a block of producer ids. */
function load(sim: TestSimulation, pick: (bound: number) => number, controllers: number): TestCommand {
  const { id: broker, node: from, brokerEpoch } = brokerOf(sim, 1 + pick(2));
  const request = { api: 'AllocateProducerIds', broker, brokerEpoch } as const;
  return { kind: 'send', from, to: pick(controllers), request };
}

function runChecked(sim: TestSimulation, until: number, seen: Seen): void {
  for (;;) {
    const at = nextEventAt(sim);
    if (at === null || at > until) return;
    const active = controllersOf(sim).filter(isActive);
    step(sim);
    checkLoads(sim, active);
    for (const node of controllersOf(sim)) check(sim, node, seen);
  }
}

/** Whoever has claimed the part of the active controller has written what follows, and has no use for a snapshot. */
function checkLoads(sim: TestSimulation, active: readonly ControllerNode[]): void {
  for (const { node, fact } of takeFacts(sim)) {
    if (fact.type !== 'SnapshotLoaded') continue;
    const controller = active.find((each) => each.node === node);
    if (controller !== undefined) throw new Error(`the active controller ${controller.id} loaded a snapshot`);
  }
}

function checkSnapshots(node: ControllerNode): void {
  const { log } = node.disk;
  const [earliest] = log.snapshots;
  if (log.startOffset > 0 && earliest?.offset !== log.startOffset) throw new Error(`the log of ${node.id} begins without a snapshot`);
  for (const { offset, epoch } of log.snapshots) {
    if (offset < log.startOffset || offset > log.endOffset) throw new Error(`a snapshot of ${node.id} is not of its log`);
    if (offset > log.startOffset && epochAt(log, offset - 1) !== epoch) throw new Error(`a snapshot of ${node.id} has another epoch than its log`);
  }
}

function epochAt(log: MetadataLog, offset: number): number {
  return log.epochs.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? -1;
}

function check(sim: TestSimulation, node: ControllerNode, seen: Seen): void {
  const { election, log } = node.disk;
  checkSnapshots(node);
  const lastEpoch = seen.epochs.get(node.id) ?? 0;
  if (election.epoch < lastEpoch && !seen.hasLostDisk) throw new Error(`the epoch of ${node.id} fell to ${election.epoch}`);
  seen.epochs.set(node.id, election.epoch);
  if (election.leaderId !== null) {
    const leader = seen.leaders.get(election.epoch) ?? election.leaderId;
    if (leader !== election.leaderId) throw new Error(`two leaders in epoch ${election.epoch}`);
    seen.leaders.set(election.epoch, leader);
  }
  const highWatermark = node.raft.highWatermark;
  if (highWatermark === null) return;
  // One may not know yet that the first of them is committed, so what counts is what anybody knew.
  const reached = Math.max(highWatermark, seen.reached);
  const uncommitted = log.voterSets.filter(({ offset }) => offset >= reached);
  if (uncommitted.length > 1) throw new Error(`${node.id} has two voter sets that are not committed`);
  if (highWatermark > log.endOffset) throw new Error(`${node.id} has committed what it does not have`);
  checkCommitted(node, highWatermark, seen);
  if (node.raft.role.kind === 'leader') checkLeader(sim, node, highWatermark, seen);
}

/** Whatever anybody ever called committed is the same everywhere. */
function checkCommitted(node: ControllerNode, highWatermark: number, seen: Seen): void {
  const from = Math.max(seen.checkedUpTo.get(node.id) ?? 0, node.disk.log.startOffset);
  if (highWatermark <= from) return;
  for (const batch of readLog(node.disk.log, from, highWatermark, 1_000_000)) {
    const known = seen.committed.get(batch.baseOffset) ?? batch;
    if (known !== batch) throw new Error(`two different records are committed at ${batch.baseOffset}`);
    seen.committed.set(batch.baseOffset, batch);
  }
  seen.checkedUpTo.set(node.id, highWatermark);
}

function checkLeader(sim: TestSimulation, leader: ControllerNode, highWatermark: number, seen: Seen): void {
  const { epoch } = leader.disk.election;
  for (const [other, reached] of seen.leaderHighWatermarks) {
    if (other <= epoch && reached > highWatermark) throw new Error(`the high watermark fell in epoch ${epoch}`);
  }
  if (seen.leaderHighWatermarks.get(epoch) === highWatermark) return;
  seen.leaderHighWatermarks.set(epoch, highWatermark);
  seen.reached = Math.max(seen.reached, highWatermark);
  if (seen.hasLostDisk) return;
  const holders = controllersOf(sim).filter((node) => node.disk.log.endOffset >= highWatermark);
  // A new set counts from when it is written; what was committed before needed the one before it.
  const sets = leader.disk.log.voterSets.slice(-2).map(({ voters }) => voters);
  const isHeld = sets.some((voters) => holders.filter((node) => includesVoter(voters, keyOf(node))).length * 2 > voters.length);
  if (!isHeld) throw new Error(`no majority holds what is committed in epoch ${epoch}`);
}

function checkRecovered(sim: TestSimulation): void {
  const [active, second] = activeControllers(sim);
  if (active === undefined || second !== undefined) throw new Error('there is not one active controller');
  run(sim, 100 * MS);
  const highWatermark = active.raft.highWatermark ?? 0;
  for (const node of controllersOf(sim)) {
    expect(node.raft.role.kind).toBe(node === active ? 'leader' : 'follower');
    expect(node.controller.committed.offset).toBeGreaterThan(highWatermark - 3);
    const { batches } = node.disk.log;
    for (let index = 1; index < listLength(batches); index += 1) {
      if (listAt(batches, index).baseOffset !== listAt(batches, index - 1).lastOffset + 1) throw new Error('a gap');
    }
  }
  for (const id of [1, 2]) {
    const { image } = brokerOf(sim, id);
    expect(image.offset).toBeGreaterThan(highWatermark - 3);
    expect(image.brokers).toEqual(active.controller.committed.brokers);
    expect(image.nextProducerId).toBe(active.controller.committed.nextProducerId);
    expect(active.controller.image.brokers.get(id)?.fenced).toBe(false);
  }
}

/** What was answered was committed, so it is never given out again. */
function checkProducerIds(sim: TestSimulation): number {
  const firsts: number[] = [];
  for (const id of [1, 2]) {
    for (const answer of brokerOf(sim, id).answers) {
      if (answer.api === 'AllocateProducerIds' && answer.error === 'NONE') firsts.push(answer.first);
    }
  }
  expect(new Set(firsts).size).toBe(firsts.length);
  return firsts.length;
}
