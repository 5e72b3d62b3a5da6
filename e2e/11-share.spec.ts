import { SECOND, entity, frameOf, idle, openApp, pause, playTo } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('a link shows the same moment in another browser, and nothing of it goes to a server', async ({ page, browser, baseURL }) => {
  await openApp(page, '?scenario=leader-dies&seed=7');
  await playTo(page, 3 * SECOND);
  await entity(page, 'broker-3').hover({ position: { x: 14, y: 9 } });
  await page.getByRole('button', { name: 'Kill broker 3' }).click();
  await playTo(page, 5 * SECOND);
  const frame = await frameOf(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this moment' });
  await expect(dialog).toContainText('seed 7, the one thing done to it');
  const field = dialog.getByLabel('Link to this moment');
  await expect(field).toHaveValue(/#s=1\./);
  const link = await field.inputValue();
  expect(link.length).toBeLessThan(600 + (baseURL ?? '').length);

  const other = await browser.newContext();
  const visitor = await other.newPage();
  const asked: string[] = [];
  visitor.on('request', (request) => asked.push(request.url()));
  await visitor.goto(link);
  await visitor.waitForFunction((at) => window.__commitLog.state().frame?.now === at, frame.now);
  await idle(visitor);
  expect((await frameOf(visitor)).traceHash).toBe(frame.traceHash);
  await expect(entity(visitor, 'broker-3')).toHaveAttribute('data-state', 'dead');
  expect(await visitor.evaluate(() => window.__commitLog.state().playing)).toBe(false);
  expect(asked.every((url) => !url.includes('1.'.concat(link.split('#s=1.')[1] ?? '')))).toBe(true);
  await other.close();
});

test('a damaged link and one of a later version get their sentence, and scenarios to go on with', async ({ page }) => {
  for (const [hash, words] of [
    ['#s=1.AAAAdamaged', /damaged/],
    ['#s=2.whatever', /later version/],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`index.html${hash}`);
    await expect(page.getByRole('alert', { name: 'Problems' })).toContainText(words);
  }
  await page.getByRole('alert').getByRole('button', { name: /A leader dies/ }).click();
  await page.waitForFunction(() => window.__commitLog.state().run?.id === 'leader-dies');
});

test('a run is saved as a file and opened again', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await playTo(page, 2 * SECOND);
  const frame = await frameOf(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Save as file' }).click();
  const path = await (await downloading).path();
  await page.keyboard.press('Escape');
  await openApp(page, '?scenario=leader-dies');
  await pause(page);
  await page.getByLabel('Scenario document').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: await import('node:fs').then(({ readFileSync }) => readFileSync(path)) });
  await page.waitForFunction((at) => window.__commitLog.state().run?.id === 'first-look' && window.__commitLog.state().frame?.now === at, frame.now);
  expect((await frameOf(page)).traceHash).toBe(frame.traceHash);
});

test('the page begins where the last visit ended, unless the reader does not want that', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await playTo(page, 4 * SECOND);
  await page.waitForFunction(() => localStorage.getItem('commit-log.last-visit') !== null);
  const kept = JSON.parse((await page.evaluate(() => localStorage.getItem('commit-log.last-visit'))) ?? '{}') as { at: number };
  await page.goto('about:blank');
  await page.goto('index.html');
  await page.waitForFunction((at) => (window.__commitLog.state().frame?.now ?? 0) >= at, kept.at);
  await expect(page.getByText(/Continued where you left/)).toBeVisible();
  expect(await page.evaluate(() => window.__commitLog.state().run?.id)).toBe('leader-dies');

  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByLabel('Begin next time where I leave').uncheck();
  expect(await page.evaluate(() => localStorage.getItem('commit-log.last-visit'))).toBeNull();
  await page.goto('about:blank');
  await page.goto('index.html');
  await page.waitForFunction(() => window.__commitLog.state().run?.id === 'first-look');
});
