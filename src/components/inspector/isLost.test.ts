import { expect, test } from 'vitest';
import type { FollowedRecord, LifeView } from '../../store/following.ts';
import { isLost } from './isLost.ts';

const step = (at: number, kind: LifeView['kind'], tone: LifeView['tone'] = 'plain'): LifeView => ({ at, event: at, fact: at, kind, tone, sentence: kind, entities: [] });
const ACKED = [step(1, 'sent'), step(2, 'appended'), step(3, 'acknowledged', 'good')];

function followed(steps: readonly LifeView[], ...brokers: readonly number[]): FollowedRecord {
  return { id: 'p:1', partition: 'orders-0', until: 10, steps, compacted: [], copies: brokers.map((broker) => ({ replica: `${broker}/orders-0`, offset: 4 })) };
}

test('a record is lost that was acknowledged and that the leader does not have, also where a copy is left', () => {
  expect(isLost(followed(ACKED, 1), 2, 10)).toBe(true);
  expect(isLost(followed([...ACKED, step(9, 'copyGone', 'warn'), step(9, 'gone', 'bad')]), 2, 10)).toBe(true);
});

test('it is not lost before it was acknowledged, where the leader has it, while nobody leads, and when somebody wanted it gone', () => {
  expect(isLost(followed(ACKED, 1), 2, 2)).toBe(false);
  expect(isLost(followed(ACKED, 1, 2), 2, 10)).toBe(false);
  expect(isLost(followed(ACKED, 1), -1, 10)).toBe(false);
  expect(isLost(followed([...ACKED, step(9, 'copyGone')]), 2, 10)).toBe(false);
  expect(isLost(followed([step(1, 'sent'), step(3, 'acknowledged', 'good')]), 2, 10)).toBe(false);
});
