import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { checkAppend, checkSequence, incrementSequence, recordAppend } from './producerStateManager.ts';
import type { ProducerStateEntry } from './producerStateManager.ts';

const producerId = 7;

function append(entry: ProducerStateEntry | undefined, epoch: number, seq: number, baseOffset = 0, recordCount = 1): ProducerStateEntry {
  return recordAppend(entry, { producerId, producerEpoch: epoch, baseSequence: seq, recordCount, baseOffset, timestamp: 1 });
}

/** Runs a script of single-record batches through the raw validator, appending those that pass. */
function runScript(start: ProducerStateEntry | undefined, script: readonly { epoch: number; seq: number }[]): string[] {
  let entry = start;
  return script.map(({ epoch, seq }) => {
    const answer = checkSequence(entry, epoch, seq);
    if (answer.kind === 'error') return answer.error;
    entry = append(entry, epoch, seq);
    return 'OK';
  });
}

type Script = { epoch: number; seq: number }[];

describe('checkSequence', () => {
  for (const c of casesOf<Script | { last: number; try: number[] }, string[]>('append')) {
    it(c.id, () => {
      if (!Array.isArray(c.in)) {
        const entry = append(undefined, 0, c.in.last);
        expect(c.in.try.flatMap((seq) => runScript(entry, [{ epoch: 0, seq }]))).toEqual(c.expect);
        return;
      }
      // prod-2 begins after a transaction marker of epoch 2, which leaves an epoch and no batches.
      const afterMarker: ProducerStateEntry = { producerId, epoch: 2, lastBatches: [] };
      expect(runScript(c.id === 'prod-2' ? afterMarker : undefined, c.in)).toEqual(c.expect);
    });
  }

  it('lets an unknown producer start anywhere', () => expect(checkSequence(undefined, 3, 41).kind).toBe('append'));
});

describe('incrementSequence', () => {
  for (const c of casesOf<{ start: number; increments: number[] }, number[]>('incrementSequence')) {
    it(c.id, () => {
      let sequence = c.in.start;
      expect(c.in.increments.map((increment) => (sequence = incrementSequence(sequence, increment)))).toEqual(c.expect);
    });
  }
});

describe('checkAppend', () => {
  const batch = (producerEpoch: number, baseSequence: number, recordCount: number) => ({ producerEpoch, baseSequence, recordCount });

  /** Six batches of two records: sequences 0-1 at offset 100, ... , 10-11 at offset 105. */
  const entry = [0, 2, 4, 6, 8, 10].reduce<ProducerStateEntry | undefined>(
    (before, seq, i) => append(before, 0, seq, 100 + i, 2),
    undefined,
  );

  it('answers a retry of any of the last five batches with its first offset', () => {
    expect(checkAppend(entry, batch(0, 10, 2))).toEqual({ kind: 'duplicate', baseOffset: 105 });
    expect(checkAppend(entry, batch(0, 2, 2))).toEqual({ kind: 'duplicate', baseOffset: 101 });
  });
  it('has forgotten the sixth', () => {
    expect(checkAppend(entry, batch(0, 0, 2))).toEqual({ kind: 'error', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
  });
  it('wants the exact range', () => {
    expect(checkAppend(entry, batch(0, 10, 1))).toEqual({ kind: 'error', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
    expect(checkAppend(entry, batch(0, 11, 1))).toEqual({ kind: 'error', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
  });
  it('appends the next sequence and refuses a gap', () => {
    expect(checkAppend(entry, batch(0, 12, 9)).kind).toBe('append');
    expect(checkAppend(entry, batch(0, 13, 1))).toEqual({ kind: 'error', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
  });
  it('does not take a batch of another epoch for a retry', () => {
    const newer = append(entry, 1, 0, 200, 2);
    expect(checkAppend(newer, batch(0, 10, 2))).toEqual({ kind: 'error', error: 'INVALID_PRODUCER_EPOCH' });
    expect(checkAppend(entry, batch(1, 10, 2))).toEqual({ kind: 'error', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
    expect(newer.lastBatches).toEqual([{ baseSequence: 0, lastSequence: 1, baseOffset: 200, timestamp: 1 }]);
  });
  it('recognises a retry that wraps around', () => {
    const wrapped = append(undefined, 0, 2147483646, 50, 4);
    expect(wrapped.lastBatches[0]?.lastSequence).toBe(1);
    expect(checkAppend(wrapped, batch(0, 2147483646, 4))).toEqual({ kind: 'duplicate', baseOffset: 50 });
    expect(checkAppend(wrapped, batch(0, 2, 1)).kind).toBe('append');
  });
});

describe('recordAppend', () => {
  it('leaves the entry it was given alone', () => {
    const first = append(undefined, 0, 0);
    append(first, 0, 1);
    expect(first.lastBatches).toHaveLength(1);
  });
});
