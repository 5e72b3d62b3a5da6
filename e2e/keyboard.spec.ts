import { SECOND, entity, eventsOf, frames, idle, leaveStory, nowOf, openApp, playTo, rootOf } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('a whole session without a mouse', async ({ page }) => {
  await openApp(page);
  await leaveStory(page);
  await playTo(page, 8 * SECOND);
  const { keyboard } = page;

  // Time.
  await keyboard.press('Space');
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'true');
  await keyboard.press('Space');
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
  await idle(page);
  const events = await eventsOf(page);
  await keyboard.press('.');
  await idle(page);
  expect(await eventsOf(page)).toBe(events + 1);
  await keyboard.press('n');
  await idle(page);
  expect(await eventsOf(page)).toBeGreaterThan(events + 1);

  // Into the picture, round in it, and a thing selected. The story has gone on to the groups.
  await keyboard.press('1');
  await keyboard.press('g');
  const first = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
  expect(first).toMatch(/^controller-/);
  const visited = new Set([first]);
  for (let press = 0; press < 40; press += 1) {
    await keyboard.press(press % 2 === 0 ? 'ArrowDown' : 'ArrowRight');
    visited.add(await page.evaluate(() => document.activeElement?.getAttribute('data-key')));
  }
  const drawn = await page.locator('.entity').evaluateAll((all) => all.map((each) => each.getAttribute('data-key')));
  expect(visited).toEqual(new Set(drawn));
  await keyboard.press('Home');
  await expect(entity(page, first ?? '')).toBeFocused();
  for (let press = 0; press < 40 && !(await entity(page, 'consumer:c2').evaluate((each) => each === document.activeElement)); press += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(entity(page, 'consumer:c2')).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('c2');

  // What has the focus can be seen.
  const ring = await entity(page, 'consumer:c2').evaluate((each) => getComputedStyle(each).boxShadow);
  expect(ring).not.toBe('none');

  await keyboard.press('Delete');
  await expect(entity(page, 'consumer:c2')).toHaveAttribute('data-state', 'dead');
  await keyboard.press('Escape');
  await expect(entity(page, 'consumer:c2')).not.toHaveAttribute('aria-current', 'true');

  // Help, which says what the keys are, and holds the keys while it is open.
  await keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toBeVisible();
  for (const key of ['Space', '.', 'n', 'Escape', '?']) await expect(help.locator('kbd').getByText(key, { exact: true })).toBeVisible();
  const before = await eventsOf(page);
  await keyboard.press('.');
  await frames(page, 5);
  expect(await eventsOf(page)).toBe(before);
  await keyboard.press('Escape');
  await expect(help).toBeHidden();
  // It is hidden a moment before the page is told that it was closed, and the keys are the page's again.
  await idle(page);
  await keyboard.press('.');
  await idle(page);
  expect(await eventsOf(page)).toBe(before + 1);
});

test('every control is reached with Tab, in an order that follows the page, and its focus shows', async ({ page }) => {
  await openApp(page);
  await playTo(page, 2 * SECOND);
  await page.locator('.skip-link').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  const names: string[] = [];
  const hidden: string[] = [];
  for (let press = 0; press < 80; press += 1) {
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return {
        name: element.getAttribute('data-key') ?? element.getAttribute('aria-label') ?? element.textContent.trim(),
        shows: inSight && ((outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'),
      };
    });
    if (at === null) break;
    names.push(at.name);
    if (!at.shows) hidden.push(at.name);
    await page.keyboard.press('Tab');
  }
  expect(hidden).toEqual([]);
  const order = ['Skip to the cluster', 'First look', 'Open file', 'Try it yourself', 'controller-3000', 'Pause', 'Step'];
  const places = order.map((name) => names.findIndex((each) => each === name || each.startsWith(name) || (name === 'Pause' && each === 'Play')));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  // The picture is one stop, whatever it holds.
  expect(names.filter((name) => /^(controller|broker)-\d+$|^\d\/|^(producer|consumer|group):/.test(name))).toHaveLength(1);
});

test('keys that are single characters can be turned off, and fields keep theirs', async ({ page }) => {
  await openApp(page);
  await playTo(page, 2 * SECOND);
  const now = await nowOf(page);
  await page.getByLabel('Speed').focus();
  await page.keyboard.press('n');
  await page.keyboard.press('.');
  await frames(page, 5);
  expect(await nowOf(page)).toBe(now);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByRole('checkbox', { name: 'Use these keys' }).uncheck();
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('n');
  await frames(page, 5);
  expect(await nowOf(page)).toBe(now);
  // The choice is remembered.
  await page.reload();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('checkbox', { name: 'Use these keys' })).not.toBeChecked();
});
