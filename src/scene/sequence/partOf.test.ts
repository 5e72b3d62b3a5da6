import { describe, expect, it } from 'vitest';
import type { Frame } from '../frame.ts';
import { partsOf } from './partOf.ts';

// What is asked about is all that there is.
const frame = {
  partitions: [
    { key: 'orders-0', leader: 2, replicas: [1, 2, 3] },
    { key: 'orders-1', leader: -1, replicas: [3, 1] },
  ],
  groups: [
    { key: 'group:analytics', group: 'analytics', coordinator: 3 },
    { key: 'group:lost', group: 'lost', coordinator: -1 },
  ],
  consumers: [
    { node: 'consumer:c1', group: 'analytics' },
    { node: 'consumer:c2', group: 'other' },
  ],
} as unknown as Frame;

const parts = (selected: string | null): Readonly<Record<string, string>> => Object.fromEntries(partsOf(frame, selected));

describe('the lines that a selected thing belongs to', () => {
  it('of a copy is the one of its broker', () => expect(parts('1/orders-0')).toEqual({ 'broker-1': 'copy' }));
  it('of a partition are those of its leader and its followers', () => expect(parts('orders-0')).toEqual({ 'broker-1': 'follows', 'broker-2': 'leads', 'broker-3': 'follows' }));
  it('of a partition that nobody leads has followers only', () => expect(parts('orders-1')).toEqual({ 'broker-1': 'follows', 'broker-3': 'follows' }));
  it('of a group are those of its coordinator and its members', () => expect(parts('group:analytics')).toEqual({ 'consumer:c1': 'member', 'broker-3': 'coordinates' }));
  it('of a group that nobody coordinates are those of its members, of which there may be none', () => expect(parts('group:lost')).toEqual({}));
  it.each([null, 'broker-1', 'consumer:c1', 'orders-0@8', 'orders-7', 'why', 'topic:orders'])('%s has a line of its own, or none', (selected) => expect(parts(selected)).toEqual({}));
});
