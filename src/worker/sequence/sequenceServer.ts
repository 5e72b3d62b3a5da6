import type { SequenceQuestion } from '../../protocol/sequence.ts';
import { isStillSo } from '../../scenarios/scenarioPlayer.ts';
import { checkpointFor, momentOf } from '../../sim/index.ts';
import { createPieces, type PiecesParts } from '../inPieces.ts';
import type { Session } from '../sessionState.ts';
import { forgetBefore, recordStretch, startStretch, type StretchRecorder } from './recorder.ts';
import { tellStretch } from './tellStretch.ts';

/** Tells all messages of a stretch of time, by playing it once more beside the run that is shown. The newest question takes the place of the one before. */
export interface SequenceServer {
  ask(session: Session, request: number, question: SequenceQuestion): void;
  /** Another run is open. */
  forget(): void;
}

export function createSequenceServer(parts: PiecesParts): SequenceServer {
  const pieces = createPieces(parts);
  let kept: { readonly session: Session; readonly recorder: StretchRecorder } | null = null;
  return {
    ask(session, request, question) {
      const to = Math.min(question.to, session.timeline.current.end.at);
      const recorder = kept !== null && kept.session === session && serves(kept.recorder, session, question.from) ? kept.recorder : startStretch(session.timeline, question.from);
      kept = { session, recorder };
      const finish = (): void => {
        parts.post({ type: 'sequence', request, stretch: tellStretch(recorder, session.hues, { ...question, to }) });
        forgetBefore(recorder, question.from);
      };
      pieces.begin({ request, goOn: (outOfTime) => recordStretch(recorder, to, outOfTime), finish });
    },
    forget() {
      pieces.begin(null);
      kept = null;
    },
  };
}

/** It goes on from where it is, unless it begins too late, a kept moment lies between, or what it has played is not the past any more. */
function serves({ timeline, since }: StretchRecorder, session: Session, from: number): boolean {
  if (since > from || !isStillSo(timeline, session.timeline)) return false;
  const present = momentOf(timeline);
  return present.at >= from || (checkpointFor(session.timeline.current, ({ at }) => at < from, Infinity)?.moment.events ?? 0) <= present.events;
}
