import { expect, it } from 'vitest';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import { killOf } from './entityCommands.ts';

const frame = fixtureFrame();

it.each([
  ['broker-2', { kind: 'killBroker', broker: 2 }],
  ['controller-3001', { kind: 'killController', controller: 3001 }],
  ['consumer:c2', { kind: 'killConsumer', consumer: 'c2' }],
  ['producer:checkout', { kind: 'killProducer', producer: 'checkout' }],
])('Delete on %s gives a command of the contract', (key, command) => {
  expect(killOf(frame, key)?.command).toEqual(command);
});

it.each(['1/orders-0', 'group:analytics', 'admin', 'broker-9'])('Delete on %s does nothing', (key) => {
  expect(killOf(frame, key)).toBeNull();
});

it('does not kill what is dead', () => {
  expect(killOf(fixtureFrame({ dead: true }), 'broker-1')).toBeNull();
});
