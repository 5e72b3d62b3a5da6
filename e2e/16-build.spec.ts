import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { entity, factsOf, frameOf, idle, nowOf, openApp, pause, play, setSpeed } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('from an empty sheet to a cluster that moves records', async ({ page }) => {
  await openApp(page);
  await openBuild(page);
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
  const add = page.getByRole('button', { name: 'Add', exact: true });
  const form = page.getByRole('dialog', { name: 'Add to the cluster' });
  await add.click();
  await expect(form.getByRole('spinbutton', { name: 'Id' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
  await add.click();
  await form.getByRole('spinbutton', { name: 'Id' }).press('Enter');
  await expect(add).toBeFocused();
  await idle(page);
  await expect(entity(page, 'broker-4')).toBeVisible();
});

test('an empty sheet says what comes next, from the topic to the first record, and a run waits while a form is open', async ({ page }) => {
  await openApp(page);
  await page.keyboard.press('3');
  await openBuild(page);
  const dialog = page.getByRole('dialog', { name: 'Build a cluster' });
  await expect.poll(() => page.evaluate(() => window.__commitLog.state().playing)).toBe(false);
  const waitsAt = await nowOf(page);
  await dialog.getByRole('button', { name: 'Small', exact: true }).click();
  await dialog.getByRole('button', { name: 'Replication factor' }).click();
  await expect(dialog.getByRole('note')).toContainText('Keeping several copies of each partition');
  await page.keyboard.press('Escape');

  // What cannot be taken stays as it was typed, and says why nothing comes of it.
  const brokers = dialog.getByRole('spinbutton', { name: 'Brokers' });
  await brokers.fill('200');
  await expect(brokers).toHaveValue('200');
  await expect(dialog).toContainText('1 to 100');
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog).toBeVisible();
  expect(await nowOf(page)).toBe(waitsAt);

  await dialog.getByRole('button', { name: 'Empty', exact: true }).click();
  await expect(brokers).toHaveValue('1');
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.stage')).toHaveAttribute('data-lens', 'cluster');
  await expect(page.locator('.breadcrumb-level')).toHaveText('Your own');
  const sheet = page.locator('.stage').getByRole('region', { name: 'What comes next' });
  await expect(sheet).toContainText('This cluster has no topic yet');
  const panel = page.getByRole('complementary', { name: 'Story' }).getByRole('region', { name: 'What comes next' });
  await expect(panel).toContainText('stored in a topic');
  expect(await panel.locator('p').allTextContents()).not.toEqual(await sheet.locator('p').allTextContents());

  // From any lens, and with what is missing said.
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Add to the cluster' });
  await form.getByText('producer', { exact: true }).click();
  await expect(form).toContainText('It needs a topic, and there is none yet.');
  await form.getByRole('button', { name: 'Add a topic' }).click();
  await form.getByRole('spinbutton', { name: 'Replication factor' }).fill('1');
  await form.getByRole('button', { name: 'Add it now' }).click();
  await setSpeed(page, '10 times faster');
  await sheet.getByRole('button', { name: 'Add a producer' }).click();
  await form.getByRole('spinbutton', { name: 'Keys' }).fill('3');
  await form.getByRole('button', { name: 'Add it now' }).click();
  await expect(sheet).toHaveCount(0);
  await expect.poll(async () => new Set((await factsOf(page, 'RecordSent')).map(({ fact }) => (fact as { readonly key?: string | null }).key)).size).toBe(3);
  await page.keyboard.press('1');
  await expect(page.locator('.legend li')).toHaveText(['key:1', 'key:2', 'key:3']);
});

test('a run with shorter waits than those of Kafka says so, and which', async ({ page }) => {
  await openApp(page);
  await expect(page.locator('.waits-note')).toHaveCount(0);
  await openBuild(page);
  const dialog = page.getByRole('dialog', { name: 'Build a cluster' });
  await dialog.getByRole('button', { name: 'Small', exact: true }).click();
  await dialog.getByRole('button', { name: 'Run it' }).click();
  const note = page.locator('.waits-note');
  await expect(note).toContainText('Teaching times: 6 waits are shorter than Kafka’s own');
  await note.locator('summary').click();
  await expect(note).toContainText('broker.session.timeout.ms 3 s in place of 9 s');
});

async function openBuild(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Scenario' }).getByRole('button').click();
  await page.getByRole('button', { name: /^Build your own/ }).click();
}

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
      // What removes a row is beside it, not under it.
      const under = await dialog.locator('.build-one').evaluateAll((rows) => rows.filter((row) => (row.lastElementChild?.getBoundingClientRect().top ?? 0) > (row.firstElementChild?.getBoundingClientRect().bottom ?? 0) - 12));
      expect(under).toHaveLength(0);
      expect(await page.evaluate(() => document.querySelector('.dialog')?.scrollWidth ?? 0)).toBeLessThanOrEqual(width);
    }
    await dialog.getByRole('button', { name: 'Run it' }).click();
    await expect(dialog).toHaveCount(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.waitForFunction(() => (window.__commitLog.state().frame?.events ?? 0) > 0);
  }
});
