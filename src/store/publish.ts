import type { Drive } from './drive.ts';
import { isPlaying } from './drive.ts';
import { flightUsAt } from './flights.ts';
import type { Latest } from './latest.ts';
import { WHY } from './state.ts';
import { zoomAround } from './zoom.ts';

/** React is given what changed at most this often while things go by too quickly to be followed one by one. */
const PUBLISH_MS = 90;
const FOLLOWED_FLIGHT_S = 0.06;
const RATE_SHOWN_MS = 250;
const INSPECT_MS = 250;
/** What the engine achieves is measured over this long; falling short by less is not worth telling. */
const MEASURED_MS = 1000;
const KEEPS_UP = 0.8;

/** Gives the store what is newest, now or as soon as it is worth it. */
export function publishIfDue(drive: Drive, nowMs: number, rate: number): void {
  const { latest } = drive;
  if (latest === null || !drive.unpublished) return;
  if (isPlaying(drive) && nowMs - drive.publishedAtMs < PUBLISH_MS && !isFollowed(drive, latest, rate)) return;
  publish(drive, latest, nowMs);
}

/** Messages fly slowly enough to be watched one by one, so each has to be drawn from its beginning. */
function isFollowed(drive: Drive, latest: Latest, rate: number): boolean {
  const { playhead, store } = drive.parts;
  const flightUs = flightUsAt(latest.frame, playhead.now(), store.getState().shownKinds);
  return rate > 0 && (flightUs ?? 1_000) / 1e6 / rate > FOLLOWED_FLIGHT_S;
}

export function publish(drive: Drive, latest: Latest, nowMs: number): void {
  const { frame, detail, facts, answers, lanes, story, traffic, broken, knownTo, reachedAt, timeline } = latest;
  drive.unpublished = false;
  drive.publishedAtMs = nowMs;
  drive.latest = { ...latest, traffic: [] };
  const zoom = zoomAround(drive.parts.store.getState().zoom, frame.now);
  closeWhy(drive, timeline.current);
  drive.parts.store.setState({ zoom, frame, detail, facts, answers, lanes, story, traffic, broken, knownTo, reachedAt, timeline, ended: drive.horizon === null });
  inspectAgain(drive, nowMs);
}

/** What was asked about another future may not be so in this one. */
function closeWhy({ parts: { store, client } }: Drive, branch: number): void {
  const { why, timeline, selected } = store.getState();
  if (why === null || timeline === null || timeline.current === branch) return;
  if (why.chain === undefined && !why.isStopped) client.send({ type: 'stopWhy' });
  store.setState({ why: null, ...(selected === WHY ? { selected: null } : {}) });
}

/** The rate changes all the time; people read it a few times a second. */
export function showRate(drive: Drive, nowMs: number, rate: number): void {
  const { store } = drive.parts;
  if (store.getState().rate === rate || nowMs - drive.rateShownAtMs < RATE_SHOWN_MS) return;
  drive.rateShownAtMs = nowMs;
  store.setState({ rate });
}

/** Measures whether the playhead moves as fast as it should, for `elapsedMs` more at `rate`. */
export function measureRate(drive: Drive, nowMs: number, elapsedMs: number, rate: number): void {
  const now = drive.parts.playhead.now();
  const progress = drive.progress ?? { sinceMs: nowMs - elapsedMs, from: now, wantedUs: 0 };
  const wantedUs = progress.wantedUs + rate * elapsedMs * 1000;
  drive.progress = { ...progress, wantedUs };
  const measuredMs = nowMs - progress.sinceMs;
  if (measuredMs < MEASURED_MS) return;
  drive.progress = null;
  const movedUs = now - progress.from;
  // At slow speeds the playhead waits for events now and then, and makes up for it.
  const behind = rate > 1 && movedUs < KEEPS_UP * wantedUs;
  drive.parts.store.setState({ achievedRate: behind ? movedUs / (measuredMs * 1000) : null });
}

/** What is selected may have changed with the frame. */
export function inspectAgain(drive: Drive, nowMs: number): void {
  const { client, store } = drive.parts;
  const { selected, playing, scrubbing } = store.getState();
  if (selected === null || client.outstanding('inspect') > 0) return;
  if ((playing || scrubbing) && nowMs - drive.inspectedAtMs < INSPECT_MS) return;
  drive.inspectedAtMs = nowMs;
  client.send({ type: 'inspect', target: selected });
}
