import { SECOND, entity, leaveStory, nowOf, openApp, playTo, rootOf } from './support/app.ts';
import { openFile, OWN_DOCUMENT } from './support/documents.ts';
import { expect, test } from './support/test.ts';

// Every test of these files fails on a breach of the policy, an error, an answer that is an error, or a request to another host.

test('the page works under any path, and asks for nothing outside of its own', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('nested/path/index.html?scenario=leader-dies');
  await page.waitForFunction(() => window.__commitLog.state().run !== null);
  await playTo(page, 4 * SECOND);
  await page.getByRole('button', { name: 'A leader dies' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await openFile(page, 'own.json', JSON.stringify(OWN_DOCUMENT));
  await expect(page.locator('.entity.broker')).toHaveCount(4);
  expect(asked.length).toBeGreaterThan(4);
  const outside = asked.filter((url) => !url.startsWith(`${baseURL}nested/path/`) && !/^(data|blob):/.test(url));
  expect(outside).toEqual([]);
  expect(asked.some((url) => url.includes('/worker/'))).toBe(true);
  // The document that is shown, and not the others before it.
  expect(asked.find((url) => url.includes('/documents/'))).toContain('/documents/leader-dies-');

  await page.goto('nested/path/embed.html?scenario=leader-dies');
  await expect.poll(async () => Number(await page.locator('.embed').getAttribute('data-now'))).toBeGreaterThan(0);
  await expect(page.getByRole('link', { name: 'Open full page' })).toHaveAttribute('href', /^index\.html/);
});

test('the policy that is asked for is in force', async ({ page, watch }) => {
  await openApp(page);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.wasRun = true';
    document.body.append(script);
    return 'wasRun' in globalThis;
  });
  expect(ran).toBe(false);
  await expect(() => expect(watch.complaints.join()).toContain('Content Security Policy')).toPass();
  await page.evaluate(async () => fetch('http://127.0.0.1:9/').catch(() => null));
  expect(watch.complaints.join()).toContain('connect-src');
  watch.complaints.length = 0;
});

test('a page that has had time to fetch the rest of itself needs no server any more', async ({ page, context, watch }) => {
  await openApp(page);
  // The story would look elsewhere while the broker is dealt with.
  await leaveStory(page);
  await page.waitForFunction(() => window.__commitLog.state().library !== null);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await playTo(page, 3 * SECOND);
  await entity(page, 'broker-2').focus();
  await page.keyboard.press('Delete');
  await expect(entity(page, 'broker-2')).toHaveAttribute('data-state', 'dead');
  await playTo(page, 5 * SECOND);
  await page.getByRole('button', { name: 'First look' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /A consumer dies/ }).click();
  await expect(entity(page, 'consumer:c2')).toBeVisible();
  await expect.poll(() => nowOf(page)).toBeGreaterThan(0);
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'true');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible();
  // The browser asks for the icon again when the address names another scenario.
  const missed = watch.complaints.filter((complaint) => complaint.startsWith('no answer'));
  expect(missed.filter((complaint) => !complaint.includes('favicon.svg'))).toEqual([]);
  expect(watch.complaints.filter((complaint) => complaint.includes('uncaught'))).toEqual([]);
  watch.complaints.length = 0;
});

test('fonts are the project’s own', async ({ page }) => {
  await openApp(page);
  await page.evaluate(() => document.fonts.ready);
  const families = await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')));
  expect(families.some((family) => family.startsWith('Inter'))).toBe(true);
  expect(families.some((family) => family.startsWith('JetBrains Mono'))).toBe(true);
});
