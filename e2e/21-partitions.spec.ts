import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { SECOND, entity, frameOf, idle, leaveStory, openApp, playTo } from './support/app.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { lookThrough } from './support/lenses.ts';
import { expectedLog, readLogs } from './support/logs.ts';
import { libraryDocument, momentAt, openMoment } from './support/moments.ts';
import { expect, test } from './support/test.ts';

async function openLogs(page: Page, search: string, until: number): Promise<void> {
  await openApp(page, search);
  await leaveStory(page);
  await playTo(page, until, '20 times faster');
  await page.keyboard.press('2');
  await expect(page.locator('.record').first()).toBeVisible();
  await idle(page);
}

test('shows of every copy what the state has: leader dead, a record that the new leader does not have', async ({ page }) => {
  // The dead broker comes back soon after: that moment, and none that a hurried machine comes to.
  await openMoment(page, await momentAt(libraryDocument('leader-dies'), 20 * SECOND));
  await lookThrough(page, 'partitions');
  const frame = await frameOf(page);
  const logs = await readLogs(page);
  expect(logs.map(({ partition }) => partition)).toEqual(frame.partitions.filter(({ topic }) => topic === 'orders').map(({ key }) => key));
  for (const { from, slots, ...drawn } of logs) {
    // What a coordinator has is not in the frame: it may be ahead of what the consumer has heard.
    const own = expectedLog(frame, { from, slots, ...drawn });
    expect(drawn.copies.map((copy) => ({ ...copy, records: copy.records.filter(({ offset }) => offset >= copy.leo - 24) }))).toEqual(own.copies);
    expect(drawn.groups.map(({ group, positions }) => ({ group, positions }))).toEqual(own.groups.map(({ group, positions }) => ({ group, positions })));
  }
  const dead = logs[0]?.copies.find(({ key }) => key === '1/orders-0');
  const bands = await page.locator('.log-block').first().locator('.log-epoch').evaluateAll((all) => all.map((band) => Number((band as SVGElement).dataset['epoch'])));
  expect(bands.length).toBeGreaterThan(0);
  // In this run the old leader has taken one record that nobody else had.
  await page.locator('.log-block').first().getByRole('button', { name: /^Older offsets/ }).click();
  await idle(page);
  const older = (await readLogs(page))[0]?.copies.find(({ key }) => key === '1/orders-0');
  expect([...(dead?.records ?? []), ...(older?.records ?? [])].some(({ state }) => state === 'diverged')).toBe(true);
});

test('is used with keys alone: records, rows, offsets and the selection', async ({ page }) => {
  await openLogs(page, '', 14 * SECOND);
  await page.keyboard.press('g');
  await expect(page.locator('.log-copy:focus')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const place = (): Promise<string> => page.locator('.record:focus').getAttribute('data-record').then((name) => name ?? '');
  const first = await place();
  await page.keyboard.press('ArrowDown');
  const second = await place();
  expect(second.split('@')[1]).toBe(first.split('@')[1]);
  expect(second.split('/')[0]).not.toBe(first.split('/')[0]);
  await page.keyboard.press('Enter');
  const name = second.replace(/^\d+\//, '');
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toHaveText(name);
  await expect(page.locator(`.record[data-selects="${name}"][aria-current="true"]`)).toHaveCount(3);
  const block = page.locator('.log-block').first();
  const from = async (): Promise<number> => Number(await block.getAttribute('data-from'));
  // Larger, so that not all of the log fits: the record that has the focus stays in sight.
  for (let times = 0; times < 2; times += 1) await page.keyboard.press('+');
  await idle(page);
  expect(await place()).toBe(second);
  await page.keyboard.press('End');
  await idle(page);
  const last = await from();
  await page.keyboard.press('PageUp');
  await idle(page);
  expect(await from()).toBeLessThan(last);
  await page.keyboard.press('Home');
  await idle(page);
  expect(await from()).toBe(Number(await block.getAttribute('data-start')));
  // The record may have left the window; its row then has the focus.
  expect(await page.locator(':focus').evaluate((element) => element.closest('.log-copy')?.getAttribute('data-key'))).toBe(second.split('@')[0]);
});

test("lights one key's records in all partitions, here and in the cluster, and leads from a copy to its log", async ({ page }) => {
  await openLogs(page, '', 9 * SECOND);
  const keys = await page.evaluate(() => window.__commitLog.state().run?.keys ?? []);
  const [key = ''] = keys;
  await page.getByLabel('key', { exact: true }).fill(key);
  await idle(page);
  const lit = await page.locator('.record[data-lit="true"]').evaluateAll((all) => all.map((cell) => (cell as SVGElement).dataset['hue']));
  expect(new Set(lit)).toEqual(new Set(['0']));
  const counts = await page.locator('.log-entry').evaluateAll((all) => all.map((entry) => Number((entry as HTMLElement).dataset['count'])));
  await expect(page.locator('.log-found')).toContainText(`${counts.reduce((sum, count) => sum + count, 0)} records`);
  await page.locator('.log-place').first().click();
  await expect(page.getByRole('region', { name: 'Inspector' }).locator('.inspector-rows')).toContainText(key);
  await expect(page.getByRole('button', { name: 'Where does it come from?' })).toBeVisible();
  await page.keyboard.press('1');
  await idle(page);
  const cells = await page.locator('.cell[data-lit]').evaluateAll((all) => all.map((cell) => (cell as SVGElement).dataset['hue']));
  expect(new Set(cells)).toEqual(new Set(['0']));
  await page.getByRole('button', { name: `key ${key}` }).click();
  await expect(page.locator('.cell[data-lit]')).toHaveCount(0);
  await entity(page, '2/orders-3').dblclick({ position: { x: 10, y: 8 } });
  await expect(page.locator('.log-block')).toHaveCount(1);
  await expect(page.locator('.log-block')).toHaveAttribute('data-partition', 'orders-3');
});

test('has its place at every size, and axe finds nothing', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openLogs(page, '?scenario=leader-dies', 24 * SECOND);
  await page.getByLabel('batches').check();
  await page.getByLabel('segments').check();
  await page.getByLabel('key', { exact: true }).fill('user:1');
  // Beside the logs a panel says how to read them, where there is room.
  const opensKey = page.getByRole('button', { name: 'How to read it' });
  await expect(opensKey).toBeHidden();
  await expect(page.locator('.picture-key')).toContainText('tombstone');
  await page.setViewportSize({ width: 1024, height: 768 });
  await opensKey.click();
  await expect(page.getByRole('dialog', { name: 'How to read it' })).toContainText('tombstone');
  await page.keyboard.press('Escape');
  await expect(opensKey).toBeFocused();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.mouse.move(0, 0);
      await idle(page);
      expect.soft(await layoutFaults(page), `${size.width} wide, ${colorScheme}`).toEqual([]);
      // The outline of what is selected lies over no word.
      const besideNames = await page.locator('.log-copy, .log-group').evaluateAll((rows) => rows.map((row) => (row.querySelector('.log-broker, .log-group-name')?.getBoundingClientRect().x ?? 0) - row.getBoundingClientRect().x));
      expect.soft(Math.min(...besideNames), `${size.width} wide`).toBeGreaterThanOrEqual(4);
      if (colorScheme !== (size.width === 1440 ? 'light' : size.width === 390 ? 'dark' : null)) continue;
      const { violations } = await new AxeBuilder({ page }).include('.log-lens').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`)), `axe, ${size.width}, ${colorScheme}`).toEqual([]);
    }
  }
});
