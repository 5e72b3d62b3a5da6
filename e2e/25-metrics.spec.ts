import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { formatValue } from '../src/components/metrics/formatValue.ts';
import { SECOND, idle, leaveStory, nowOf, openApp, playTo } from './support/app.ts';
import { libraryFile, measureDocument } from './support/commandLine.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

function chart(page: Page, metric: string): Locator {
  return page.locator(`.chart[data-metric="${metric}"]`);
}

async function openMetrics(page: Page, us: number): Promise<void> {
  await openApp(page);
  await leaveStory(page);
  await playTo(page, us);
  await page.keyboard.press('5');
  await expect(chart(page, 'messagesIn')).toBeVisible();
  await page.waitForFunction(() => {
    const { measured, knownTo } = window.__commitLog.state();
    return measured !== null && measured.isComplete && measured.measuredTo >= Math.floor(knownTo / 500_000) * 500_000;
  });
  await idle(page);
}

/** The numbers of a chart, by time in seconds. */
async function numbersOf(page: Page, metric: string, title: string): Promise<Map<number, string>> {
  const figure = chart(page, metric);
  await figure.getByRole('button', { name: `About ${title}` }).click();
  await figure.getByRole('button', { name: 'Show the numbers' }).click();
  const rows = await figure.locator('tbody tr').evaluateAll((list) => list.map((row) => [row.querySelector('th')?.textContent ?? '', row.querySelector('td')?.textContent ?? '']));
  return new Map(rows.map(([time, value]) => [Number.parseFloat(time ?? ''), value ?? '']));
}

test('the charts tell what the command line tells of the same run, and the value at the playhead is in them', async ({ page }) => {
  await openMetrics(page, 5 * SECOND);
  const lines = await measureDocument(libraryFile('first-look'), 5 * SECOND);
  const told = (metric: string): ReadonlyMap<number, number> => new Map(lines.filter((line) => line.metric === metric).map((line) => [line.at / SECOND, line.perSecond ?? line.value ?? 0]));
  for (const [metric, title, unit] of [['messagesIn', 'MessagesInPerSec', 'records/s'], ['leaderCount', 'LeaderCount', 'partitions'], ['bytesIn', 'BytesInPerSec', 'bytes/s']] as const) {
    const expected = told(metric);
    const shown = await numbersOf(page, metric, title);
    for (let at = 0.5; at <= 5; at += 0.5) expect(shown.get(at), `${title} at ${at} s`).toBe(formatValue(expected.get(at) ?? 0, unit));
    const readAt = Math.floor((await nowOf(page)) / 500_000) / 2;
    await expect(chart(page, metric).locator('.chart-value strong')).toHaveText(shown.get(readAt) ?? '');
  }
});

test('dragging over a chart shows that stretch on all of them and on the timeline; a press goes there; the keyboard does the same', async ({ page }) => {
  await openMetrics(page, 9 * SECOND);
  const plot = chart(page, 'messagesIn').locator('svg.chart-svg');
  const box = await plot.boundingBox();
  if (box === null) throw new Error('The chart has no place.');
  const x = (share: number): number => box.x + 54 + (box.width - 64) * share;
  // Hovering reads every chart at one time.
  await page.mouse.move(x(0.2), box.y + 40);
  await expect(page.locator('.chart-cross')).toHaveCount(await page.locator('.chart').count());
  await expect(page.locator('.metrics-reading')).toContainText('At the pointer');
  await page.mouse.down();
  await page.mouse.move(x(0.3), box.y + 40, { steps: 3 });
  await page.mouse.move(x(0.7), box.y + 40, { steps: 3 });
  await page.mouse.up();
  const zoom = await page.evaluate(() => window.__commitLog.state().zoom);
  expect(zoom?.from).toBeGreaterThan(0);
  const [from, to] = [zoom?.from ?? 0, zoom?.to ?? 0];
  await expect(page.getByRole('button', { name: 'Whole run' })).toHaveCount(2);
  const first = await page.locator('.timeline .axis text').first().textContent();
  expect(Number.parseFloat(first ?? '')).toBeGreaterThanOrEqual(Math.floor(from / SECOND));
  // A press in place goes there.
  await plot.click({ position: { x: 54 + (box.width - 64) * 0.5, y: 40 } });
  await idle(page);
  expect(Math.abs((await nowOf(page)) - (from + to) / 2)).toBeLessThan((to - from) / 20);
  await page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: 'Whole run' }).press('Enter');
  expect(await page.evaluate(() => window.__commitLog.state().zoom)).toBeNull();
  await expect(page.getByRole('slider', { name: 'Playhead' })).toBeFocused();
  // What was begun is given up with Escape.
  await page.mouse.move(x(0.3), box.y + 40);
  await page.mouse.down();
  await page.mouse.move(x(0.7), box.y + 40, { steps: 3 });
  await page.keyboard.press('Escape');
  await expect(page.locator('.chart-cross')).toHaveCount(0);
  const now = await nowOf(page);
  await page.mouse.up();
  expect(await page.evaluate(() => window.__commitLog.state().zoom)).toBeNull();
  await idle(page);
  expect(await nowOf(page)).toBe(now);
  // As far as it goes, and back: the button that has nothing left to do keeps the focus.
  for (const name of ['Zoom in', 'Zoom out']) {
    const button = page.getByRole('button', { name });
    for (let count = 0; count < 8; count += 1) await button.press('Enter');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toBeFocused();
  }
  expect(await page.evaluate(() => window.__commitLog.state().zoom)).toBeNull();
  await page.getByRole('button', { name: 'Zoom in' }).press('Enter');
  // Two times at least, or nobody knows how long it is.
  expect(await chart(page, 'messagesIn').locator('.chart-tick').count()).toBeGreaterThan(1);
  expect(await page.evaluate(() => window.__commitLog.state().zoom)).not.toBeNull();
  // Lines for each node stay what is asked for after another lens.
  await page.getByRole('button', { name: 'Per node' }).click();
  await page.keyboard.press('1');
  await page.keyboard.press('5');
  await expect(page.getByRole('button', { name: 'Per node' })).toHaveAttribute('aria-pressed', 'true');
});

test('everything has its place and axe finds nothing, at every width and in both themes', async ({ page }) => {
  await openMetrics(page, 5 * SECOND);
  await chart(page, 'bytesIn').getByRole('button', { name: 'About BytesInPerSec' }).click();
  await page.getByRole('button', { name: 'Per node' }).click();
  for (const [index, size] of SIZES.entries()) {
    await page.setViewportSize(size);
    // Places are the same in both themes; each is looked at in turn.
    const colorScheme = index % 2 === 0 ? 'light' : 'dark';
    await page.emulateMedia({ colorScheme });
    await page.mouse.move(0, 0);
    await idle(page);
    expect.soft(await layoutFaults(page), `${size.width} wide, ${colorScheme}`).toEqual([]);
  }
  const { violations } = await new AxeBuilder({ page }).include('.metrics-lens').analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
});
