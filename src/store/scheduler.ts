/** Animation frames and the real clock, so that a test can be both. */
export interface Scheduler {
  /** Real time, milliseconds from any beginning. */
  nowMs(): number;
  /** Calls back before the next repaint. */
  request(callback: (nowMs: number) => void): number;
  cancel(handle: number): void;
}

export function browserScheduler(): Scheduler {
  return {
    nowMs: () => performance.now(),
    request: (callback) => requestAnimationFrame(callback),
    cancel: (handle) => cancelAnimationFrame(handle),
  };
}
