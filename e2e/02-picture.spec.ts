import type { Page } from '@playwright/test';
import type { Frame } from '../src/protocol/views.ts';
import { SECOND, entity, frameOf, idle, nowOf, openAlone, playTo, rootOf, setSpeed } from './support/app.ts';
import { readPicture, untruths } from './support/picture.ts';
import { expect, test } from './support/test.ts';

/** Sums over the partitions of orders, from the replicas that lead them. */
function logsOf(frame: Frame): { readonly written: number; readonly committed: number } {
  const leaders = frame.replicas.filter(({ topic, role }) => topic === 'orders' && role === 'leader');
  return {
    written: leaders.reduce((sum, { endOffset }) => sum + endOffset, 0),
    committed: leaders.reduce((sum, { highWatermark }) => sum + highWatermark, 0),
  };
}

function positionsOf(frame: Frame): Readonly<Record<string, { readonly position: number; readonly committed: number }>> {
  return Object.fromEntries(frame.consumers.flatMap(({ assigned }) => assigned.map((each) => [`${each.topic}-${each.partition}`, each])));
}

/** Messages that are drawn just now: who sends what to whom. */
async function drawnMessages(page: Page): Promise<readonly string[]> {
  return page.locator('.messages-layer .message').evaluateAll((messages) =>
    (messages as SVGGElement[])
      .filter(({ style }) => style.display !== 'none')
      .map(({ dataset, classList }) => `${dataset['from']} > ${dataset['to']} ${dataset['api']}${classList.contains('hollow') ? ' response' : ''}`),
  );
}

test('three brokers hold six partitions, a producer writes and a group of three reads', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 9 * SECOND);
  for (const broker of [1, 2, 3]) {
    await expect(entity(page, `broker-${broker}`)).toHaveAttribute('data-state', 'running');
    for (const partition of [0, 1, 2, 3, 4, 5]) await expect(entity(page, `${broker}/orders-${partition}`)).toBeVisible();
  }
  await expect(page.locator('.entity.replica')).toHaveCount(18);
  await expect(page.locator('.entity.replica[data-role="leader"]')).toHaveCount(6);
  await expect(entity(page, 'producer:checkout')).toContainText('acks=all');
  await expect(entity(page, 'group:analytics')).toHaveAttribute('data-state', 'Stable');
  await expect(entity(page, 'consumer:c1')).toHaveAttribute('data-assigned', 'orders-0 orders-1');
  await expect(entity(page, 'consumer:c2')).toHaveAttribute('data-assigned', 'orders-2 orders-3');
  await expect(entity(page, 'consumer:c3')).toHaveAttribute('data-assigned', 'orders-4 orders-5');
  await expect(page.locator('.legend li')).toHaveText(['user:1', 'user:2', 'user:3', 'user:4', 'user:5', 'user:6', 'user:7', 'user:8']);
});

test.describe('event by event', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('records are produced to leaders, fetched by followers and by consumers, and drawn on their way', async ({ page }) => {
    await openAlone(page);
    await playTo(page, 7 * SECOND);
    // The followers ask and the leader answers: nothing is pushed to them.
    const wanted = [
      'producer:checkout > broker-2 Produce',
      'broker-2 > producer:checkout Produce response',
      'broker-1 > broker-2 Fetch',
      'broker-2 > broker-1 Fetch response',
      'consumer:c3 > broker-2 Fetch',
      'broker-2 > consumer:c3 Fetch response',
    ];
    const seen = new Set<string>();
    for (let step = 0; step < 400 && !wanted.every((each) => seen.has(each)); step += 1) {
      await page.keyboard.press('.');
      await idle(page);
      for (const message of await drawnMessages(page)) seen.add(message);
    }
    expect([...seen]).toEqual(expect.arrayContaining(wanted));
    const produced = [...seen].filter((each) => each.endsWith(' Produce'));
    expect(produced.every((each) => each.startsWith('producer:checkout > broker-'))).toBe(true);
  });
});

