import type { MeasureWindow } from '../../protocol/metrics/measured.ts';
import { follow, measureUntil, startMeasurement, type Measurement } from '../../scenarios/measurement.ts';
import { createPieces, type PiecesParts } from '../inPieces.ts';
import type { Session } from '../sessionState.ts';
import { measuredView } from './measuredView.ts';

/** Measures the run by playing it once more beside the one that is shown, as far as that is known. Nothing is played before somebody asks. */
export interface MetricsServer {
  ask(session: Session, request: number, window: MeasureWindow): void;
  /** Another run is open: nothing of the one before is kept. */
  forget(): void;
}

/** After this long what there is by then is told; who wants the rest asks again, and nothing is measured twice. */
const ANSWER_MS = 120;

export function createMetricsServer(parts: PiecesParts): MetricsServer {
  const pieces = createPieces(parts);
  let kept: { readonly session: Session; readonly measurement: Measurement } | null = null;
  return {
    ask(session, request, window) {
      if (kept?.session !== session) kept = { session, measurement: startMeasurement(session.timeline) };
      const { measurement } = kept;
      const until = parts.nowMs() + ANSWER_MS;
      let isComplete = false;
      const goOn = (outOfTime: () => boolean): boolean => {
        // Something may have been done since the last piece.
        follow(measurement, session.timeline);
        isComplete = measureUntil(measurement, session.timeline.current.end.at, outOfTime);
        return isComplete || parts.nowMs() >= until;
      };
      const finish = (): void => parts.post({ type: 'measured', request, measured: measuredView(measurement.meter, window, session.timeline.current.id, isComplete) });
      pieces.begin({ request, goOn, finish });
    },
    forget() {
      pieces.begin(null);
      kept = null;
    },
  };
}
