import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { assign, latestEpoch, truncateFromEnd } from '../log/leaderEpochFileCache.ts';
import type { EpochEntry } from '../log/leaderEpochFileCache.ts';
import { divergingEpoch, initialFetchOffset, outOfRange, truncationOffset } from './truncation.ts';

/** A log as the epochs of its records, and the steps of a fetch between two of them. */
interface TestLog {
  start: number;
  epochs: number[];
  entries: EpochEntry[];
}

function logOf(start: number, epochs: readonly number[]): TestLog {
  const log: TestLog = { start, epochs: [], entries: [] };
  for (const epoch of epochs) append(log, epoch);
  return log;
}

function endOf(log: TestLog): number {
  return log.start + log.epochs.length;
}

function append(log: TestLog, epoch: number): void {
  assign(log.entries, epoch, endOf(log));
  log.epochs.push(epoch);
}

function truncate(log: TestLog, offset: number): void {
  log.epochs.length = Math.min(log.epochs.length, offset - log.start);
  truncateFromEnd(log.entries, offset);
}

/** One fetch: divergence, out of range or one record. Returns the next fetch offset. */
function fetchOnce(leader: TestLog, follower: TestLog, fetchOffset: number): number {
  const range = { logStartOffset: leader.start, logEndOffset: endOf(leader) };
  const found = divergingEpoch(leader.entries, range, fetchOffset, latestEpoch(follower.entries) ?? -1);
  if (found === 'OFFSET_OUT_OF_RANGE' || (found === null && (fetchOffset < leader.start || fetchOffset > endOf(leader)))) {
    const action = outOfRange(endOf(follower), range);
    if (action.kind === 'truncate') truncate(follower, action.fetchOffset);
    if (action.kind === 'truncateFully') Object.assign(follower, logOf(action.fetchOffset, []));
    return action.fetchOffset;
  }
  if (found !== null) {
    const { offset } = truncationOffset(follower.entries, endOf(follower), fetchOffset, found);
    truncate(follower, offset);
    return offset;
  }
  if (fetchOffset === endOf(leader)) return fetchOffset;
  append(follower, leader.epochs[fetchOffset - leader.start] as number);
  return fetchOffset + 1;
}

describe('conformance', () => {
  interface OorCase {
    readonly followerLeo?: number;
    readonly followerLog?: number[];
    readonly followerFetchOffset?: number;
    readonly leader: { start: number; leo: number };
  }
  interface OorExpect {
    readonly followerLeo?: number;
    readonly afterTwoIterations?: { followerLogStart: number; followerLog: number[] };
  }
  for (const c of casesOf<OorCase, OorExpect>('oor')) {
    it(c.id, () => {
      if (c.in.followerLog === undefined) {
        expect(outOfRange(c.in.followerLeo as number, { logStartOffset: c.in.leader.start, logEndOffset: c.in.leader.leo })).toEqual({
          kind: 'truncate',
          fetchOffset: c.expect.followerLeo,
        });
        return;
      }
      // As in Kafka's test, the leader's one record is of epoch 4 and the follower's of epoch 0.
      const leader = logOf(c.in.leader.start, Array.from({ length: c.in.leader.leo - c.in.leader.start }, () => 4));
      const follower = logOf(0, c.in.followerLog.map(() => 0));
      const next = fetchOnce(leader, follower, c.in.followerFetchOffset as number);
      expect(next).toBe(1);
      fetchOnce(leader, follower, next);
      expect({ followerLogStart: follower.start, followerLog: follower.epochs }).toEqual(c.expect.afterTwoIterations);
    });
  }

  interface DivergenceCase {
    readonly followerEpochsByOffset: number[];
    readonly leaderEpochsByOffset: number[];
  }
  for (const c of casesOf<DivergenceCase, { lastFetchedEpoch: number[]; finalLogsEqual: boolean }>('divergence')) {
    it(c.id, () => {
      const leader = logOf(0, c.in.leaderEpochsByOffset);
      const follower = logOf(0, c.in.followerEpochsByOffset);
      const seen = [latestEpoch(follower.entries)];
      let next = endOf(follower);
      for (let i = 0; i < 10; i++) {
        next = fetchOnce(leader, follower, next);
        const epoch = latestEpoch(follower.entries);
        if (epoch !== seen.at(-1)) seen.push(epoch);
      }
      expect(seen).toEqual(c.expect.lastFetchedEpoch);
      expect(follower.epochs.join() === leader.epochs.join()).toBe(c.expect.finalLogsEqual);
    });
  }

  for (const c of casesOf<{ followerLeo: number; hw: number; epochInfo: null }, { leo: number; readyForFetch: boolean }>('truncate')) {
    it(c.id, () => {
      expect(initialFetchOffset([], c.in.followerLeo, c.in.hw)).toBe(c.in.hw);
      expect(truncationOffset([], c.in.followerLeo, c.in.hw, c.in.epochInfo)).toEqual({
        offset: c.expect.leo,
        completed: c.expect.readyForFetch,
      });
    });
  }
});

