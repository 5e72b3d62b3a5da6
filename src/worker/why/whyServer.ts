import { tellChain, type BecauseLink } from '../../protocol/because.ts';
import type { FactView, FromWorker } from '../../protocol/messages.ts';
import { recordUntil, startRecorder, type Recorder } from '../../scenarios/recorder.ts';
import { compareMoments, explain, momentOf, type BranchId } from '../../sim/index.ts';
import type { Session } from '../sessionState.ts';

export interface WhyServerParts {
  post(message: FromWorker): void;
  /** Calls back when messages that have come meanwhile have been heard. */
  later(callback: () => void): void;
  nowMs(): number;
}

/** Answers why something is so, by playing the run once more beside the one that is shown. One question at a time, the newest. */
export interface WhyServer {
  ask(session: Session, request: number, fact: Pick<FactView, 'seq' | 'at'>): void;
  /** Another run is open: nobody waits for an answer about the one before, and nothing of it is kept. */
  forget(): void;
}

/** What was recorded for the last question serves the next one about the same branch. */
interface Kept {
  readonly session: Session;
  readonly branch: BranchId;
  readonly recorder: Recorder;
}

interface Question {
  readonly session: Session;
  readonly request: number;
  readonly fact: Pick<FactView, 'seq' | 'at'>;
  readonly recorder: Recorder;
}

const PIECE_MS = 12;
/** A larger recording is not kept in memory for a question that may never come. */
const MOST_KEPT_FACTS = 100_000;

export function createWhyServer(parts: WhyServerParts): WhyServer {
  let asked: Question | null = null;
  let kept: Kept | null = null;

  function goOn(question: Question): void {
    if (asked !== question) return;
    const end = parts.nowMs() + PIECE_MS;
    const { recorder, fact, request } = question;
    if (!recordUntil(recorder, fact.at, () => parts.nowMs() >= end)) {
      parts.later(() => goOn(question));
      return;
    }
    asked = null;
    if (recorder.recording.facts.length > MOST_KEPT_FACTS) kept = null;
    parts.post({ type: 'because', request, chain: chainOf(recorder, fact.seq) });
  }

  return {
    ask(session, request, fact) {
      if (asked !== null) parts.post({ type: 'dropped', request: asked.request });
      const branch = session.timeline.current.id;
      const recorder = kept !== null && serves(kept, session) ? kept.recorder : startRecorder(session.timeline);
      kept = { session, branch, recorder };
      asked = { session, request, fact, recorder };
      goOn(asked);
    },
    forget() {
      if (asked !== null) parts.post({ type: 'dropped', request: asked.request });
      [asked, kept] = [null, null];
    },
  };
}

/** Unless something was done since at a moment that the recording has passed. */
function serves({ session, branch, recorder: { timeline } }: Kept, now: Session): boolean {
  if (session !== now || branch !== now.timeline.current.id) return false;
  const next = timeline.current.inputs[timeline.given];
  return next === undefined || compareMoments(next.moment, momentOf(timeline)) >= 0;
}

/** What lies behind the fact may be recorded already: then nothing is played. */
function chainOf({ recording, timeline }: Recorder, seq: number): BecauseLink | null {
  const view = recording.facts.find((one) => one.seq === seq);
  return view === undefined || momentOf(timeline).at < view.at ? null : tellChain(explain(recording, view));
}
