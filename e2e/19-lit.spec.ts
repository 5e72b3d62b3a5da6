import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { entity, frameOf, idle, openAlone, playTo } from './support/app.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

async function lookThrough(page: Page, lens: 1 | 2 | 3 | 4 | 5): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(String(lens));
  await expect(page.locator('.stage')).toHaveAttribute('data-lens', ['cluster', 'partitions', 'groups', 'sequence', 'metrics'][lens - 1] ?? '');
  await expect(page.locator('.stage .lens[aria-busy="true"]')).toHaveCount(0);
  await idle(page);
}

async function attributes(page: Page, selector: string, name: string): Promise<readonly string[]> {
  return page.locator(selector).evaluateAll((all, attribute) => all.map((each) => each.getAttribute(attribute) ?? '').toSorted((a, b) => (a < b ? -1 : 1)), name);
}

async function lifeOf(page: Page) {
  await page.waitForFunction(() => (window.__commitLog.state().followed?.record?.steps.length ?? 0) > 0);
  await idle(page);
  return page.evaluate(() => window.__commitLog.state().followed?.record?.steps ?? []);
}

/** Where it is told to be for the group, by the numbers that the page was told. */
async function groupPlace(page: Page) {
  const [group] = await page.evaluate(() => {
    const { detail } = window.__commitLog.state();
    return detail?.kind === 'groups' ? detail.groups : [];
  });
  const partition = group?.partitions.find(({ key }) => key === 'orders-2');
  if (partition === undefined) throw new Error('The group reads orders-2.');
  const shown = Number(await page.locator('.gpanel').getAttribute('data-shown'));
  return { ...partition, position: partition.readers[0]?.position ?? -1, shown };
}

