import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { isSessionExpired, lowestActiveOffset, nextBrokerState } from './brokerHeartbeat.ts';
import type { BrokerHeartbeat } from './brokerHeartbeat.ts';

const base: BrokerHeartbeat = {
  state: 'FENCED',
  wantFence: false,
  wantShutDown: false,
  metadataOffset: 100,
  registrationOffset: 100,
  leadsPartitions: false,
  controlledShutdownOffset: -1,
  lowestActiveOffset: 100,
};

describe('nextBrokerState', () => {
  for (const c of casesOf<Partial<BrokerHeartbeat> & { hasLeaderships?: boolean }, string>('nextBrokerState')) {
    it(c.id, () => {
      const { hasLeaderships, ...beat } = c.in;
      expect(nextBrokerState({ ...base, ...beat, leadsPartitions: hasLeaderships ?? false })).toBe(c.expect);
    });
  }

  const shuttingDown: Partial<BrokerHeartbeat> = { state: 'CONTROLLED_SHUTDOWN', wantShutDown: true, controlledShutdownOffset: 100 };
  it.each<[string, Partial<BrokerHeartbeat>, string]>([
    ['fenced, wants to stay so', { wantFence: true }, 'FENCED'],
    ['fenced, wants to shut down', { wantShutDown: true, metadataOffset: 0 }, 'SHUTDOWN_NOW'],
    ['unfenced, goes on', { state: 'UNFENCED', leadsPartitions: true }, 'UNFENCED'],
    ['unfenced, wants to be fenced', { state: 'UNFENCED', wantFence: true }, 'FENCED'],
    ['unfenced, wants both', { state: 'UNFENCED', wantFence: true, wantShutDown: true, leadsPartitions: true }, 'SHUTDOWN_NOW'],
    ['shutting down, still leads', { ...shuttingDown, leadsPartitions: true }, 'CONTROLLED_SHUTDOWN'],
    ['shutting down, others behind', { ...shuttingDown, lowestActiveOffset: 99 }, 'CONTROLLED_SHUTDOWN'],
    ['shutting down, others there', { ...shuttingDown, lowestActiveOffset: 100 }, 'SHUTDOWN_NOW'],
  ])('%s', (_, change, expected) => expect(nextBrokerState({ ...base, ...change })).toBe(expected));
});

describe('lowestActiveOffset', () => {
  it('is the lowest', () => expect(lowestActiveOffset([7, 3, 9])).toBe(3));
  it('holds nobody up when nobody is active', () => expect(lowestActiveOffset([])).toBe(Number.MAX_SAFE_INTEGER));
});

describe('isSessionExpired', () => {
  it.each([
    [9_000_000, false],
    [9_000_001, true],
    [0, false],
  ])('at %i of a session of 9 s: %s', (nowUs, expected) => expect(isSessionExpired(0, nowUs, 9_000_000)).toBe(expected));
});
