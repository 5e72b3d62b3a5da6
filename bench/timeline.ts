import { applyDelta } from '../src/store/applyDelta.ts';
import { loadScenario } from '../src/scenarios/library.ts';
import type { Frame } from '../src/protocol/views.ts';
import { openSession, tell } from '../src/worker/session.ts';
import type { Session } from '../src/worker/sessionState.ts';
import { advance, NO_STOPS } from '../src/worker/time/play.ts';
import { beginJourney, travelOn } from '../src/worker/time/seek.ts';
import { cpuUs, heapBytes, percentiles, row, type Row } from './measure.ts';

const MINUTE_US = 60_000_000;
const TEN_MINUTES_US = 10 * MINUTE_US;
const HOUR_US = 60 * MINUTE_US;
/** As often as a page takes a frame of a run that goes by quickly. */
const FRAME_US = 500_000;
const SEEKS = 200;

/** The default cluster as the worker holds it: with its story, its guarantees checked, and everything kept that seeking needs. */
function open(): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.session;
}

/** Plays on, telling frames as to a page, and returns the processor time that the playing took, in microseconds. */
function playTo(session: Session, toUs: number): number {
  let spent = 0;
  for (let at = session.timeline.run.sim.state.now + FRAME_US; at <= toUs; at += FRAME_US) {
    const began = cpuUs();
    while (advance(session, at, NO_STOPS, () => false) !== 'reached');
    spent += cpuUs() - began;
    tell(session);
  }
  return spent;
}

/** Moments without a pattern, the same every time. */
function moments(count: number, untilUs: number): number[] {
  let state = 12_345;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * untilUs);
  });
}

export function timelineRows(): Row[] {
  const session = open();
  const computedS = playTo(session, TEN_MINUTES_US) / 1e6;
  let mirror: Frame | null = applyDelta(null, tell(session, true).frame);
  const sought: number[] = [];
  const told: number[] = [];
  for (const at of moments(SEEKS, TEN_MINUTES_US)) {
    const began = cpuUs();
    const journey = beginJourney(session, { kind: 'time', at });
    while (!travelOn(session, journey, () => false));
    const arrived = cpuUs();
    mirror = applyDelta(mirror, tell(session).frame);
    sought.push(arrived - began);
    told.push(cpuUs() - arrived);
  }
  const seek = percentiles(sought);
  const [medianMs, p95Ms] = [seek.median / 1000, seek.p95 / 1000];
  const hourMb = hourMegabytes();
  return [
    row('ten minutes of virtual time computed, default cluster', computedS, 's', { text: 'under 5', holds: computedS < 5 }),
    row('seek to a random moment of them, median', medianMs, 'ms', { text: 'under 5', holds: medianMs < 5 }),
    row('seek to a random moment of them, p95', p95Ms, 'ms', { text: 'under 20', holds: p95Ms < 20 }),
    row('the frame there, told and applied, median', percentiles(told).median / 1000, 'ms'),
    row('memory of a one-hour session', hourMb, 'MB', { text: 'under 200', holds: hourMb < 200 }),
  ];
}

/** What a session of an hour keeps: the run, its checkpoints and its journal. */
function hourMegabytes(): number {
  const before = heapBytes();
  const session = open();
  playTo(session, HOUR_US);
  const kept = (heapBytes() - before) / 1e6;
  // Still in use, or it would have been collected.
  return session.frameNumber > 0 ? kept : NaN;
}
