import AxeBuilder from '@axe-core/playwright';
import { entity, idle, leaveStory, openApp, pause, playTo } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('everything that can be done is searched and done with the keyboard', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await pause(page);
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: 'Search commands' });
  await expect(search).toBeFocused();
  await search.fill('broker 2 kill');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText('broker 2: Kill');
  expect((await new AxeBuilder({ page }).include('.dialog').analyze()).violations).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(entity(page, 'broker-2')).toHaveAttribute('data-state', 'dead');
  await expect(entity(page, 'broker-2')).toHaveAttribute('aria-current', 'true');

  // What can be done has changed with the cluster.
  await page.keyboard.press('Control+k');
  await search.fill('broker 2');
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('broker 2: Restart');
  await search.fill('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+k');
  await search.fill('fly to the moon');
  await expect(page.getByText('Nothing like that can be done now.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what is typed before the list has come is typed into it, and does nothing else', async ({ page }) => {
  let come = (): void => undefined;
  const waited = new Promise<void>((resolve) => (come = resolve));
  await page.route(/\/Palette-[^/]+\.js/, async (route) => {
    await waited;
    await route.continue();
  });
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await pause(page);
  const before = await page.evaluate(() => window.__commitLog.state().frame?.events);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('b3nx');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  come();
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toHaveValue('b3n');
  await idle(page);
  expect(await page.evaluate(() => [window.__commitLog.state().lens, window.__commitLog.state().timeline?.bookmarks.length, window.__commitLog.state().frame?.events])).toEqual(['cluster', 0, before]);
  await page.keyboard.type(' more');
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toHaveValue('b3n more');
});

test('a right click on a record or a copy offers what can be asked of it', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await playTo(page, 4_000_000);
  const cell = page.locator('.replica[data-key="1/orders-0"] .cell').first();
  const offset = await cell.getAttribute('data-offset');
  await cell.click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'What can be done to orders-0 on broker 1' });
  await expect(menu.getByRole('menuitem').first()).toHaveText(`Follow record ${offset}`);
  await expect(menu.getByRole('menuitem', { name: 'Kill broker 1' })).toBeVisible();
  await menu.getByRole('menuitem').first().click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toHaveText(`orders-0@${offset}`);
});

test('a right click, or the menu key, offers what can be done to a thing', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await pause(page);
  await entity(page, 'broker-3').click({ button: 'right', position: { x: 14, y: 9 } });
  const menu = page.getByRole('menu', { name: 'What can be done to broker 3' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(menu.getByRole('menuitem').last()).toBeFocused();
  expect((await new AxeBuilder({ page }).include('.context-menu').analyze()).violations).toEqual([]);
  const box = await menu.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(entity(page, 'broker-3')).toBeFocused();
  await expect(entity(page, 'broker-3')).toHaveAttribute('aria-current', 'true');

  await page.keyboard.press('Shift+F10');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await menu.getByRole('menuitem', { name: /^Kill/ }).click();
  await idle(page);
  await expect(entity(page, 'broker-3')).toHaveAttribute('data-state', 'dead');
});