describe('divergingEpoch', () => {
  // epochs 0 from 5, 2 from 10, 5 from 20; the log reaches from 5 to 30
  const entries: EpochEntry[] = [{ epoch: 0, startOffset: 5 }, { epoch: 2, startOffset: 10 }, { epoch: 5, startOffset: 20 }];
  const log = { logStartOffset: 5, logEndOffset: 30 };
  const at = (fetchOffset: number, epoch: number) => divergingEpoch(entries, log, fetchOffset, epoch);

  it('finds nothing where the logs agree', () => {
    expect(at(30, 5)).toBeNull();
    expect(at(20, 2)).toBeNull();
    expect(at(12, 2)).toBeNull();
  });
  it('reports the end of the epoch when the follower has more of it', () => {
    expect(at(31, 5)).toEqual({ epoch: 5, endOffset: 30 });
    expect(at(21, 2)).toEqual({ epoch: 2, endOffset: 20 });
  });
  it('reports the largest lower epoch when the leader never had the follower’s', () => {
    expect(at(15, 4)).toEqual({ epoch: 2, endOffset: 20 });
  });
  it('is out of range below the start of the log, and for an epoch still to come', () => {
    expect(at(4, 5)).toBe('OFFSET_OUT_OF_RANGE');
    expect(at(4, 2)).toBe('OFFSET_OUT_OF_RANGE');
    expect(at(30, 6)).toBe('OFFSET_OUT_OF_RANGE');
  });
  it('takes a fetch at the very start of the log', () => {
    expect(at(5, 0)).toBeNull();
    expect(at(5, 5)).toBeNull();
  });
  it('makes no comparison without an epoch', () => expect(at(99, -1)).toBeNull());
});

describe('truncationOffset', () => {
  const entries: EpochEntry[] = [{ epoch: 1, startOffset: 0 }, { epoch: 3, startOffset: 10 }];
  const to = (epoch: number, endOffset: number) => truncationOffset(entries, 25, 99, { epoch, endOffset });

  it('takes the shorter of both ends of a common epoch', () => {
    expect(to(1, 8)).toEqual({ offset: 8, completed: true });
    expect(to(1, 12)).toEqual({ offset: 10, completed: true });
    expect(to(3, 40)).toEqual({ offset: 25, completed: true });
  });
  it('goes back to its largest lower epoch and asks again', () => {
    expect(to(2, 20)).toEqual({ offset: 10, completed: false });
  });
  it('takes the leader’s end when it has no epoch to compare', () => {
    expect(truncationOffset([], 25, 99, { epoch: 4, endOffset: 20 })).toEqual({ offset: 20, completed: true });
    expect(truncationOffset([], 15, 99, { epoch: 4, endOffset: 20 })).toEqual({ offset: 15, completed: true });
  });
});

describe('outOfRange', () => {
  it('resumes at its own end inside the leader’s log', () => {
    expect(outOfRange(7, { logStartOffset: 3, logEndOffset: 9 })).toEqual({ kind: 'resume', fetchOffset: 7 });
    expect(outOfRange(7, { logStartOffset: 7, logEndOffset: 7 })).toEqual({ kind: 'resume', fetchOffset: 7 });
  });
  it('drops everything when the leader starts later', () => {
    expect(outOfRange(7, { logStartOffset: 8, logEndOffset: 9 })).toEqual({ kind: 'truncateFully', fetchOffset: 8 });
  });
});

describe('random logs', () => {
  it('a follower that fetches long enough has the leader’s log, cutting only what differs', () => {
    const seed = 20_260_617;
    let state = seed;
    const random = (bound: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 0x1_0000_0000) * bound);
    };
    for (let run = 0; run < 500; run++) {
      // A shared prefix, then each goes on alone. An epoch has one leader: even numbers are the leader's, odd ones the follower's.
      const prefix: number[] = [];
      for (let left = random(6), epoch = 0; left > 0; left--) prefix.push((epoch += random(2)));
      const base = (prefix.at(-1) ?? 0) + 1;
      const tail = (parity: number): number[] => {
        const out: number[] = [];
        for (let left = random(6), epoch = base; left > 0; left--) out.push(((epoch += random(2)) << 1) + parity + 20);
        return out;
      };
      const leader = logOf(0, [...prefix, ...tail(0)]);
      const follower = logOf(0, [...prefix, ...tail(1)]);
      // The leader's own epoch is above all, though it may have written nothing in it.
      assign(leader.entries, 1000, endOf(leader));
      let next = endOf(follower);
      let shortest = endOf(follower);
      for (let i = 0; i < 60; i++) {
        next = fetchOnce(leader, follower, next);
        shortest = Math.min(shortest, endOf(follower));
      }
      expect(follower.epochs, `seed ${seed} run ${run}`).toEqual(leader.epochs);
      expect(shortest, `seed ${seed} run ${run}`).toBeGreaterThanOrEqual(prefix.length);
    }
  });
});
