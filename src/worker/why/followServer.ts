import { tellLife } from '../../protocol/life.ts';
import type { RecordPlace } from '../../protocol/messages.ts';
import { playBeside, type ScenarioTimeline } from '../../scenarios/scenarioPlayer.ts';
import { compareMoments, createRecordLife, followRecord, lookAtRecord, momentOf, playUntil, type BranchId, type RecordLife } from '../../sim/index.ts';
import { createPieces, type PiecesParts } from '../inPieces.ts';
import type { Session } from '../sessionState.ts';

/** Follows one record, by playing the run once more beside the one that is shown; what was followed so far is gone on from. */
export interface FollowServer {
  /** `id` of the record, once it is known: its offset may come to hold another one, or none. */
  ask(session: Session, request: number, place: RecordPlace, id: string | null): void;
  /** Another run is open. */
  forget(): void;
}

interface Following {
  readonly session: Session;
  readonly branch: BranchId;
  readonly timeline: ScenarioTimeline;
  readonly life: RecordLife;
}

export function createFollowServer(parts: PiecesParts): FollowServer {
  const pieces = createPieces(parts);
  let kept: Following | null = null;
  return {
    ask(session, request, place, known) {
      const { run } = session.timeline;
      const id = known ?? lookAtRecord(run.sim, place)?.record?.id ?? null;
      if (id === null) {
        parts.post({ type: 'followed', request, record: null });
        return;
      }
      const until = momentOf(session.timeline).at;
      const following = kept !== null && serves(kept, session, id, place) ? kept : begin(session, id, place);
      kept = following;
      const { life, timeline } = following;
      pieces.begin({
        request,
        goOn: (outOfTime) => playUntil(timeline, until, ({ event, facts }) => followRecord(life, timeline.run.sim, event, facts), outOfTime),
        finish: () => parts.post({ type: 'followed', request, record: tellLife(life, until) }),
      });
    },
    forget() {
      pieces.begin(null);
      kept = null;
    },
  };
}

function begin(session: Session, id: string, { topic, partition }: RecordPlace): Following {
  return { session, branch: session.timeline.current.id, timeline: playBeside(session.timeline, 0), life: createRecordLife(id, topic, partition) };
}

/** Unless something was done since at a moment that has been passed. What lies ahead of the present is known then. */
function serves({ session, branch, timeline, life }: Following, now: Session, id: string, { topic, partition }: RecordPlace): boolean {
  if (session !== now || branch !== now.timeline.current.id || life.id !== id || life.topic !== topic || life.partition !== partition) return false;
  const next = timeline.current.inputs[timeline.given];
  return next === undefined || compareMoments(next.moment, momentOf(timeline)) >= 0;
}
