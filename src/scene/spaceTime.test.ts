import { describe, expect, it } from 'vitest';
import type { BecauseLink } from '../protocol/because.ts';
import { DONE_LANE, spaceTime } from './spaceTime.ts';

const WIDTH = 264;

function link(over: Partial<BecauseLink>): BecauseLink {
  return { kind: 'fact', name: 'x', at: 0, event: 0, fact: 0, sentence: 'x', how: null, entities: [], messages: [], isContext: false, because: [], ...over };
}

const killed = link({ name: 'NodeKilled', at: 10_000_000, event: 5, fact: 1, entities: ['broker-1'], because: [link({ kind: 'command', name: 'killBroker', at: 10_000_000, event: 5, fact: null })] });
const fenced = link({
  name: 'BrokerFenced',
  at: 18_000_000,
  event: 9,
  fact: 2,
  entities: ['controller-3000'],
  because: [{ ...killed, messages: [{ event: 4, label: 'BrokerHeartbeat', from: 'broker-1', to: 'controller-3000', sentAt: 8_999_000, arrivedAt: 9_000_000, error: null }] }],
});

function picture(chain: BecauseLink) {
  const drawn = spaceTime(chain, WIDTH);
  if (drawn === null) throw new Error('nothing is drawn');
  return drawn;
}

describe('a chain over time', () => {
  it('has a lane for every node, in the order in which they come in, and one for what was done', () => {
    expect(picture(fenced).lanes.map(({ node }) => node)).toEqual(['broker-1', 'controller-3000', DONE_LANE]);
  });

  it('goes down with time and stays in its frame', () => {
    const { rows, points, arrows, height, lanes } = picture(fenced);
    expect(rows.map(({ at }) => at)).toEqual([8_999_000, 9_000_000, 10_000_000, 18_000_000]);
    expect(rows.every(({ y }, index) => y > (rows[index - 1]?.y ?? 0) && y < height)).toBe(true);
    for (const { from, to } of arrows) expect(to.y).toBeGreaterThan(from.y);
    for (const { x } of [...points, ...lanes]) {
      expect(x).toBeGreaterThan(56);
      expect(x).toBeLessThan(WIDTH);
    }
  });

  it('marks long waits, and joins a cause with its effect where no message did', () => {
    const { gaps, ties, arrows } = picture(fenced);
    expect(gaps.map(({ us }) => us)).toEqual([1_000_000, 8_000_000]);
    expect(arrows.map(({ label }) => label)).toEqual(['BrokerHeartbeat']);
    expect(ties.map(({ key }) => key)).toEqual(['event 5>fact 1']);
  });

  it('draws what is told twice once, and nothing for a fact alone', () => {
    expect(picture({ ...fenced, because: [...fenced.because, ...fenced.because] }).points).toHaveLength(3);
    expect(spaceTime(link({}), WIDTH)).toBeNull();
    expect(spaceTime(link({ because: [link({ kind: 'setting', name: 'model.truncation', event: null, fact: null })] }), WIDTH)).toBeNull();
  });
});