test('a record that is followed is lit on every lens, where it is and when something happened to it', async ({ page }) => {
  await openAlone(page, '?scenario=first-look');
  await playTo(page, 8_000_000);
  await lookThrough(page, 2);
  // At a known moment, however far the run has gone: after the first commit, which is of offset 5, and before the second. What is ahead of it was not followed.
  await page.locator('.record[data-record="3/orders-2@7"]').click();
  await page.locator('.life [data-kind="processed"] button').click();
  await idle(page);
  await page.locator('.record[data-record="3/orders-2@6"]').click();
  const life = await lifeOf(page);
  expect(await attributes(page, '.record[data-followed]', 'data-record')).toEqual(['1/orders-2@6', '2/orders-2@6', '3/orders-2@6']);

  await lookThrough(page, 1);
  await expect(page.locator('.cell[data-followed][data-offset="6"]')).toHaveCount(3);
  expect(await attributes(page, '.replica[data-marked="record"]', 'data-key')).toEqual(['1/orders-2', '2/orders-2', '3/orders-2']);

  await lookThrough(page, 3);
  const { committed, position, highWatermark, shown } = await groupPlace(page);
  expect([committed, position]).toEqual([5, 8]);
  const line = page.locator('.gline[data-marked="record"]');
  await expect(line).toHaveAttribute('data-key', 'orders-2');
  await expect(line).toHaveAttribute('aria-label', new RegExp(`Record 6 is between committed ${committed} and position ${position}: `));
  await expect(line).toContainText('that is not committed yet');
  await expect(page.locator('.gstrip-record')).toHaveCount(1);
  const places = await line.evaluate((each) => ['.gstrip', '.gstrip-record'].map((part) => each.querySelector(part)?.getBoundingClientRect()).map((box) => ({ x: box?.x ?? 0, width: box?.width ?? 0 })));
  const [strip, box] = [places[0] ?? { x: 0, width: 1 }, places[1] ?? { x: 0, width: 0 }];
  expect((box.x + box.width / 2 - strip.x) / strip.width).toBeCloseTo((6.5 - highWatermark + shown) / shown, 2);

  await lookThrough(page, 4);
  await page.getByRole('button', { name: 'Show its life' }).click();
  const lit = page.locator('.arrow[data-lit]');
  await expect(lit.first()).toBeVisible();
  await idle(page);
  const events = new Set(life.map(({ event }) => event));
  const messages = await page.evaluate(() => window.__commitLog.state().sequence?.messages.map(({ key, api, isResponse, events: own }) => ({ key, name: `${api} ${isResponse ? 'response' : 'request'}`, events: own })) ?? []);
  const ofLife = messages.filter((message) => message.events.some((event) => events.has(event)));
  // It is sent, copied by two, committed by what they ask next, acknowledged, and read.
  expect(ofLife.map(({ name }) => name).toSorted()).toEqual(['Fetch request', 'Fetch response', 'Fetch response', 'Fetch response', 'Produce request', 'Produce response']);
  expect(await attributes(page, '.arrow[data-lit]', 'data-message')).toEqual(ofLife.map(({ key }) => key).toSorted((a, b) => (a < b ? -1 : 1)));
  expect(await page.evaluate(() => {
    const body = document.querySelector('.sequence-body')?.getBoundingClientRect();
    return [...document.querySelectorAll('.arrow[data-lit] .arrow-line')].filter((arrow) => arrow.getBoundingClientRect().top < (body?.top ?? 0) || arrow.getBoundingClientRect().bottom > (body?.bottom ?? 0)).length;
  })).toBe(0);

  // One mark stands for what is too near to be told apart. At the moment of its first step it is where the playhead is.
  await lookThrough(page, 5);
  const mark = page.locator('.chart[data-metric="messagesIn"] .chart-life');
  await expect(mark).toHaveCount(1);
  await expect(mark).toHaveAttribute('data-from', String(life[0]?.at));
  await expect(mark).toHaveAttribute('data-to', String(life.at(-1)?.at));
  await expect(mark).toHaveAttribute('data-steps', String(life.length));
  await expect(page.locator('.chart-life line')).toHaveCount(await page.locator('.chart').count());
  await expect(page.locator('.metrics-lit')).toContainText(`orders-2@6, ${life.length} steps from`);
  await page.locator('.life-time').first().click();
  await idle(page);
  const placeOf = async (selector: string): Promise<number> => Number(/translate\(([\d.]+)/.exec((await page.locator('.chart[data-metric="messagesIn"]').locator(selector).getAttribute('transform')) ?? '')?.[1]);
  expect(await placeOf('.chart-life')).toBeCloseTo(await placeOf('.chart-playhead'), 0);
});

test('a followed record that lies before what a strip shows is said to lie there', async ({ page }) => {
  await openAlone(page, '?scenario=first-look');
  await playTo(page, 3_000_000);
  await lookThrough(page, 2);
  await page.locator('.record[data-record="3/orders-2@1"]').click();
  await lifeOf(page);
  await playTo(page, 24_000_000);
  await lookThrough(page, 3);
  const { committed, highWatermark, shown } = await groupPlace(page);
  expect(highWatermark - shown).toBeGreaterThan(1);
  const line = page.locator('.gline[data-marked="record"]');
  await expect(line.locator('.gstrip-outside[data-outside="before"]')).toBeVisible();
  await expect(line.locator('.gstrip-record')).toHaveCount(0);
  await expect(line).toContainText(`Record 1 is before committed ${committed}: the group is done with it. It lies before the offsets that the strip shows.`);
  await lookThrough(page, 1);
  await expect(page.locator('.followed-before[data-offset="1"]')).toHaveCount(3);
});

/** What there is to select, in two tests that take half as long each. */
const KEYS = [
  ['broker-1', '1/orders-2', 'orders-2'],
  ['consumer:c1', 'group:analytics', 'producer:checkout', 'controller-3000'],
];

for (const keys of KEYS) test(`${keys.join(', ')}: what is selected is marked on every lens that shows it or a part of it`, async ({ page }) => {
  await openAlone(page, '?scenario=first-look');
  await playTo(page, 6_000_000);
  const { partitions, groups, consumers } = await frameOf(page);
  const led = partitions.filter(({ topic, leader }) => topic === 'orders' && leader === 1).map(({ key }) => key);
  const leader = partitions.find(({ key }) => key === 'orders-2')?.leader;
  const coordinator = `broker-${groups[0]?.coordinator}`;
  const members = consumers.map(({ node }) => node);
  const brokers = ['broker-1', 'broker-2', 'broker-3'];
  const things = [
    { key: 'broker-1', from: 1, log: ['[data-marked="broker"]', ['1/orders-0', '1/orders-1', '1/orders-2', '1/orders-3', '1/orders-4', '1/orders-5']], group: ['.gline[data-marked="leader"]', led], lines: ['[data-selected]', ['broker-1']], sources: ['broker-1'] },
    { key: '1/orders-2', from: 1, log: ['.log-copy[aria-current]', ['1/orders-2']], group: ['.gline[data-marked="copy"]', ['orders-2']], lines: ['[data-part="copy"]', ['broker-1']], sources: ['broker-1'] },
    { key: 'orders-2', from: 2, log: ['.log-name[aria-current]', ['orders-2']], group: ['.gline[aria-current]', ['orders-2']], lines: ['[data-part]', brokers], sources: [`broker-${leader}`] },
    { key: 'consumer:c1', from: 1, log: ['[data-marked="consumer"]', ['', '']], group: ['.entity[aria-current]', ['consumer:c1']], lines: ['[data-selected]', ['consumer:c1']], sources: ['consumer:c1'] },
    { key: 'group:analytics', from: 1, log: ['.log-group[aria-current]', ['', '', '', '', '', '']], group: ['.entity[aria-current]', ['group:analytics']], lines: ['[data-part]', [coordinator, ...members]], sources: [...members, 'group:analytics'] },
    { key: 'producer:checkout', from: 1, log: null, group: null, lines: ['[data-selected]', ['producer:checkout']], sources: ['producer:checkout'] },
    { key: 'controller-3000', from: 1, log: null, group: null, lines: ['[data-selected]', ['controller-3000']], sources: ['controller-3000'] },
  ] as const;
  for (const { key, from, log, group, lines, sources } of things.filter((thing) => keys.includes(thing.key))) {
    await lookThrough(page, from);
    if (from === 2) await page.locator(`.log-name[data-key="${key}"]`).click();
    else {
      await entity(page, key).focus();
      await page.keyboard.press('Enter');
    }
    await lookThrough(page, 1);
    if (from === 2) expect(await attributes(page, '.replica[data-marked="partition"]', 'data-key'), key).toEqual(['1/orders-2', '2/orders-2', '3/orders-2']);
    else expect(await attributes(page, '.scene .entity[aria-current]', 'data-key'), key).toEqual([key]);
    if (log !== null) {
      await lookThrough(page, 2);
      if (from !== 2) await page.locator('.log-topic-name').first().click();
      await expect(page.locator(`.log-lens ${log[0]}`), key).toHaveCount(log[1].length);
      expect(await attributes(page, `.log-lens ${log[0]}`, 'data-key'), key).toEqual(log[1]);
    }
    if (group !== null) {
      await lookThrough(page, 3);
      expect(await attributes(page, `.groups ${group[0]}`, 'data-key'), key).toEqual(group[1]);
    }
    await lookThrough(page, 4);
    expect([...new Set(await attributes(page, `.lifeline${lines[0]}`, 'data-node'))], key).toEqual([...lines[1]].toSorted());
    await lookThrough(page, 5);
    await page.getByRole('button', { name: 'All together' }).click();
    await expect(page.locator('.metrics-lit'), key).toContainText('Seen per node, the lines of');
    await expect(page.locator('.chart-series[data-emphasis]'), key).toHaveCount(0);
    await page.getByRole('button', { name: 'Per node' }).click();
    await expect(page.locator('.metrics-lit'), key).toContainText('Heavier: the lines of');
    expect([...new Set(await attributes(page, '.chart-series[data-emphasis="more"]', 'data-source'))], key).toEqual(sources);
    // Beside each of them is one that is quieter, and nowhere is one quieter alone.
    await expect(page.locator('.chart:has([data-emphasis="less"]):not(:has([data-emphasis="more"]))'), key).toHaveCount(0);
  }
});

test('what is lit has its place, and axe finds nothing', async ({ page }) => {
  await openAlone(page, '?scenario=first-look');
  await playTo(page, 8_000_000);
  await lookThrough(page, 2);
  await page.locator('.record[data-record="3/orders-2@6"]').click();
  await lifeOf(page);
  for (const lens of [3, 4, 5] as const) {
    await lookThrough(page, lens);
    const { violations } = await new AxeBuilder({ page }).include(['.gheld:has([data-marked])', '.sequence-lit', '.metrics-lit'][lens - 3] ?? '').analyze();
    expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`)), `axe, lens ${lens}`).toEqual([]);
  }
  // The charts are on the page now; the other two are looked at where there is least room.
  for (const [lens, size] of [[5, SIZES[1]], [4, SIZES.at(-1)], [3, SIZES.at(-1)]] as const) {
    if (size !== undefined) await page.setViewportSize(size);
    await lookThrough(page, lens);
    expect.soft(await layoutFaults(page), `lens ${lens}, ${size?.width} wide`).toEqual([]);
  }
});
