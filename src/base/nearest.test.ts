import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const NAMES = ['linger.ms', 'batch.size', 'acks', 'killBroker', 'killController', 'broker-1', '0'];

describe('nearest', () => {
  it.each([
    ['linger.m', 'linger.ms'],
    ['lingre.ms', 'linger.ms'],
    ['batch.sizes', 'batch.size'],
    ['ack', 'acks'],
    ['KillBroker', 'killBroker'],
    ['kilBrokr', 'killBroker'],
    ['brokr-1', 'broker-1'],
  ])('%s is taken for %s', (name, expected) => {
    expect(nearest(name, NAMES)).toBe(expected);
  });

  it.each(['replicas', '', 'zzzz', 'k', '2', 'broker-9', 'broker-12', '__proto__', 'x'.repeat(10_000)])('%s is nothing like any of them', (name) => {
    expect(nearest(name, NAMES)).toBeNull();
  });
});
