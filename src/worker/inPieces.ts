import type { FromWorker } from '../protocol/messages.ts';

export interface PiecesParts {
  post(message: FromWorker): void;
  /** Calls back when messages that have come meanwhile have been heard. */
  later(callback: () => void): void;
  nowMs(): number;
}

/** Something long that a request asks for. */
export interface Task {
  readonly request: number;
  /** Whether it is done; called again until it is. */
  readonly goOn: (outOfTime: () => boolean) => boolean;
  readonly finish: () => void;
  /** How far it has come, where that is told. */
  readonly progress?: { readonly at: () => number; readonly to: number };
}

/** Does one task at a time, the newest, a piece at a time: what the page asks meanwhile is answered in between. */
export interface Pieces {
  /** The task before it is dropped; null drops it for nothing. */
  begin(task: Task | null): void;
}

const PIECE_MS = 12;
const PROGRESS_MS = 100;

export function createPieces(parts: PiecesParts): Pieces {
  let task: Task | null = null;

  function work(mine: Task, toldAtMs: number): void {
    if (task !== mine) return;
    const end = parts.nowMs() + PIECE_MS;
    if (mine.goOn(() => parts.nowMs() >= end)) {
      task = null;
      mine.finish();
      return;
    }
    const isDue = mine.progress !== undefined && parts.nowMs() - toldAtMs >= PROGRESS_MS;
    if (isDue) parts.post({ type: 'progress', request: mine.request, at: mine.progress.at(), to: mine.progress.to });
    parts.later(() => work(mine, isDue ? parts.nowMs() : toldAtMs));
  }

  return {
    begin(next) {
      if (task !== null) parts.post({ type: 'dropped', request: task.request });
      task = next;
      if (next !== null) work(next, parts.nowMs());
    },
  };
}
