/**
 * Pictures of the built site for the README and for looking at: `npm run screenshots` writes docs/screenshots/ anew, `-- --all` every
 * lens in every state at every size in both themes into .cache/screenshots/. Each is the same moment of the same run, so a picture
 * changes only when the interface does. `-- WORD` makes those alone whose name has the word.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { chromium, type Browser, type Page } from '@playwright/test';
import { LENSES, type Lens } from '../src/base/lens.ts';
import { SIZES } from '../e2e/support/geometry.ts';
import { STATES } from '../e2e/support/states.ts';
import { SAME_EVERYWHERE, SAME_EVERYWHERE_FLAGS, openState, showLens, sizeOf, type Theme, type View, type Width } from '../e2e/support/views.ts';
import { BESIDES } from '../e2e/support/besides.ts';
import { buildIfNeeded } from './build.mjs';
import { CHROMIUM_FLAGS, ensureChromium } from './findChromium.mjs';
import { shrinkPng } from './shrinkPng.mjs';
import { serve } from './staticServer.mjs';
import { ROOT, freePort } from './tools.mjs';

const MOST_BYTES = 6_000_000;

/** Lenses on one state at one size: the page is opened once. */
interface Sheet {
  readonly state: string;
  readonly width: Width;
  readonly theme: Theme;
  readonly lenses: readonly Lens[];
}

const WIDTHS = SIZES.map(({ width }) => width);
const ALL: readonly Sheet[] = Object.keys(STATES).flatMap((state) => WIDTHS.flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ state, width, theme, lenses: LENSES }))));

/** What is kept in the repository. Every lens in every state once, then other sizes and the other theme. */
const KEPT: readonly Sheet[] = [
  ...ALL.filter(({ width, theme }) => width === 1440 && theme === 'light'),
  { state: 'leader dead', width: 1440, theme: 'dark', lenses: LENSES },
  { state: '100 brokers', width: 1440, theme: 'dark', lenses: ['cluster'] },
  { state: 'leader dead', width: 1024, theme: 'light', lenses: LENSES },
  { state: 'healthy', width: 760, theme: 'light', lenses: LENSES },
  { state: 'leader dead', width: 390, theme: 'light', lenses: LENSES },
  { state: 'rebalancing', width: 390, theme: 'dark', lenses: ['cluster', 'groups'] },
  { state: '100 brokers', width: 390, theme: 'dark', lenses: ['cluster'] },
];

const words = argv.slice(2);
const isAll = words.includes('--all');
const wanted = words.find((word) => !word.startsWith('--')) ?? '';
const folder = isAll ? join(ROOT, '.cache', 'screenshots') : join(ROOT, 'docs', 'screenshots');

async function newPage(browser: Browser, baseURL: string, viewport: View['size'], colorScheme: Theme): Promise<Page> {
  const context = await browser.newContext({ ...SAME_EVERYWHERE, baseURL, viewport, colorScheme });
  return context.newPage();
}

async function shoot(page: Page, name: string): Promise<void> {
  writeFileSync(join(folder, `${name}.png`), shrinkPng(await page.screenshot({ animations: 'disabled' })));
  process.stdout.write(`${name}\n`);
}

async function shootSheet(browser: Browser, baseURL: string, { state, width, theme, lenses }: Sheet): Promise<void> {
  const named = lenses.map((lens) => ({ lens, name: `${lens}-${state.toLowerCase().replaceAll(' ', '-')}-${width}-${theme}` })).filter(({ name }) => name.includes(wanted));
  if (named.length === 0) return;
  const page = await newPage(browser, baseURL, sizeOf(width), theme);
  await openState(page, state);
  for (const { lens, name } of named) {
    await showLens(page, lens);
    await shoot(page, name);
  }
  await page.context().close();
}

async function shootView(browser: Browser, baseURL: string, { name, size, theme, show }: View): Promise<void> {
  const page = await newPage(browser, baseURL, size, theme);
  await show(page);
  await shoot(page, name);
  await page.context().close();
}

await buildIfNeeded();
if (wanted === '') rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const port = await freePort(4399);
const server = await serve({ folder: join(ROOT, 'dist'), port });
const browser = await chromium.launch({ args: [...CHROMIUM_FLAGS, ...SAME_EVERYWHERE_FLAGS], executablePath: await ensureChromium() });
try {
  const address = `http://127.0.0.1:${port}/`;
  for (const sheet of isAll ? ALL : KEPT) await shootSheet(browser, address, sheet);
  for (const view of isAll ? [] : BESIDES.filter(({ name }) => name.includes(wanted))) await shootView(browser, address, view);
} finally {
  await browser.close();
  server.close();
}
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
console.log(`${readdirSync(folder).length} pictures, ${(bytes / 1_000_000).toFixed(1)} MB, in ${folder}`);
if (!isAll && bytes > MOST_BYTES) console.error(`At most ${MOST_BYTES / 1_000_000} MB are wanted in the repository.`);
exit(isAll || bytes <= MOST_BYTES ? 0 : 1);
