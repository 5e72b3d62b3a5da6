import type { ToCompare } from '../../protocol/compare.ts';
import type { FromWorker } from '../../protocol/messages.ts';
import { compareOn, comparedSoFar } from '../../scenarios/compare/comparison.ts';
import { tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { comparisonOf, prepare, prepareOn, prepared, sessionOfRight, type BothRuns } from './bothRuns.ts';
import { comparedView } from './comparedView.ts';

type OpenOther = Extract<ToCompare, { readonly type: 'openOther' }>;

export interface OtherServerParts {
  post(message: FromWorker): void;
  /** Calls back when messages that have come meanwhile have been heard. */
  later(callback: () => void): void;
  nowMs(): number;
  /** The other run has become this worker's own. */
  take(session: Session): void;
}

/** What a worker has to do that holds the run on the right: begin it, and compare the two. One of them at a time, the newest. */
export interface OtherServer {
  open(message: OpenOther): void;
  compare(request: number): void;
}

/** Something long, done in pieces. */
interface Task {
  readonly request: number;
  /** Whether it is done; called again until it is. */
  readonly goOn: (outOfTime: () => boolean) => boolean;
  readonly at: () => number;
  readonly to: number;
  readonly finish: () => void;
}

const PIECE_MS = 12;
const PROGRESS_MS = 100;

export function createOtherServer(parts: OtherServerParts): OtherServer {
  let task: Task | null = null;
  let both: BothRuns | null = null;

  /** A piece at a time, and the rest after whatever was asked meanwhile. */
  function work(mine: Task, toldAtMs: number): void {
    if (task !== mine) return;
    const end = parts.nowMs() + PIECE_MS;
    if (mine.goOn(() => parts.nowMs() >= end)) {
      task = null;
      mine.finish();
      return;
    }
    const isDue = parts.nowMs() - toldAtMs >= PROGRESS_MS;
    if (isDue) parts.post({ type: 'progress', request: mine.request, at: mine.at(), to: mine.to });
    parts.later(() => work(mine, isDue ? parts.nowMs() : toldAtMs));
  }

  function begin(next: Task | null): void {
    if (task !== null) parts.post({ type: 'dropped', request: task.request });
    task = next;
    if (next !== null) work(next, parts.nowMs());
  }

  return {
    open({ request, left, other, until }) {
      const preparation = prepare(left, other, until);
      if ('length' in preparation) {
        begin(null);
        parts.post({ type: 'refused', request, problems: preparation });
        return;
      }
      const finish = (): void => {
        const result = prepared(preparation);
        if (!result.ok) {
          parts.post({ type: 'refused', request, problems: result.problems });
          return;
        }
        both = result.both;
        const session = sessionOfRight(both);
        parts.take(session);
        parts.post({ type: 'openedOther', request, run: session.info, frame: tell(session, true).frame, titles: both.titles });
      };
      begin({ request, goOn: (outOfTime) => prepareOn(preparation, outOfTime), at: () => preparation.watch?.timeline.run.sim.state.now ?? 0, to: until, finish });
    },
    compare(request) {
      if (both === null) {
        parts.post({ type: 'dropped', request });
        return;
      }
      const { untilUs } = both;
      const comparison = comparisonOf(both);
      const finish = (): void => parts.post({ type: 'compared', request, compared: comparedView(comparedSoFar(comparison)) });
      begin({ request, goOn: (outOfTime) => compareOn(comparison, untilUs, outOfTime), at: () => Math.max(0, comparison.nowUs), to: untilUs, finish });
    },
  };
}
