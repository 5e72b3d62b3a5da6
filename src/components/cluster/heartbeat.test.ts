import { describe, expect, it } from 'vitest';
import type { BrokerView } from '../../scene/frame.ts';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import { brokerWords } from './describe.ts';
import { heartbeatWords, isSilent } from './heartbeat.ts';

const [running] = fixtureFrame().brokers;
if (running === undefined) throw new Error('The fixture has no broker.');
const dead: BrokerView = { ...running, state: 'dead', lastHeartbeatAt: 12_402_000, sessionExpiresAt: 21_402_000 };

describe('heartbeatWords', () => {
  it('counts with the playhead', () => {
    expect(heartbeatWords(dead, 14_702_000, 'full')).toBe('unreachable 2.3 s, session expires in 6.7 s');
    expect(heartbeatWords(dead, 14_702_000, 'medium')).toBe('unreachable, fenced in 6.7 s');
    expect(heartbeatWords(dead, 14_702_000, 'brief')).toBe('fenced in 6.7 s');
    expect(heartbeatWords(dead, 14_702_000, 'short')).toBe('out in 6.7 s');
    expect(heartbeatWords(dead, 21_402_000, 'full')).toBe('unreachable 9.0 s, session expires in 0.0 s');
  });

  it('says that the session is over until the controller has acted on it', () => {
    expect(heartbeatWords(dead, 21_402_001, 'full')).toBe('session expired, fencing is due');
    expect(heartbeatWords({ ...dead, fenced: true, lastHeartbeatAt: null, sessionExpiresAt: null }, 23_000_000, 'full')).toBe('dead, fenced');
  });

  it('does not call fenced what nobody could fence', () => {
    const uncounted: BrokerView = { ...dead, lastHeartbeatAt: null, sessionExpiresAt: null };
    expect(heartbeatWords(uncounted, 23_000_000, 'full')).toBe('dead, no controller to fence it');
    expect(heartbeatWords(uncounted, 23_000_000, 'short')).toBe('not fenced');
    expect(brokerWords(uncounted)).toBe('dead, not fenced yet');
    expect(brokerWords({ ...uncounted, fenced: true })).toBe('dead and fenced');
  });

  it('says of a paused broker that it is paused', () => {
    const paused: BrokerView = { ...dead, state: 'paused' };
    expect(heartbeatWords(paused, 14_702_000, 'full')).toBe('paused, session expires in 6.7 s');
    expect(heartbeatWords(paused, 14_702_000, 'medium')).toBe('paused, fenced in 6.7 s');
    expect(brokerWords({ ...paused, fenced: true })).toBe('paused and fenced');
  });
});

describe('isSilent', () => {
  it('holds for a dead broker at once, and for a living one only when heartbeats are missing', () => {
    expect(isSilent(dead, 12_402_000)).toBe(true);
    const alive: BrokerView = { ...running, lastHeartbeatAt: 10_000_000 };
    expect(isSilent(alive, 12_100_000)).toBe(false);
    expect(isSilent(alive, 13_100_000)).toBe(true);
    // It says so every 6 s (broker.heartbeat.interval.ms), so nothing is missing for 9.
    expect(isSilent({ ...alive, heartbeatIntervalUs: 6_000_000 }, 19_000_000)).toBe(false);
    expect(isSilent({ ...alive, heartbeatIntervalUs: 6_000_000 }, 19_100_000)).toBe(true);
    expect(isSilent({ ...alive, state: 'starting' }, 13_100_000)).toBe(false);
    expect(isSilent({ ...alive, lastHeartbeatAt: null }, 13_100_000)).toBe(false);
  });
});
