import { describe, expect, it } from 'vitest';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import { cutFromOthers, cutFromThose, setActions } from './setCommands.ts';

const frame = fixtureFrame();
const cut = (from: string, to: string): unknown => ({ kind: 'cutLink', from, to });

describe('several nodes', () => {
  it('are cut from whole roles that none of them has, and one by one from their own', () => {
    expect(cutFromOthers(frame, ['broker-1', 'broker-2'])).toEqual([
      cut('broker-1', 'broker-3'), cut('broker-1', 'controllers'), cut('broker-1', 'clients'),
      cut('broker-2', 'broker-3'), cut('broker-2', 'controllers'), cut('broker-2', 'clients'),
    ]);
  });

  it('with a client among them are cut from the other clients one by one, the admin client too', () => {
    const cuts = cutFromOthers(frame, ['broker-1', 'consumer:c1']);
    expect(cuts).toEqual([
      cut('broker-1', 'brokers'), cut('broker-1', 'controllers'),
      cut('broker-1', 'producer:checkout'), cut('broker-1', 'consumer:c2'), cut('broker-1', 'consumer:c3'), cut('broker-1', 'admin'),
      cut('consumer:c1', 'broker-2'), cut('consumer:c1', 'broker-3'),
    ]);
  });

  it('are cut from chosen ones where there is a wire: clients have none to each other nor to controllers', () => {
    expect(cutFromThose(frame, ['broker-1', 'consumer:c1'], ['broker-2', 'controller-3000', 'consumer:c2'])).toEqual([
      cut('broker-1', 'broker-2'), cut('broker-1', 'controller-3000'), cut('broker-1', 'consumer:c2'), cut('consumer:c1', 'broker-2'),
    ]);
  });

  it('are offered what can be done to one of them at least', () => {
    const dead = fixtureFrame({ dead: true });
    const labels = (these: readonly string[]) => setActions(dead, these).map(({ label, commands }) => `${label}: ${commands.length}`);
    expect(labels(['broker-1'])).toEqual(['Restart all: 1', 'Cut from the others: 3']);
    expect(labels(['broker-1', 'broker-2'])).toEqual(['Kill all: 1', 'Restart all: 1', 'Pause all for 5 s: 1', 'Cut from the others: 6']);
  });

  it('that are cut off can be healed, and what is cut is not cut again', () => {
    const links = (['broker-2', 'broker-3'] as const).flatMap((other) =>
      [['broker-1', other], [other, 'broker-1']].map(([from = '', to = '']) => ({ key: `${from}>${to}`, from, to, cut: true, held: 0, hold: null, broken: null })),
    );
    const half = { ...frame, links };
    expect(cutFromOthers(half, ['broker-1'])).toEqual([cut('broker-1', 'controllers'), cut('broker-1', 'clients')]);
    expect(setActions(half, ['broker-1']).find(({ label }) => label === 'Heal their links')?.commands).toEqual([{ kind: 'healLink', from: 'broker-1', to: '*' }]);
  });
});
