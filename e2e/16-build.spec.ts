import AxeBuilder from '@axe-core/playwright';
import { entity, frameOf, idle, openApp, pause, play, setSpeed } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('from an empty sheet to a cluster that moves records', async ({ page }) => {
  await openApp(page);
  await page.getByRole('navigation', { name: 'Scenario' }).getByRole('button').click();
  await page.getByRole('button', { name: /^Build your own/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Build a cluster' });
  await dialog.getByRole('button', { name: 'Empty' }).click();
  await expect(dialog).toContainText('1 broker, 1 controller. No topics yet.');
  await expect(dialog).toContainText('Clients need a topic.');
  await dialog.getByLabel('Brokers', { exact: true }).fill('3');
  await dialog.getByRole('button', { name: 'Add a topic' }).click();
  await dialog.getByRole('button', { name: 'Add a producer' }).click();
  await dialog.getByRole('button', { name: 'Add a group' }).click();
  expect((await new AxeBuilder({ page }).include('.dialog').analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(entity(page, 'broker-3')).toBeVisible();
  await setSpeed(page, '10 times faster');
  await play(page);
  await expect.poll(async () => (await frameOf(page)).producers[0]?.acked ?? 0).toBeGreaterThan(0);
  await pause(page);

  // And more is added while it runs.
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('dialog', { name: 'Add to the cluster' }).getByRole('button', { name: 'Add it now' }).click();
  await idle(page);
  await expect(entity(page, 'broker-4')).toBeVisible();
});

test('every preset runs, and the form has its place at every width', async ({ page }) => {
  await openApp(page);
  for (const preset of ['One broker', 'Production-like', 'Stretched']) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search commands' }).fill('build a cluster');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Build a cluster' });
    await dialog.getByRole('button', { name: preset, exact: true }).click();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.querySelector('.dialog')?.scrollWidth ?? 0)).toBeLessThanOrEqual(width);
    }
    await dialog.getByRole('button', { name: 'Run it' }).click();
    await expect(dialog).toHaveCount(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.waitForFunction(() => (window.__commitLog.state().frame?.events ?? 0) > 0);
  }
});
