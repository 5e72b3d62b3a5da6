import { tellChain, type BecauseLink } from '../../protocol/because.ts';
import type { WhySubject } from '../../protocol/messages.ts';
import { recordUntil, startRecorder, type Recorder } from '../../scenarios/recorder.ts';
import { isStillSo } from '../../scenarios/scenarioPlayer.ts';
import { explainSeen, lookAt, momentOf, type Seen } from '../../sim/index.ts';
import { createPieces, type PiecesParts } from '../inPieces.ts';
import type { Session } from '../sessionState.ts';

/** Answers why something is so, by playing the run once more beside the one that is shown. One question at a time, the newest. */
export interface WhyServer {
  ask(session: Session, request: number, subject: WhySubject): void;
  /** Nobody waits for the answer any more; what was recorded so far is kept. */
  stop(): void;
  /** Another run is open: nobody waits for an answer about the one before, and nothing of it is kept. */
  forget(): void;
}

/** What was recorded for the last question serves the next one about the same branch, unless something was done since that it has passed. */
interface Kept {
  readonly session: Session;
  readonly recorder: Recorder;
}

/** A larger recording is not kept in memory for a question that may never come. */
const MOST_KEPT_FACTS = 100_000;

export function createWhyServer(parts: PiecesParts): WhyServer {
  const pieces = createPieces(parts);
  let kept: Kept | null = null;
  return {
    ask(session, request, subject) {
      const recorder = kept !== null && kept.session === session && isStillSo(kept.recorder.timeline, session.timeline) ? kept.recorder : startRecorder(session.timeline);
      kept = { session, recorder };
      const seen = lookAt(session.timeline.run.sim, subject);
      const finish = (): void => {
        if (recorder.recording.facts.length > MOST_KEPT_FACTS) kept = null;
        parts.post({ type: 'because', request, chain: chainOf(recorder, seen) });
      };
      const progress = { at: () => momentOf(recorder.timeline).at, to: seen.at };
      pieces.begin({ request, goOn: (outOfTime) => recordUntil(recorder, seen.at, outOfTime), finish, progress });
    },
    stop: () => pieces.begin(null),
    forget() {
      pieces.begin(null);
      kept = null;
    },
  };
}

/** What lies behind it may be recorded already: then nothing is played. */
function chainOf({ recording, timeline }: Recorder, seen: Seen): BecauseLink | null {
  const chain = explainSeen(recording, seen);
  return chain === null || momentOf(timeline).at < chain.at ? null : tellChain(chain);
}
