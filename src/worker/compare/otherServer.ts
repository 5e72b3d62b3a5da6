import type { ToCompare } from '../../protocol/compare.ts';
import { compareOn, comparedSoFar } from '../../scenarios/compare/comparison.ts';
import { createPieces, type PiecesParts } from '../inPieces.ts';
import type { FindDocument } from '../library.ts';
import { tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { comparisonOf, prepare, prepareOn, prepared, sessionOfRight, type BothRuns } from './bothRuns.ts';
import { comparedView } from './comparedView.ts';

type OpenOther = Extract<ToCompare, { readonly type: 'openOther' }>;

export interface OtherServerParts extends PiecesParts {
  readonly find: FindDocument;
  /** The other run has become this worker's own. */
  take(session: Session): void;
}

/** What a worker has to do that holds the run on the right: begin it, and compare the two. One of them at a time, the newest. */
export interface OtherServer {
  open(message: OpenOther): void;
  compare(request: number): void;
}

export function createOtherServer(parts: OtherServerParts): OtherServer {
  const pieces = createPieces(parts);
  let both: BothRuns | null = null;
  return {
    open({ request, left, other, until }) {
      const preparation = prepare(parts.find, left, other, until);
      if ('length' in preparation) {
        pieces.begin(null);
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
      const progress = { at: () => preparation.watch?.timeline.run.sim.state.now ?? 0, to: until };
      pieces.begin({ request, goOn: (outOfTime) => prepareOn(preparation, outOfTime), finish, progress });
    },
    compare(request) {
      if (both === null) {
        parts.post({ type: 'dropped', request });
        return;
      }
      const { untilUs } = both;
      const comparison = comparisonOf(both);
      const finish = (): void => parts.post({ type: 'compared', request, compared: comparedView(comparedSoFar(comparison)) });
      const progress = { at: () => Math.max(0, comparison.nowUs), to: untilUs };
      pieces.begin({ request, goOn: (outOfTime) => compareOn(comparison, untilUs, outOfTime), finish, progress });
    },
  };
}
