import { endWindow } from '../../base/endWindow.ts';
import { describe, expect, it } from 'vitest';
import type { BatchView, CopyLog } from '../../protocol/partitionsDetail.ts';
import { axisTicks, bandWords, holesOf, lineAt, markAt, namePlace, outOfSight, shownPart } from './logMarks.ts';
import { centredOn, movedTo, nextPitch, slotsIn, zoomedAbout } from './logWindow.ts';

const extent = { start: 10, end: 100 };

describe('a window of a log', () => {
  it('has as many offsets as fit, one at least', () => expect([slotsIn(100, 28), slotsIn(3, 28)]).toEqual([3, 1]));
  it('ends two offsets after the log, or begins with it where all fits', () => {
    expect(endWindow(extent.start, extent.end, 20)).toBe(82);
    expect(endWindow(extent.start, extent.end, 500)).toBe(10);
  });
  it('stays between start and end, and follows the end once it has come there', () => {
    expect([movedTo(50, extent, 20), movedTo(-5, extent, 20), movedTo(82, extent, 20), movedTo(900, extent, 20)]).toEqual([50, 10, null, null]);
  });
  it('is centred on an offset', () => expect([centredOn(50, extent, 20), centredOn(99, extent, 20)]).toEqual([40, null]));
  it('keeps what is under the pointer there while it is zoomed', () => {
    const from = zoomedAbout(280, { from: 30, slots: 20 }, 28, 14);
    expect(from + 280 / 14).toBe(30 + 280 / 28);
  });
  it('zooms in steps, and no further than there are any', () => expect([nextPitch(28, 1), nextPitch(28, -1), nextPitch(64, 1), nextPitch(4, -1), nextPitch(30, -1)]).toEqual([40, 20, 64, 4, 28]));
});

describe('marks of a log', () => {
  const window = { from: 8, slots: 12 };
  const batch = (base: number, last: number, offsets: readonly number[]): BatchView => ({
    base, last, epoch: 0, producerId: -1, producerEpoch: -1, baseSequence: -1, bytes: 100, deleteHorizon: null,
    records: offsets.map((offset) => ({ offset, key: 'k', hue: 0, value: 'v', bytes: 10, timestamp: 0 })),
  });
  const copy = (batches: readonly BatchView[], more: Partial<CopyLog> = {}): CopyLog => ({
    key: '1/orders-0', broker: 1, start: 0, localStart: 0, end: 16, highWatermark: 16, lastStableOffset: 16, epochs: null, segments: [],
    batches: batches.map((each) => ({ diverged: false, batch: each })), ...more,
  });

  it('have their names beside them, and under them where another mark or the end is in the way', () => {
    expect(namePlace(100, null, 60, 400)).toEqual({ x: 108, anchor: 'start', isUnder: false });
    expect(namePlace(370, null, 60, 400)).toEqual({ x: 362, anchor: 'end', isUnder: false });
    expect(namePlace(100, 130, 60, 400)).toEqual({ x: 92, anchor: 'end', isUnder: false });
    expect(namePlace(100, 70, 60, 400)).toEqual({ x: 108, anchor: 'start', isUnder: false });
    // Neither side is free: the name of one mark never stands at the other.
    expect(namePlace(380, 330, 60, 400)).toEqual({ x: 370, anchor: 'middle', isUnder: true });
    expect(namePlace(30, 60, 60, 400)).toEqual({ x: 30, anchor: 'middle', isUnder: true });
    for (let x = 0; x <= 400; x += 7) {
      for (let other = 0; other <= 400; other += 7) {
        const { x: at, anchor, isUnder } = namePlace(x, other, 60, 400);
        const from = anchor === 'start' ? at : anchor === 'end' ? at - 60 : at - 30;
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from + 60).toBeLessThanOrEqual(400);
        if (!isUnder && other !== x) expect(from > other + 5 || from + 60 < other - 5, `${x}, ${other}`).toBe(true);
        else if (isUnder) expect(x >= from && x <= from + 60).toBe(true);
      }
    }
  });

  it('say of a log that the window shows nothing of where it is', () => {
    expect(outOfSight({ start: 0, end: 24 }, { from: 30, slots: 20 })).toBe('before');
    expect(outOfSight({ start: 0, end: 30 }, { from: 30, slots: 20 })).toBe('before');
    expect(outOfSight({ start: 0, end: 31 }, { from: 30, slots: 20 })).toBeNull();
    expect(outOfSight({ start: 50, end: 70 }, { from: 30, slots: 20 })).toBe('after');
    expect(outOfSight({ start: 49, end: 70 }, { from: 30, slots: 20 })).toBeNull();
    expect(outOfSight({ start: 0, end: 0 }, { from: 0, slots: 20 })).toBeNull();
    expect(outOfSight({ start: 0, end: 0 }, { from: 5, slots: 20 })).toBe('before');
  });

  it('name the offsets that have room', () => {
    expect(axisTicks(window, 28)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(axisTicks(window, 6)).toEqual([10, 15]);
    expect(axisTicks({ from: 998, slots: 10 }, 28)).toEqual([998, 1000, 1002, 1004, 1006]);
  });
  it('find the holes between records and at the end of what is left', () => {
    expect(holesOf(copy([batch(8, 11, [9]), batch(12, 15, [13, 14])]), window)).toEqual([{ from: 8, to: 9 }, { from: 10, to: 13 }, { from: 15, to: 16 }]);
    expect(holesOf(copy([batch(8, 15, [8, 9, 10, 11, 12, 13, 14, 15])]), window)).toEqual([]);
  });
  it('take nothing for a hole that is in remote storage or before the log', () => {
    expect(holesOf(copy([batch(12, 15, [12, 13, 14, 15])], { localStart: 12 }), window)).toEqual([]);
    expect(holesOf(copy([], { start: 16, localStart: 16 }), window)).toEqual([]);
  });
  it('are cut to the window', () => expect([shownPart({ from: 0, to: 10 }, window), shownPart({ from: 0, to: 8 }, window)]).toEqual([{ from: 8, to: 10 }, null]));
  it('say as much of an epoch as fits', () => {
    expect([4, 1, 0.2].map((width) => bandWords({ epoch: 3, from: 0, to: width }, 28))).toEqual(['epoch 3', 'e3', '']);
  });
  it('stand under the middle of their cell, or at the edge', () => {
    expect(markAt(9, window, 28)).toEqual({ x: 41, edge: null });
    expect([markAt(3, window, 28).edge, markAt(20, window, 28).edge]).toEqual(['left', 'right']);
    expect([lineAt(8, window, 28), lineAt(20, window, 28), lineAt(21, window, 28)]).toEqual([-1, 335, null]);
  });
});
