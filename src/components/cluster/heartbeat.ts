import { US_PER_SECOND } from '../../base/flavor.ts';
import type { BrokerView } from '../../scene/frame.ts';
import { localDecimal } from '../format/readersNumbers.ts';
import * as words from '../../words/cluster/picture.ts';

/** Silence longer than this is told of, on a broker that should be running: heartbeats come every 2 s. */
const SILENT_US = 3 * US_PER_SECOND;

/** Whether the header tells of missing heartbeats. */
export function isSilent({ state, cut, lastHeartbeatAt }: BrokerView, now: number): boolean {
  if (state === 'dead') return true;
  if (lastHeartbeatAt === null) return false;
  return (state === 'paused' || cut || state === 'running') && now - lastHeartbeatAt > SILENT_US;
}

/** How much room there is for the words. */
export type HeartbeatDetail = 'full' | 'medium' | 'short';

/** `unreachable 2.3 s, session expires in 6.7 s`, `unreachable, fenced in 6.7 s` or `6.7 s left`, as the active controller sees it at `now`. */
export function heartbeatWords({ state, lastHeartbeatAt, sessionExpiresAt, zookeeper }: BrokerView, now: number, detail: HeartbeatDetail): string {
  const over = zookeeper === undefined ? words.fenced : words.sessionOver;
  if (sessionExpiresAt === null) return state === 'dead' ? words.dead(over) : over;
  const left = sessionExpiresAt - now;
  if (left < 0) return detail === 'full' && zookeeper === undefined ? words.fencingIsDue : words.sessionExpired;
  if (detail === 'short') return words.left(seconds(left));
  if (detail === 'medium') return zookeeper === undefined ? words.fencedIn(seconds(left)) : words.outIn(seconds(left));
  if (lastHeartbeatAt === null) return words.sessionExpiresIn(seconds(left));
  return words.silentAndExpiresIn(seconds(Math.max(0, now - lastHeartbeatAt)), seconds(left));
}

function seconds(us: number): string {
  return `${localDecimal((Math.floor(us / (US_PER_SECOND / 10)) / 10).toFixed(1))} s`;
}
