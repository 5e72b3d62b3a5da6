import { US_PER_SECOND } from '../../base/flavor.ts';
import type { BrokerView } from '../../scene/frame.ts';
import { localDecimal } from '../format/readersNumbers.ts';

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
  const over = zookeeper === undefined ? 'fenced' : 'session over';
  if (sessionExpiresAt === null) return state === 'dead' ? `dead, ${over}` : over;
  const left = sessionExpiresAt - now;
  if (left < 0) return detail === 'full' && zookeeper === undefined ? 'session expired, fencing is due' : 'session expired';
  if (detail === 'short') return `${seconds(left)} left`;
  if (detail === 'medium') return `unreachable, ${zookeeper === undefined ? 'fenced' : 'out'} in ${seconds(left)}`;
  const silent = lastHeartbeatAt === null ? 'unreachable' : `unreachable ${seconds(Math.max(0, now - lastHeartbeatAt))}`;
  return `${silent}, session expires in ${seconds(left)}`;
}

function seconds(us: number): string {
  return `${localDecimal((Math.floor(us / (US_PER_SECOND / 10)) / 10).toFixed(1))} s`;
}
