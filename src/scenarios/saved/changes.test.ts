import { describe, expect, it } from 'vitest';
import { loadScenario, SCENARIO_LIBRARY } from '../library.ts';
import { applyChanges, changesOf } from './changes.ts';

const base = { id: 'x', cluster: { brokers: 3, topics: [{ name: 'a' }, { name: 'b', partitions: 2 }] }, story: { steps: [1, 2] } };

describe('what is different in two documents', () => {
  it.each([
    [base, []],
    [{ ...base, id: 'y' }, [{ at: ['id'], put: 'y' }]],
    [{ ...base, seed: 7 }, [{ at: ['seed'], put: 7 }]],
    [{ id: 'x', cluster: base.cluster }, [{ at: ['story'] }]],
    [{ ...base, cluster: { ...base.cluster, topics: [{ name: 'a' }, { name: 'b', partitions: 4 }] } }, [{ at: ['cluster', 'topics', 1, 'partitions'], put: 4 }]],
    [{ ...base, story: { steps: [1] } }, [{ at: ['story', 'steps'], put: [1] }]],
    [{ ...base, cluster: [3] }, [{ at: ['cluster'], put: [3] }]],
    [5, [{ at: [], put: 5 }]],
  ])('%# is told by its places, and makes it again', (document, changes) => {
    expect(changesOf(base, document)).toEqual(changes);
    expect(applyChanges(base, changes)).toEqual(document);
  });

  it('is not told where the order is another one', () => {
    expect(changesOf({ a: 1, b: 2 }, { b: 2, a: 1 })).toBeNull();
  });

  it.each([[['cluster', 'none', 'x']], [['cluster', 'topics', 9, 'name']], [['cluster', 'topics', 'length']], [['__proto__', 'x']], [['cluster', '__proto__']], [['constructor']], [['id', 'x']]])(
    'is nothing at a place %j that there is not',
    (at) => {
      expect(applyChanges(base, [{ at, put: { polluted: true } }])).toBeNull();
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('is little between a built-in document and one of its own with a setting changed', () => {
    for (const { id } of SCENARIO_LIBRARY) {
      const scenario = loadScenario(id)?.scenario;
      const changed = JSON.parse(JSON.stringify(scenario)) as { producers?: { config?: Record<string, unknown> }[] };
      for (const producer of changed.producers ?? []) producer.config = { ...producer.config, acks: '1' };
      expect(JSON.stringify(changesOf(scenario, changed) ?? scenario).length, id).toBeLessThan(400);
    }
  });
});
