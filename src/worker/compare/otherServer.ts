import type { ToCompare } from '../../protocol/compare.ts';
import { compareOn, outcomesAt } from '../../scenarios/compare/comparison.ts';
import { momentOf } from '../../sim/index.ts';
import { createPieces, type PiecesParts } from '../inPieces.ts';
import type { FindDocument } from '../library.ts';
import { tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { chooseFacts, factsIn } from '../time/journal.ts';
import { prepare, prepareOn, prepared, sessionOfRight, type BothRuns, type Preparation } from './bothRuns.ts';
import { comparedView, outcomeView } from './comparedView.ts';

type OpenOther = Extract<ToCompare, { readonly type: 'openOther' }>;

export interface OtherServerParts extends PiecesParts {
  readonly find: FindDocument;
  /** The other run has become this worker's own. */
  take(session: Session): void;
}

/** What a worker has to do that holds the run on the right: compute both, tell where they part, and then what came out. */
export interface OtherServer {
  /** One of them at a time, the newest. */
  open(message: OpenOther): void;
  /** What came out up to the moment of the run on the right. */
  outcome(request: number): void;
}

/** Of the facts that nobody would stop at, the page is given so many. */
const MOST_ROUTINE_FACTS = 2_000;

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
      const work: Work = { preparation, result: null };
      const finish = (): void => {
        const { result } = work;
        if (result === null) return;
        if (!result.ok) {
          parts.post({ type: 'refused', request, problems: result.problems });
          return;
        }
        both = result.both;
        const session = sessionOfRight(both);
        parts.take(session);
        const facts = chooseFacts(factsIn(both.journal), MOST_ROUTINE_FACTS);
        parts.post({ type: 'openedOther', request, run: session.info, frame: tell(session, true).frame, facts, titles: both.titles, compared: comparedView(both.comparison) });
      };
      pieces.begin({ request, goOn: (outOfTime) => workOn(work, outOfTime), finish, progress: { at: () => workedTo(work), to: until } });
    },
    outcome(request) {
      const at = both === null ? Infinity : momentOf(both.comparison.right.timeline).at;
      if (both === null || at > both.untilUs) {
        parts.post({ type: 'dropped', request });
        return;
      }
      const { left, right } = outcomesAt(both.comparison, at);
      parts.post({ type: 'outcome', request, outcome: outcomeView(at, left, right) });
    },
  };
}

/** A comparison on its way: first what is done to the left run becomes known, then the right one is played beside it. */
interface Work {
  readonly preparation: Preparation;
  result: ReturnType<typeof prepared> | null;
}

function workOn(work: Work, outOfTime: () => boolean): boolean {
  if (work.result === null) {
    if (!prepareOn(work.preparation, outOfTime)) return false;
    work.result = prepared(work.preparation);
  }
  return !work.result.ok || compareOn(work.result.both.comparison, work.preparation.untilUs, outOfTime);
}

/** How much of it is done, as a time of both runs. */
function workedTo({ preparation: { watch }, result }: Work): number {
  const right = result === null || !result.ok ? 0 : Math.max(0, result.both.comparison.nowUs);
  return watch === null ? right : (momentOf(watch.timeline).at + right) / 2;
}
