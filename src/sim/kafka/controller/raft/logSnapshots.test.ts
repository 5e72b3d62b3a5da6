import { describe, expect, it } from 'vitest';
import { EMPTY_IMAGE } from '../../metadata/image.ts';
import type { MetadataBatch } from '../../metadata/records.ts';
import type { MetadataSnapshot } from '../../metadata/snapshot.ts';
import { addSnapshot, cleanLog, truncateToSnapshot, validateFetch } from './logSnapshots.ts';
import { appendToLog, metadataLogOf, truncateLog, type MetadataLog } from './metadataLog.ts';
import { losePower } from './powerLoss.ts';

function batch(epoch: number, baseOffset: number): MetadataBatch {
  return { epoch, baseOffset, lastOffset: baseOffset, records: [{ type: 'NoOp' }] };
}

function snapshot(offset: number, epoch: number, lastContainedAt = 0): MetadataSnapshot {
  return { offset, epoch, image: { ...EMPTY_IMAGE, offset, epoch }, bytes: 100, voters: null, lastContainedAt };
}

/** One record for each epoch given, each 71 bytes. */
function logOf(...epochs: number[]): MetadataLog {
  return metadataLogOf(epochs.map((epoch, offset) => batch(epoch, offset)));
}

const NO_LIMIT = { metadataMaxRetentionBytes: null, metadataMaxRetentionUs: null };

/** Epochs 1 1 2 2 3, snapshots at 2 and 4, the log cut to begin at 2. */
function cleaned(): MetadataLog {
  const log = logOf(1, 1, 2, 2, 3);
  addSnapshot(log, snapshot(2, 1, 10));
  addSnapshot(log, snapshot(1, 1));
  addSnapshot(log, snapshot(4, 2, 20));
  return log;
}

describe('snapshots of the metadata log', () => {
  it('rise, and cannot be of what is gone', () => {
    const log = cleaned();
    expect(log.snapshots.map(({ offset }) => offset)).toEqual([2, 4]);
    expect(addSnapshot(log, snapshot(4, 2))).toBe(false);
  });

  it('make the log begin later when both are too large, but for the last', () => {
    const log = cleaned();
    // 5 x 71 bytes of log and 2 x 100 of snapshots.
    expect(cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 555 })).toBe(false);
    expect(cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 554 })).toBe(true);
    expect(log).toMatchObject({ startOffset: 4, endOffset: 5, lastEpoch: 3 });
    expect(log.snapshots.map(({ offset }) => offset)).toEqual([4]);
    expect(log.epochs).toEqual([{ epoch: 3, startOffset: 4 }]);
    expect(cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 1 })).toBe(false);
  });

  it('make the log begin later when the earliest is too old', () => {
    const log = cleaned();
    expect(cleanLog(log, 110, { ...NO_LIMIT, metadataMaxRetentionUs: 100 })).toBe(false);
    expect(cleanLog(log, 111, { ...NO_LIMIT, metadataMaxRetentionUs: 100 })).toBe(true);
    expect(log.startOffset).toBe(4);
  });

  it('keep the epoch that goes on across the cut', () => {
    const log = logOf(1, 1, 1, 1, 1);
    addSnapshot(log, snapshot(2, 1));
    addSnapshot(log, snapshot(3, 1));
    cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 0 });
    expect(log).toMatchObject({ startOffset: 3, epochs: [{ epoch: 1, startOffset: 3 }] });
    truncateLog(log, 3);
    expect(log).toMatchObject({ endOffset: 3, lastEpoch: 1 });
  });
});

describe('a fetch of the metadata log', () => {
  it('from the beginning is answered with the latest snapshot, if there is one', () => {
    expect(validateFetch(logOf(1, 1), 0, 0)).toEqual({ kind: 'valid' });
    expect(validateFetch(cleaned(), 0, 0)).toEqual({ kind: 'snapshot', id: { offset: 4, epoch: 2 } });
  });

  it.each([
    ['before the start', 1, 1],
    ['at the start with another epoch than its snapshot', 4, 1],
    ['with an epoch older than the earliest snapshot', 5, 1],
  ])('%s gets the latest snapshot', (_, offset, epoch) => {
    const log = cleaned();
    cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 0 });
    expect(validateFetch(log, offset, epoch)).toEqual({ kind: 'snapshot', id: { offset: 4, epoch: 2 } });
  });

  it('at the start with the epoch of its snapshot goes on in the log', () => {
    const log = cleaned();
    cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 0 });
    expect(validateFetch(log, 4, 2)).toEqual({ kind: 'valid' });
    expect(validateFetch(log, 5, 3)).toEqual({ kind: 'valid' });
  });

  it('that diverges above the start is told where', () => {
    expect(validateFetch(cleaned(), 5, 2)).toEqual({ kind: 'diverging', epoch: 2, endOffset: 4 });
    expect(validateFetch(cleaned(), 9, 4)).toEqual({ kind: 'diverging', epoch: 3, endOffset: 5 });
  });

  it('past the start with the epoch before it diverges at the snapshot', () => {
    const log = cleaned();
    cleanLog(log, 0, { ...NO_LIMIT, metadataMaxRetentionBytes: 0 });
    expect(validateFetch(log, 5, 2)).toEqual({ kind: 'diverging', epoch: 2, endOffset: 4 });
  });
});

describe('a follower that fetched a snapshot', () => {
  it('begins its log anew there', () => {
    const log = logOf(1);
    expect(truncateToSnapshot(log, snapshot(4, 2))).toBe(true);
    expect(log).toMatchObject({ startOffset: 4, endOffset: 4, lastEpoch: 2, flushedOffset: 4, epochs: [] });
    appendToLog(log, batch(3, 4));
    expect(log).toMatchObject({ endOffset: 5, epochs: [{ epoch: 3, startOffset: 4 }] });
    truncateLog(log, 4);
    expect(log).toMatchObject({ startOffset: 4, endOffset: 4, lastEpoch: 2 });
  });

  it('does not take one that it has outgrown', () => {
    expect(truncateToSnapshot(logOf(1, 1, 2), snapshot(2, 1))).toBe(false);
    expect(truncateToSnapshot(logOf(1, 1, 2), snapshot(3, 2))).toBe(false);
  });
});

describe('a loss of power', () => {
  it('below the latest snapshot lets the log begin there', () => {
    const log = logOf(1, 1);
    appendToLog(log, batch(1, 2));
    appendToLog(log, batch(1, 3));
    addSnapshot(log, snapshot(3, 1));
    losePower(log, 0, () => 0);
    expect(log).toMatchObject({ startOffset: 3, endOffset: 3, lastEpoch: 1 });
  });
});
