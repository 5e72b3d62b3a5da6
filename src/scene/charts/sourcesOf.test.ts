import { expect, it } from 'vitest';
import type { Frame } from '../frame.ts';
import { sourcesOf } from './sourcesOf.ts';

// What is asked about is all that there is.
const frame = {
  partitions: [
    { key: 'orders-0', leader: 2 },
    { key: 'orders-1', leader: -1 },
  ],
  consumers: [
    { node: 'consumer:c1', group: 'analytics' },
    { node: 'consumer:c2', group: 'other' },
  ],
} as unknown as Frame;

it.each([
  ['broker-1', ['broker-1']],
  ['controller-3000', ['controller-3000']],
  ['producer:checkout', ['producer:checkout']],
  ['consumer:c2', ['consumer:c2']],
  ['group:analytics', ['group:analytics', 'consumer:c1']],
  ['orders-0', ['broker-2']],
  ['orders-1', []],
  ['3/orders-1', ['broker-3']],
  ['orders-0@4', []],
  ['why', []],
  [null, []],
])('what is measured of %s is told by %j', (selected, sources) => expect(sourcesOf(frame, selected)).toEqual(sources));
