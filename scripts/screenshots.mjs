/**
 * Pictures of the built site for the README and for looking at: `npm run screenshots` writes docs/screenshots/. Each is the same
 * moment of the same run, so a picture changes only when the interface does.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './findChromium.mjs';
import { serve } from './staticServer.mjs';
import { ROOT } from './tools.mjs';

const PORT = 4399;
const FOLDER = join(ROOT, 'docs', 'screenshots');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 760, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = /** @type {const} */ (['light', 'dark']);

/**
 * Plays until a condition of the page holds, at most for a while of real time.
 * @param {import('@playwright/test').Page} page
 * @param {string} expression
 */
async function until(page, expression) {
  await page.waitForFunction(expression, undefined, { timeout: 90_000, polling: 50 });
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {{width: number, height: number}} viewport
 * @param {'light' | 'dark'} colorScheme
 */
async function shoot(browser, viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'no-preference' });
  const page = await context.newPage();
  const name = `${viewport.width}-${colorScheme}`;
  await page.goto(`http://127.0.0.1:${PORT}/index.html?scenario=first-look`);
  await until(page, 'document.querySelector("[data-now]") !== null');
  await page.evaluate('window.__commitLog.actions().setSpeed(4)');
  await until(page, 'Number(document.querySelector("[data-now]").dataset.now) > 9000000');
  await page.evaluate('window.__commitLog.actions().setSpeed("auto")');
  await until(page, 'Number(document.querySelector("[data-now]").dataset.now) > 9050000');
  await page.screenshot({ path: join(FOLDER, `playing-${name}.png`) });
  await page.evaluate('window.__commitLog.actions().command({ kind: "killBroker", broker: 1 })');
  await page.evaluate('window.__commitLog.actions().select("broker-1")');
  await page.evaluate('window.__commitLog.actions().setSpeed(4)');
  await until(page, 'Number(document.querySelector("[data-now]").dataset.now) > 12000000');
  await page.evaluate('window.__commitLog.actions().pause()');
  await page.evaluate('window.__commitLog.idle()');
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(FOLDER, `broker-dead-${name}.png`) });
  await context.close();
}

mkdirSync(FOLDER, { recursive: true });
const server = await serve({ folder: join(ROOT, 'dist'), port: PORT, mounts: [] });
const executablePath = await findChromium();
const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
try {
  for (const viewport of SIZES) for (const theme of THEMES) await shoot(browser, viewport, theme);
  const page = await browser.newPage({ viewport: { width: 760, height: 410 } });
  await page.goto(`http://127.0.0.1:${PORT}/embed.html?scenario=leader-dies`);
  await until(page, 'Number(document.querySelector("[data-now]")?.dataset.now ?? 0) > 100000');
  await page.screenshot({ path: join(FOLDER, 'embed-760.png') });
} finally {
  await browser.close();
  server.close();
}
