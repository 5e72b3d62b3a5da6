import { describe, expect, it } from 'vitest';
import type { PartitionView, ReplicaView } from '../../scene/frame.ts';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import { holdingShown, refusing, underMinOf } from './holding.ts';

const frame = fixtureFrame();
const [broker] = frame.brokers;
const drawn = frame.replicas.filter((replica) => replica.broker === 1);
const [first] = drawn as [ReplicaView];
const [partition] = frame.partitions as [PartitionView];

describe('what a broker has', () => {
  it('is of the state, however little is drawn', () => {
    if (broker === undefined) throw new Error('The fixture has brokers.');
    const internal = { replicas: 50, leads: 17, underMinIsr: 1 };
    const holds = { own: { replicas: 102, leads: 34, underMinIsr: 2 }, internal };
    expect(holdingShown({ ...broker, holds }, drawn)).toEqual({ led: 34, of: 102, shown: 6, internal, underMinIsr: 3 });
    const withInternal = [...drawn, { ...first, topic: '__consumer_offsets' }];
    expect(holdingShown({ ...broker, holds }, withInternal)).toEqual({ led: 51, of: 152, shown: 7, internal: null, underMinIsr: 3 });
  });
});

describe('under min ISR', () => {
  it('is less than asked for, but no more is asked for than there are replicas', () => {
    expect(underMinOf({ ...partition, isr: [1], minInsyncReplicas: 2 })).toEqual({ inSync: 1, least: 2 });
    expect(underMinOf({ ...partition, isr: [1, 2], minInsyncReplicas: 2 })).toBeNull();
    expect(underMinOf({ ...partition, replicas: [1], isr: [1], minInsyncReplicas: 2 })).toBeNull();
    expect(underMinOf({ ...partition, leader: -1, isr: [], minInsyncReplicas: 2 })).toBeNull();
  });

  it('makes nobody refuse but a leader that is there', () => {
    const under = { inSync: 1, least: 2 };
    expect(refusing({ ...first, role: 'leader', sync: 'in-sync' }, under)).toBe(under);
    expect(refusing({ ...first, role: 'leader', sync: 'offline' }, under)).toBeNull();
    expect(refusing({ ...first, role: 'follower', sync: 'lagging' }, under)).toBeNull();
  });
});
