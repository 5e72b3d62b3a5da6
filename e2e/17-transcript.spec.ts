import { readFileSync } from 'node:fs';
import { axeFaults } from './support/axe.ts';
import { SECOND, idle, leaveStory, nowOf, openApp, playTo, select } from './support/app.ts';
import { layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

test('the whole run is read as text, under headings, and its times lead to their moments', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies&seed=7');
  await leaveStory(page);
  await playTo(page, 11 * SECOND);
  await page.getByRole('region', { name: 'Events' }).getByRole('button', { name: 'Transcript' }).click();
  const dialog = page.getByRole('dialog', { name: 'Transcript' });
  await expect(dialog.getByRole('heading', { level: 3, name: 'Step 3 of 6: Broker 1 stops answering' })).toBeAttached();
  // It says what the event list says.
  const told = await page.evaluate(() => window.__commitLog.state().facts.filter(({ fact, at }) => fact.type === 'NodeKilled' && at > 0).map(({ at, seq }) => [String(at), String(seq)]));
  const line = dialog.locator('li', { hasText: 'Broker 1 is killed.' });
  expect([[await line.getAttribute('data-at'), await line.getAttribute('data-seq')]]).toEqual(told);
  const notable = await dialog.locator('li').count();
  await expect(dialog.locator('li[data-notable="false"]')).toHaveCount(0);

  expect(await axeFaults(page, ['dialog'])).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await idle(page);
  expect((await layoutFaults(page)).filter((fault) => !fault.includes('lies under') && !fault.includes('lies over'))).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  await dialog.getByRole('checkbox', { name: 'Routine events, too' }).check();
  await expect.poll(() => dialog.locator('li').count()).toBeGreaterThan(notable);
  await expect(dialog.getByRole('button', { name: /^Show more/ })).toBeVisible();

  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as text' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('leader-dies-transcript.txt');
  const text = readFileSync(await file.path()).toString();
  expect(text).toMatch(/\n +10\.000000 s {2}Done by the story: kill broker 1\.\n +10\.000000 s {2}Broker 1 is killed/);

  await dialog.getByRole('checkbox', { name: 'Routine events, too' }).uncheck();
  await dialog.getByRole('button', { name: 'Go to 9.500 s' }).first().click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => nowOf(page)).toBe(9.5 * SECOND);
});

test.describe('for a German reader', () => {
  test.use({ locale: 'de-DE' });

  test('numbers are written with a comma on the page, and with a point in what is saved', async ({ page }) => {
    await openApp(page, '?scenario=leader-dies&seed=7');
    await leaveStory(page);
    await playTo(page, 11 * SECOND);
    await expect(page.getByTestId('virtual-time')).toHaveText(/^\d+,\d{3} s$/);
    await expect(page.locator('.event-time').last()).toHaveText(/^\d+,\d{3} s$/);
    await expect(await select(page, 'broker-1')).toContainText(/\d,\d+ s ago/);
    await page.keyboard.press('5');
    await expect(page.locator('.chart[data-metric] .chart-value').first()).toBeVisible();
    const written = await page.locator('main').innerText();
    // Names of settings and versions keep their points; numbers have none.
    expect(written.match(/(?<![\w.-])\d+\.\d+ ?(?:s|ms|us|k|KiB)\b/g) ?? []).toEqual([]);
    await page.getByRole('region', { name: 'Events' }).getByRole('button', { name: 'Transcript' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as text' }).click();
    expect(readFileSync(await (await downloading).path()).toString()).toMatch(/ 9\.500000 s {2}Done by the script/);
  });
});
