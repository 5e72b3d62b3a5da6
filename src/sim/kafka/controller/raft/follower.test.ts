import { describe, expect, it } from 'vitest';
import type { MetadataBatch } from '../../metadata/records.ts';
import type { RaftFetchResponse } from '../../protocol/controlPlane.ts';
import { applyFetchResponse, fetchRequest } from './follower.ts';
import { metadataLogOf, type MetadataLog } from './metadataLog.ts';

function batch(epoch: number, baseOffset: number): MetadataBatch {
  return { epoch, baseOffset, lastOffset: baseOffset, records: [{ type: 'NoOp' }] };
}

/** One record for each epoch given. */
function logOf(...epochs: number[]): MetadataLog {
  return metadataLogOf(epochs.map((epoch, offset) => batch(epoch, offset)));
}

function response(change: Partial<RaftFetchResponse>): RaftFetchResponse {
  return {
    api: 'RaftFetch',
    error: 'NONE',
    leaderId: 3000,
    leaderNode: 0,
    leaderEpoch: 9,
    highWatermark: -1,
    logStartOffset: 0,
    batches: [],
    divergingEpoch: null,
    snapshotId: null,
    ...change,
  };
}

describe('a follower of the metadata log', () => {
  it('asks from its end, with the epoch of its last record and what it believes committed', () => {
    expect(fetchRequest({ id: 3001, directoryId: 'a' }, 9, { log: logOf(1, 1, 3), highWatermark: 2 })).toMatchObject({
      replicaId: 3001,
      replicaDirectoryId: 'a',
      currentLeaderEpoch: 9,
      fetchOffset: 3,
      lastFetchedEpoch: 3,
      highWatermark: 2,
    });
    expect(fetchRequest({ id: 3001, directoryId: 'a' }, 9, { log: logOf(), highWatermark: null })).toMatchObject({ fetchOffset: 0, highWatermark: -1 });
  });

  it('appends, and knows as committed no more than it has', () => {
    const log = logOf(1, 1);
    const more = response({ batches: [batch(1, 2), batch(2, 3)], highWatermark: 10 });
    expect(applyFetchResponse({ log, highWatermark: 1 }, more)).toEqual({ kind: 'applied', highWatermark: 4 });
    expect(log).toMatchObject({ endOffset: 4, lastEpoch: 2 });
  });

  it('keeps its high watermark while a new leader has none', () => {
    const log = logOf(1, 1);
    expect(applyFetchResponse({ log, highWatermark: 2 }, response({}))).toEqual({ kind: 'applied', highWatermark: 2 });
  });

  it.each([
    ['the same epoch, which the leader ended earlier', [1, 1, 1, 2, 2], { epoch: 1, endOffset: 2 }, 2],
    ['the same epoch, which ends earlier here', [1, 1, 3, 3], { epoch: 1, endOffset: 4 }, 2],
    ['an epoch that is missing here', [1, 1, 3, 3], { epoch: 2, endOffset: 4 }, 2],
    ['a leader with nothing of these epochs', [1, 1], { epoch: 1, endOffset: 0 }, 0],
    ['a leader with an empty log', [1, 1], { epoch: 0, endOffset: 0 }, 0],
  ] as const)('truncates where the logs part: %s', (_, epochs, divergingEpoch, end) => {
    const log = logOf(...epochs);
    const outcome = applyFetchResponse({ log, highWatermark: null }, response({ divergingEpoch }));
    expect(outcome).toEqual({ kind: 'applied', highWatermark: null });
    expect(log.endOffset).toBe(end);
  });

  it('does not truncate what is committed', () => {
    const log = logOf(1, 1, 1);
    const outcome = applyFetchResponse({ log, highWatermark: 3 }, response({ divergingEpoch: { epoch: 1, endOffset: 2 } }));
    expect(outcome).toEqual({ kind: 'diverged' });
    expect(log.endOffset).toBe(3);
  });
});
