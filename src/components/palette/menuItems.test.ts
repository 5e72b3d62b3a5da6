import { expect, test } from 'vitest';
import type { AppActions, AppState } from '../../store/state.ts';
import { around } from './menuItems.ts';

const frame = {
  brokers: [{ key: 'broker-1', id: 1, state: 'running' }, { key: 'broker-2', id: 2, state: 'dead' }],
  consumers: [],
  producers: [],
  controllers: [],
  partitions: [{ key: 'orders-0', topic: 'orders', partition: 0, leader: 1 }, { key: 'orders-1', topic: 'orders', partition: 1, leader: -1 }],
  replicas: [
    { key: '1/orders-0', broker: 1, topic: 'orders', partition: 0, role: 'leader', sync: 'in-sync', endOffset: 9 },
    { key: '2/orders-0', broker: 2, topic: 'orders', partition: 0, role: 'follower', sync: 'offline', endOffset: 7 },
  ],
  messages: [{ key: '31', from: 'broker-2', to: 'broker-1', label: 'Fetch', fate: 'held' }],
} as unknown as AppState['frame'];

/** What the menu says, and what each line asks of the page. */
function menu(key: string | null, offset: number | null = null, message: string | null = null, lens: AppState['lens'] = 'cluster'): readonly (readonly [string, string])[] {
  let done = '';
  const actions = new Proxy({}, { get: (_, name) => (...given: unknown[]) => (done = `${String(name)} ${JSON.stringify(given)}`) }) as AppActions;
  return around({ key, offset, message }, { frame, lens }, actions).map(({ label, act }) => {
    act();
    return [label, done] as const;
  });
}

test('a copy has its log, its question and its broker', () => {
  expect(menu('2/orders-0')).toEqual([
    ['Why is it not in sync?', 'askWhyOf [{"kind":"replica","topic":"orders","partition":0,"broker":2},"orders-0 on broker 2"]'],
    ['See its log by offset', 'seeLog ["orders-0"]'],
    ['Select broker 2', 'select ["broker-2"]'],
    ['Restart broker 2', 'command [{"kind":"restartBroker","broker":2}]'],
  ]);
  expect(menu('1/orders-0', null, null, 'partitions').map(([label]) => label)).toEqual(['Select broker 1', 'Kill broker 1']);
});

test('a cell is followed and asked about, as its copy has it', () => {
  expect(menu('1/orders-0', 5).slice(0, 2)).toEqual([
    ['Follow record 5', 'select ["1/orders-0@5"]'],
    ['Where does record 5 come from?', 'askWhyOf [{"kind":"record","topic":"orders","partition":0,"offset":5,"broker":1},"Offset 5 of orders-0 on broker 1"]'],
  ]);
  expect(menu('orders-0@5')[0]?.[0]).toBe('Where does record 5 come from?');
});

test('a partition leads to its leader, where it has one', () => {
  expect(menu('orders-0').map(([label]) => label)).toEqual(['See its log by offset', 'Select broker 1', 'Kill broker 1']);
  expect(menu('orders-1').map(([label]) => label)).toEqual(['See its log by offset']);
});

test('a message is asked about, and has two ends', () => {
  expect(menu(null, null, '31')).toEqual([
    ['Why: Fetch to broker 1, held', 'askWhyOf [{"kind":"message","id":31},"Fetch to broker 1, held"]'],
    ['Select broker 2', 'select ["broker-2"]'],
    ['Select broker 1', 'select ["broker-1"]'],
  ]);
});

test('what has actions of its own gets none here', () => {
  expect(menu('broker-1')).toEqual([]);
  expect(menu('consumer:c1')).toEqual([]);
});
