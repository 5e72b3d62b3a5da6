/**
 * Pictures of the built site for the README and for looking at: `npm run screenshots` writes docs/screenshots/. Each is
 * the same moment of the same run, so a picture changes only when the interface does.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exit } from 'node:process';
import { chromium } from '@playwright/test';
import { buildIfNeeded } from './build.mjs';
import { CHROMIUM_FLAGS, ensureChromium } from './findChromium.mjs';
import { shrinkPng } from './shrinkPng.mjs';
import { serve } from './staticServer.mjs';
import { ROOT, freePort } from './tools.mjs';

const FOLDER = join(ROOT, 'docs', 'screenshots');
const MOST_BYTES = 150_000;
const SECOND = 1_000_000;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 760, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = /** @type {const} */ (['light', 'dark']);
/** The page is one column that scrolls. */
const COLUMN_BELOW = 900;

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Plays at a speed of the menu until a virtual time has come, or a little later, and goes on playing.
 * @param {Page} page
 * @param {number} us
 * @param {string} speed
 */
async function playUntil(page, us, speed) {
  await page.getByLabel('Speed', { exact: false }).selectOption({ label: speed });
  await page.waitForFunction((to) => Number(document.querySelector('[data-now]')?.getAttribute('data-now')) >= to, us, { timeout: 90_000 });
}

/**
 * @param {Page} page
 * @returns {Promise<number>} virtual time
 */
function nowOf(page) {
  return page.evaluate(() => Number(document.querySelector('.app')?.getAttribute('data-now')));
}

/**
 * @param {Page} page
 * @param {'Play' | 'Pause'} name
 */
async function press(page, name) {
  await page.getByRole('button', { name, exact: true }).click();
  await page.mouse.move(0, 0);
}

/**
 * Waits until the page has done what it was asked and nothing glides any more.
 * @param {Page} page
 */
async function settle(page) {
  await page.evaluate(async () => {
    /** @type {any} */
    const { __commitLog } = window;
    await __commitLog?.idle();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await document.fonts.ready;
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/**
 * Pauses before a virtual time and goes on by single events until it has come and `wanted` messages are on their way:
 * the same event in every run, however quickly the machine plays.
 * @param {Page} page
 * @param {number} us
 * @param {number} wanted
 */
async function stopAtEvent(page, us, wanted) {
  // A machine that is short of time goes too far, by a second at this speed and by a tenth at the next.
  await playUntil(page, us - 2 * SECOND, '10 times faster');
  await playUntil(page, us - 0.3 * SECOND, 'real time');
  await press(page, 'Pause');
  await settle(page);
  const onTheWay = page.locator('.messages-layer .message:not([style*="none"])');
  while ((await nowOf(page)) < us || (await onTheWay.count()) < wanted) {
    await page.keyboard.press('.');
    await settle(page);
  }
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function shoot(page, name) {
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : null));
  await settle(page);
  writeFileSync(join(FOLDER, `${name}.png`), shrinkPng(await page.screenshot()));
}

/**
 * The first scenario while it plays, and three seconds after a broker has died.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {'light' | 'dark'} colorScheme
 */
async function shootApp(browser, address, colorScheme) {
  // Without gliding, an event is reached as soon as it is asked for.
  const context = await browser.newContext({ viewport: SIZES[0] ?? null, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${address}index.html?scenario=first-look`);
  await page.waitForSelector('.entity.broker');
  await stopAtEvent(page, 9 * SECOND, 2);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.getByLabel('Speed', { exact: false }).selectOption({ label: '5000 times slower' });
    await press(page, 'Play');
    await shoot(page, `playing-${size.width}-${colorScheme}`);
    await press(page, 'Pause');
  }
  await page.setViewportSize(SIZES[0] ?? { width: 1440, height: 900 });
  await page.locator('[data-key="broker-1"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await press(page, 'Play');
  await stopAtEvent(page, 12 * SECOND, 1);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await settle(page);
    if (size.width < COLUMN_BELOW) await page.locator('.stage').evaluate((stage) => stage.scrollIntoView());
    await shoot(page, `broker-dead-${size.width}-${colorScheme}`);
  }
  await context.close();
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {'light' | 'dark'} colorScheme
 */
async function shootEmbed(browser, address, colorScheme) {
  const context = await browser.newContext({ viewport: { width: 760, height: 410 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${address}embed.html?scenario=leader-dies`);
  await page.waitForFunction(() => Number(document.querySelector('[data-now]')?.getAttribute('data-now')) > 0);
  await playUntil(page, 9 * SECOND, '10×');
  await press(page, 'Pause');
  await shoot(page, `embed-760-${colorScheme}`);
  await context.close();
}

await buildIfNeeded();
mkdirSync(FOLDER, { recursive: true });
const port = await freePort(4399);
const server = await serve({ folder: join(ROOT, 'dist'), port });
const browser = await chromium.launch({ args: [...CHROMIUM_FLAGS, '--disable-lcd-text'], executablePath: await ensureChromium() });
try {
  const address = `http://127.0.0.1:${port}/`;
  for (const theme of THEMES) {
    await shootApp(browser, address, theme);
    await shootEmbed(browser, address, theme);
  }
} finally {
  await browser.close();
  server.close();
}
const moments = ['playing', 'broker-dead'].flatMap((moment) => SIZES.map(({ width }) => `${moment}-${width}`));
const files = [...moments, 'embed-760'].flatMap((name) => THEMES.map((theme) => join(FOLDER, `${name}-${theme}.png`)));
const tooLarge = files.filter((file) => statSync(file).size > MOST_BYTES);
for (const file of tooLarge) console.error(`${basename(file)} is ${statSync(file).size} bytes; at most ${MOST_BYTES} are wanted.`);
exit(tooLarge.length === 0 ? 0 : 1);
