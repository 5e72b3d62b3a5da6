import type { Scheduler } from '../scheduler.ts';

/** Animation frames when the test says so. */
export interface FakeScheduler extends Scheduler {
  /** Lets `ms` of real time pass and then repaints once. */
  frame(ms?: number): void;
  /** Someone waits for a repaint. */
  isBusy(): boolean;
}

export function createFakeScheduler(): FakeScheduler {
  let nowMs = 1_000;
  let handle = 0;
  let waiting = new Map<number, (nowMs: number) => void>();
  return {
    nowMs: () => nowMs,
    request(callback) {
      handle += 1;
      waiting.set(handle, callback);
      return handle;
    },
    cancel: (each) => waiting.delete(each),
    frame(ms = 16) {
      nowMs += ms;
      const due = waiting;
      waiting = new Map();
      for (const callback of due.values()) callback(nowMs);
    },
    isBusy: () => waiting.size > 0,
  };
}
