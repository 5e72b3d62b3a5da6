import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { SECOND, openApp, playTo } from './support/app.ts';
import { expect, test } from './support/test.ts';

async function exported(page: Page, button: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('region', { name: 'Export' }).getByRole('button', { name: button }).click();
  return readFileSync(await (await downloading).path());
}

test('a run is written out as facts, as a document to open again, as a diagram and as a picture', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies&seed=7');
  await playTo(page, 4 * SECOND);
  await page.getByRole('button', { name: 'Share' }).click();

  const facts = (await exported(page, 'Facts')).toString().trim().split('\n').map((line) => JSON.parse(line) as { seq: number });
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index));
  expect((await exported(page, 'diagram')).toString()).toContain('sequenceDiagram\n  participant n0 as ');

  // The simulator fetches the scenarios of the shelf when it has time; that is not the picture's doing.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const svg = (await exported(page, 'Picture (SVG, for browsers)')).toString();
  expect(svg).not.toMatch(/url\(|<script/);
  expect(svg).not.toMatch(/<button[^>]*entity-button/);
  expect(svg.match(/https?:\/\/[^"' )]+/g)?.every((address) => address.startsWith('http://www.w3.org/'))).toBe(true);
  const png = await exported(page, 'Picture (PNG)');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(asked.filter((url) => !/^(data|blob):|\/worker\/documents\//.test(url))).toEqual([]);

  const document = await exported(page, 'What was done');
  await page.keyboard.press('Escape');
  await page.getByLabel('Scenario document').setInputFiles({ name: 'recorded.json', mimeType: 'application/json', buffer: document });
  await page.waitForFunction(() => window.__commitLog.state().source?.kind === 'text');
  expect(await page.evaluate(() => window.__commitLog.state().run)).toMatchObject({ id: 'leader-dies', seed: 7, story: [] });
});

test('a picture of two runs that are compared says which is which, and marks what differs', async ({ page }, testInfo) => {
  await openApp(page, '?scenario=leader-dies&seed=7');
  await playTo(page, 9 * SECOND);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^acks=1/ }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('button', { name: /^First difference that matters: go to/ }).click();
  await expect(page.locator('.compare [data-differs]').first()).toBeVisible();
  const shown = await page.evaluate(() => ({ titles: [...document.querySelectorAll('.compare-title')].map((title) => title.textContent), differing: document.querySelectorAll('.app-stage .lens [data-differs]').length }));
  await page.getByRole('button', { name: 'Share' }).click();
  const svg = (await exported(page, 'Picture (SVG, for browsers)')).toString();
  await writeFile(testInfo.outputPath('compared.svg'), svg);
  const alone = await page.context().newPage();
  await alone.setContent(svg);
  const drawn = await alone.evaluate(() => {
    const frames = [...document.querySelectorAll('foreignObject')];
    const marked = [...document.querySelectorAll('foreignObject [data-differs]')];
    const bottomOf = (element: Element | null | undefined): number => element?.getBoundingClientRect().bottom ?? Infinity;
    return {
      titles: frames.map((frame) => frame.querySelector('.compare-title')?.textContent),
      differing: marked.length,
      signs: marked.filter((element) => getComputedStyle(element, '::after').content === '"≠"').length,
      // Neither is cut off, and the picture begins below its title.
      isWhole: frames.every((frame) => [...frame.querySelectorAll('.entity')].every((entity) => bottomOf(entity) <= bottomOf(frame) && entity.getBoundingClientRect().top >= bottomOf(frame.querySelector('.compare-title')) - 8)),
    };
  });
  expect(drawn).toEqual({ ...shown, signs: shown.differing, isWhole: true });
  expect(drawn.titles[0]).toContain('acks=all');
  await alone.close();
});
