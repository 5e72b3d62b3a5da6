import { describe, expect, it } from 'vitest';
import type { BecauseLink } from '../protocol/because.ts';
import { causeArrows } from './causeArrows.ts';
import { layoutScene } from './layout.ts';
import { structureOf } from './structure.ts';
import { fixtureFrame } from './testing/fixtureFrame.ts';
import type { Viewport } from './types.ts';

const link = (over: Partial<BecauseLink>): BecauseLink => ({ kind: 'fact', name: 'NodeKilled', at: 0, event: 1, fact: 1, sentence: '', how: null, entities: [], messages: [], isContext: false, because: [], ...over });
const message = (from: string, to: string, label = 'Fetch'): BecauseLink['messages'][number] => ({ event: 1, label, from, to, sentAt: 0, arrivedAt: 1, error: null });

const VIEWPORTS: readonly Viewport[] = [
  { kind: 'wide', width: 800, height: 604 },
  { kind: 'embed', width: 760, height: 306 },
  { kind: 'phone', width: 390, height: 0 },
];

describe.each(VIEWPORTS)('on a stage of $kind', (viewport) => {
  const scene = layoutScene(structureOf(fixtureFrame(), { showInternalTopics: false, legendLines: 4 }), viewport);
  const [first = '', second = ''] = [...scene.nodes.keys()].filter((name) => name.startsWith('broker-'));

  it('points the way that the messages went, within the picture', () => {
    const there = causeArrows(scene, link({ messages: [message(first, second)] }), () => false)[0];
    const back = causeArrows(scene, link({ messages: [message(second, first, 'FetchResponse')] }), () => false)[0];
    expect(there?.path).toBe(back?.path);
    expect(back?.label).toBe('Fetch response');
    const turned = Math.abs((there?.head.angle ?? 0) - (back?.head.angle ?? 0));
    // On a link that bends the two heads are at other places, and still not one as the other.
    expect(turned).toBeGreaterThan(30);
    for (const arrow of [there, back]) {
      expect(arrow?.head.x).toBeGreaterThanOrEqual(0);
      expect(arrow?.head.x).toBeLessThanOrEqual(scene.width);
    }
  });

  it('draws one arrow for all messages of a way, and marks it when one of them is of the cause that is shown', () => {
    const shown = link({ event: 7, messages: [message(first, second, 'BrokerHeartbeat')] });
    const chain = link({ messages: [message(first, second), message('nobody', second)], because: [shown] });
    const arrows = causeArrows(scene, chain, (one) => one === shown);
    expect(arrows).toMatchObject([{ key: `${first}>${second}`, label: 'Fetch and 1 more', isShown: true }]);
    expect(causeArrows(scene, chain, () => false)[0]?.isShown).toBe(false);
  });
});
