import { US_PER_SECOND } from '../../base/flavor.ts';
import type { BrokerView } from '../../scene/frame.ts';
import { localDecimal } from '../format/readersNumbers.ts';
import * as words from '../../words/cluster/picture.ts';

/** Silence longer than this many heartbeat intervals is told of, on a broker that should be running: one heartbeat is missing. */
const SILENT_INTERVALS = 1.5;

/** Whether the header tells of missing heartbeats. */
export function isSilent({ state, cut, lastHeartbeatAt, heartbeatIntervalUs }: BrokerView, now: number): boolean {
  if (state === 'dead') return true;
  if (lastHeartbeatAt === null) return false;
  return (state === 'paused' || cut || state === 'running') && now - lastHeartbeatAt > heartbeatIntervalUs * SILENT_INTERVALS;
}

/** How much room there is for the words. */
export type HeartbeatDetail = 'full' | 'medium' | 'brief' | 'short';

/** `unreachable 2.3 s, session expires in 6.7 s`, `unreachable, fenced in 6.7 s`, `fenced in 6.7 s` or `out in 6.7 s`, as the active controller sees it at `now`. */
export function heartbeatWords({ state, fenced, lastHeartbeatAt, sessionExpiresAt, zookeeper }: BrokerView, now: number, detail: HeartbeatDetail): string {
  const isKRaft = zookeeper === undefined;
  if (fenced) return overWords(state, isKRaft ? words.fenced : words.sessionOver);
  if (sessionExpiresAt === null) return uncountedWords(isKRaft, detail);
  const left = sessionExpiresAt - now;
  if (left < 0) return detail === 'full' && isKRaft ? words.fencingIsDue : words.sessionExpired;
  if (detail === 'short') return words.left(seconds(left));
  if (detail === 'brief') return (isKRaft ? words.fencedInBrief : words.left)(seconds(left));
  const silence = state === 'paused' ? words.brokerStates.paused : words.unreachable;
  if (detail === 'medium') return (isKRaft ? words.fencedIn : words.outIn)(silence, seconds(left));
  // How long it has been paused is not how long it has been silent.
  const isTimed = lastHeartbeatAt !== null && state !== 'paused';
  return words.expiresIn(isTimed ? words.silentFor(silence, seconds(Math.max(0, now - lastHeartbeatAt))) : silence, seconds(left));
}

function overWords(state: BrokerView['state'], over: string): string {
  return state === 'dead' ? words.dead(over) : over;
}

/** Nobody counts how long it has been silent: without an active controller it stays as it was. */
function uncountedWords(isKRaft: boolean, detail: HeartbeatDetail): string {
  if (detail === 'short' || detail === 'brief') return isKRaft ? words.notFenced : words.sessionStays;
  return isKRaft ? words.deadUncounted : words.deadSessionUncounted;
}

function seconds(us: number): string {
  return `${localDecimal((Math.floor(us / (US_PER_SECOND / 10)) / 10).toFixed(1))} s`;
}
