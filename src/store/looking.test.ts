import { expect, test } from 'vitest';
import { opened } from './testing/storeBench.ts';

const at = (from: number) => ({ kind: 'partitions' as const, windows: [{ partition: 'orders-0', from, slots: 10 }] });

test('what is looked at is told one at a time, and of what was wanted meanwhile only the newest', () => {
  const { simulator, worker } = opened();
  const looks = () => worker().received.flatMap((message) => (message.type === 'look' ? [message.look] : []));
  for (let from = 0; from < 10; from += 1) simulator.actions.lookAt(at(from));
  expect(looks()).toEqual([{ detail: at(0), highlightKey: null, near: [] }]);
  worker().flush();
  simulator.actions.lookAt(at(9));
  simulator.actions.highlight('user:1');
  worker().flush();
  worker().flush();
  expect(looks().at(-1)).toEqual({ detail: at(9), highlightKey: 'user:1', near: [] });
  expect(looks()).toHaveLength(3);
});

test('a run that begins is told what the page looks at', () => {
  const { simulator, worker } = opened();
  simulator.actions.lookAt(at(3));
  worker().flush();
  const before = worker().received.length;
  simulator.actions.restart();
  worker().flush();
  expect(worker().received.slice(before).map(({ type }) => type)).toContain('look');
});

test('in a large cluster the worker is told what is looked at closely, once', () => {
  const { simulator, worker } = opened();
  const nears = () => worker().received.flatMap((message) => (message.type === 'look' ? [message.look.near] : []));
  const { store, actions } = simulator;
  // The worker of this test knows small frames only, and answers with one.
  const becomeLarge = (): void => {
    const { frame } = store.getState();
    if (frame !== null) store.setState({ frame: { ...frame, heat: [{ key: 'topic:orders/leaders', topic: 'orders', measure: 'leaders', values: [1] }] } });
  };
  actions.setCloseUp('broker-7');
  expect(nears()).toEqual([]);
  becomeLarge();
  expect(nears()).toEqual([['broker-7']]);
  worker().flush();
  store.setState({ selected: '1/orders-0' });
  becomeLarge();
  worker().flush();
  expect(nears()).toContainEqual(['1/orders-0', 'broker-7']);
});
