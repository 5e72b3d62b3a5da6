import { readFileSync } from 'node:fs';
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