test('the high watermark advances, cells turn from outlines to solid, consumers read on, commit, and lag', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 8 * SECOND);
  const before = await frameOf(page);
  await playTo(page, 20 * SECOND);
  const after = await frameOf(page);
  expect(logsOf(after).written).toBeGreaterThan(logsOf(before).written + 80);
  expect(logsOf(after).committed).toBeGreaterThan(logsOf(before).committed + 80);
  for (const [name, { position, committed }] of Object.entries(positionsOf(after))) {
    expect(position, name).toBeGreaterThan(positionsOf(before)[name]?.position ?? 0);
    expect(committed, name).toBeGreaterThan(positionsOf(before)[name]?.committed ?? 0);
    expect(committed, name).toBeLessThanOrEqual(position);
  }

  // One cell from its first appearance on its leader to the moment when it is committed.
  await setSpeed(page, '100 times slower');
  await page.keyboard.press('Space');
  const cell = await page.waitForFunction(() => {
    const open = document.querySelector<SVGGElement>('.replica[data-role="leader"] .cell[data-state="open"]');
    return open === null ? null : { replica: open.closest<HTMLElement>('.replica')?.dataset['key'] ?? '', offset: open.dataset['offset'] ?? '' };
  });
  const { replica, offset } = (await cell.jsonValue()) ?? { replica: '', offset: '' };
  await expect(entity(page, replica).locator(`.cell[data-offset="${offset}"]`)).toHaveAttribute('data-state', 'committed', { timeout: 20_000 });
  expect(Number(await entity(page, replica).getAttribute('data-hw'))).toBeGreaterThan(Number(offset));
});

test('what is to read grows while a consumer does not read, and shrinks when it does', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 9 * SECOND);
  const toReadOf = async (): Promise<number> => Number(await entity(page, 'consumer:c3').getAttribute('data-to-read'));
  await entity(page, 'consumer:c3').click({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Stop reading' }).click();
  await playTo(page, (await nowOf(page)) + 5 * SECOND);
  expect(await toReadOf()).toBeGreaterThan(8);
  await expect(entity(page, 'consumer:c3')).toContainText('not fetching');
  await page.getByRole('button', { name: 'Read again' }).click();
  await playTo(page, (await nowOf(page)) + 3 * SECOND);
  expect(await toReadOf()).toBeLessThan(8);
});

test('what the picture says is what the state says, at every pause', async ({ page }) => {
  await openAlone(page);
  for (const seconds of [2, 6.5, 12]) {
    await playTo(page, seconds * SECOND);
    expect(await nowOf(page)).toBe((await frameOf(page)).now);
    expect(untruths(await readPicture(page), await frameOf(page))).toEqual([]);
  }
  // Where records are halfway: written, not committed yet.
  for (let step = 0; step < 10; step += 1) {
    await page.keyboard.press('.');
    await idle(page);
    expect(untruths(await readPicture(page), await frameOf(page))).toEqual([]);
  }
  const { now } = await frameOf(page);
  const seconds = Math.floor(now / 1000) / 1000;
  await expect(page.getByTestId('virtual-time')).toHaveText(`${seconds.toFixed(3)} s`);
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
});

test('a picture that lies is found out', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 9 * SECOND);
  const frame = await frameOf(page);
  const lies: readonly (() => void)[] = [
    () => document.querySelector('[data-key="2/orders-1"]')?.setAttribute('data-hw', '1'),
    () => document.querySelector('[data-key="2/orders-1"] .cell')?.remove(),
    () => document.querySelector<SVGElement>('[data-key="2/orders-1"] .high-watermark')?.style.setProperty('transform', 'translateX(12px)'),
    () => document.querySelector<SVGElement>('[data-key="2/orders-1"] .cell rect')?.style.setProperty('fill', 'none'),
    () => document.querySelector('[data-key="consumer:c1"] .reading-name')?.replaceChildren('orders-4'),
    () => document.querySelector('[data-key="broker-3"]')?.setAttribute('data-state', 'dead'),
    () => document.querySelector('[data-key="producer:checkout"] .card-line:nth-child(2)')?.replaceChildren('1/1 acked'),
  ];
  let found = untruths(await readPicture(page), frame);
  expect(found).toEqual([]);
  for (const lie of lies) {
    await page.evaluate(lie);
    await idle(page);
    const now = untruths(await readPicture(page), frame);
    expect(now.length, lie.toString()).toBeGreaterThan(found.length);
    found = now;
  }
});
