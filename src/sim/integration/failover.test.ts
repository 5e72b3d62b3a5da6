import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Offset at which the metadata says what, as seconds of the run. */
function lastHeartbeatBefore(run: ClusterRun, broker: number, seconds: number): number {
  // Heartbeats are not told of; the first of a formed broker falls anywhere in its interval of 2 s and then every 2 s.
  void run;
  void broker;
  return seconds;
}
void lastHeartbeatBefore;

describe('a broker that dies', () => {
  it.each([1, 2, 3, 4, 5])('is fenced 9 to 10.2 s after its last heartbeat (seed %d)', (seed) => {
    const run = clusterRun({ seed });
    run.until(20);
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(40);
    const { at, reason } = run.first('BrokerFenced', { broker: 1 });
    // The last heartbeat was at most 2 s before; the controller looks every 1.125 s.
    expect(reason).toBe('session');
    expect(at).toBeGreaterThan(20 + 9 - 2);
    expect(at).toBeLessThan(20 + 9 + 1.125 + 0.1);
  });
});
describe('x', () => { it('y', () => { const run = clusterRun({producers:[manualProducer('p')]}); run.give(send('p','a'),1); run.until(3); expect(run.values(1,'orders-0')).toEqual(['a']); }); });
