import { describe, expect, it } from 'vitest';
import { loadScenario, SCENARIO_LIBRARY } from './library.ts';
import type { Condition } from './story/types.ts';

describe('the library', () => {
  it('lists its scenarios in teaching order', () => {
    const ids = SCENARIO_LIBRARY.map(({ id }) => id);
    const first = ['first-look', 'leader-dies', 'consumer-dies', 'acks-compared', 'compaction', 'move-partition', 'nearest-replica', 'zookeeper-and-kraft', 'kraft-failover'];
    expect(ids.slice(0, first.length)).toEqual(first);
    expect(ids.slice(first.length).every((id) => id.startsWith('history-'))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(SCENARIO_LIBRARY.map((entry) => [entry.id, entry] as const))('%s is valid and complete', (id, entry) => {
    const loaded = loadScenario(id);
    expect(loaded?.notes).toEqual([]);
    expect(loaded?.scenario).toMatchObject({ id, title: entry.title, summary: entry.summary });
    expect(['basics', 'core', 'advanced']).toContain(entry.level);
    expect(entry.concepts.length).toBeGreaterThan(0);
    expect(loaded?.story?.steps.length).toBeGreaterThanOrEqual(5);
  });

  it('knows no other', () => {
    expect(loadScenario('nothing')).toBeNull();
    expect(loadScenario('__proto__')).toBeNull();
  });

  it('has no two options of a question that hold at the same moment by their words alone', () => {
    for (const { id } of SCENARIO_LIBRARY) {
      for (const step of loadScenario(id)?.story?.steps ?? []) {
        const options = step.predict?.options.map(({ holds }) => JSON.stringify(holds)) ?? [];
        expect(new Set(options).size).toBe(options.length);
      }
    }
  });

  it('waits in every prediction for something that ends the waiting', () => {
    const ends = (condition: Condition): boolean =>
      condition.kind === 'after' || condition.kind === 'at' || (condition.kind === 'any' && condition.of.some(ends));
    for (const { id } of SCENARIO_LIBRARY) {
      for (const step of loadScenario(id)?.story?.steps ?? []) {
        if (step.predict !== null) expect(ends(step.predict.settled), `${id}: ${step.title}`).toBe(true);
      }
    }
  });
});
