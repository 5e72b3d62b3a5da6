import { describe, expect, it } from 'vitest';
import { losePower } from './powerLoss.ts';
import { logHarness, SECOND, storedOffsets, type LogHarness } from './testing/logHarness.ts';
import { truncateTo } from './truncateLog.ts';
import { flush, updateHighWatermark } from './unifiedLog.ts';

/** Nothing of what is only in memory reaches the disk by chance, or all of it. */
const NOTHING = 0;
const EVERYTHING = 0xffff_ffff;

/** Appends one record at each of these seconds; the kernel looks at 0 s, 5 s, 10 s and so on. */
function appendAt(harness: LogHarness, ...seconds: number[]): void {
  for (const second of seconds) {
    harness.clock.now = second * SECOND;
    harness.append([second * SECOND]);
  }
}

function endAfterPowerLoss(harness: LogHarness, second: number, bits = NOTHING): number {
  harness.clock.now = second * SECOND;
  harness.clock.bits = bits;
  return losePower(harness.log, harness.config, harness.clock, 'power');
}

describe('what a power loss leaves', () => {
  it('is nothing that is younger than the kernel lets it become', () => {
    const harness = logHarness();
    appendAt(harness, 1, 2);
    expect(endAfterPowerLoss(harness, 34.9)).toBe(0);
  });

  it("is all of a file 30 s after its first byte, at the kernel's next look", () => {
    const harness = logHarness();
    // Dirty since 1 s, written back at 35 s.
    appendAt(harness, 1, 20);
    expect(endAfterPowerLoss(harness, 35)).toBe(2);
  });

  it('is not what came after the kernel wrote the file back', () => {
    const harness = logHarness();
    appendAt(harness, 1, 36, 64);
    expect(endAfterPowerLoss(harness, 69.9)).toBe(1);
    expect(storedOffsets(harness.log)).toEqual([0]);
  });

  it('is what the kernel wrote back once more', () => {
    const harness = logHarness();
    appendAt(harness, 1, 36, 64);
    // Dirty again since 36 s.
    expect(endAfterPowerLoss(harness, 70)).toBe(3);
  });

  it('has what Kafka flushed', () => {
    const harness = logHarness();
    appendAt(harness, 1, 2);
    flush(harness.log, harness.clock.now);
    appendAt(harness, 3);
    expect(endAfterPowerLoss(harness, 4)).toBe(2);
  });

  it('has all segments before the active one', () => {
    const harness = logHarness({ 'internal.segment.bytes': 200 });
    appendAt(harness, 1, 2, 3);
    expect(endAfterPowerLoss(harness, 4)).toBe(2);
  });

  it('has all but the last few with flush.messages', () => {
    const harness = logHarness({ 'flush.messages': 3 });
    appendAt(harness, 1, 2, 3, 4, 5);
    expect(endAfterPowerLoss(harness, 6)).toBe(3);
  });

  it('may have more by chance, in whole batches', () => {
    const harness = logHarness();
    appendAt(harness, 1, 2, 3, 4);
    expect(endAfterPowerLoss(harness, 5, 0x8000_0000)).toBe(2);
    const lucky = logHarness();
    appendAt(lucky, 1, 2);
    expect(endAfterPowerLoss(lucky, 3, EVERYTHING)).toBe(2);
  });

  it('is on disk when the power fails again', () => {
    const harness = logHarness();
    appendAt(harness, 1, 2, 3, 4);
    endAfterPowerLoss(harness, 5, 0x8000_0000);
    expect(endAfterPowerLoss(harness, 6)).toBe(2);
  });

  it('does not count what was cut off and written anew', () => {
    const harness = logHarness();
    appendAt(harness, 1, 2, 3);
    flush(harness.log, harness.clock.now);
    truncateTo(harness.log, 1, harness.config, harness.clock.now);
    appendAt(harness, 4, 5);
    expect(endAfterPowerLoss(harness, 6)).toBe(1);
  });

  it('does not count what was cut off while the file was dirty', () => {
    const harness = logHarness();
    appendAt(harness, 1, 36);
    truncateTo(harness.log, 0, harness.config, harness.clock.now);
    appendAt(harness, 37, 38);
    expect(endAfterPowerLoss(harness, 39)).toBe(0);
  });

  it('takes high watermark, epochs and producers along', () => {
    const harness = logHarness();
    harness.append([0], { producerId: 7, producerEpoch: 0, baseSequence: 0 }, 1);
    flush(harness.log, 0);
    harness.append([0], { producerId: 7, producerEpoch: 0, baseSequence: 1 }, 2);
    updateHighWatermark(harness.log, 2);
    endAfterPowerLoss(harness, 1);
    expect(harness.log).toMatchObject({ logEndOffset: 1, highWatermark: 1, epochs: [{ epoch: 1, startOffset: 0 }] });
    expect(harness.log.producers.get(7)?.lastBatches).toMatchObject([{ lastSequence: 0 }]);
  });
});
