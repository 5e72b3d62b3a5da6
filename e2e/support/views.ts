import type { Page, Request } from '@playwright/test';
import type { Lens } from '../../src/base/lens.ts';
import { idle, select } from './app.ts';
import { SIZES } from './geometry.ts';
import { lookThrough } from './lenses.ts';
import { openMoment, type Moment } from './moments.ts';
import { STATES } from './states.ts';
import { expect } from './test.ts';

export type Theme = 'light' | 'dark';

/** What a picture is taken of. */
export interface View {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly theme: Theme;
  /** Brings an empty page of this size and theme there, at rest. */
  readonly show: (page: Page) => Promise<void>;
}

export type Width = (typeof SIZES)[number]['width'];

/** The window of that width. */
export function sizeOf(width: Width): (typeof SIZES)[number] {
  const size = SIZES.find((each) => each.width === width);
  if (size === undefined) throw new Error(`There is no size ${width} wide.`);
  return size;
}

/** The page is one column that scrolls. */
const COLUMN_BELOW = 900;

/** What a page is opened with so that its pictures are the same everywhere. */
export const SAME_EVERYWHERE = { reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC', deviceScaleFactor: 1 } as const;

/**
 * So are letters and edges, on machines whose Chromium is the same: no hints and no coloured fringes, which come from what is set
 * up for fonts and screens there.
 */
export const SAME_EVERYWHERE_FLAGS = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

const moments = new Map<string, Promise<Moment>>();

/** One of the states of `states.ts`, played once. */
function stateNamed(state: string): Promise<Moment> {
  const known = moments.get(state) ?? STATES[state]?.();
  if (known === undefined) throw new Error(`There is no state called ${state}.`);
  moments.set(state, known);
  return known;
}

/** Opens a state, and puts away what says where the link led: that lies over the picture for a while. */
export async function openState(page: Page, state: string): Promise<void> {
  watchRequests(page);
  await openMoment(page, await stateNamed(state));
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
}

/** Nothing is pointed at or has the focus, all parts of the page and letters are there, and all that was asked for is drawn. */
async function rest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  await allThere(page);
  await idle(page);
}

/** As long as React may hold back a part that came late, and more. */
const LATE_MS = 400;

/** What each page has asked for and not got yet, and how much it has asked for. */
const asked = new WeakMap<Page, { readonly underWay: Set<Request>; count: number }>();

function watchRequests(page: Page): void {
  const watched = { underWay: new Set<Request>(), count: 0 };
  asked.set(page, watched);
  page.on('request', (request) => {
    watched.underWay.add(request);
    watched.count += 1;
  });
  page.on('requestfinished', (request) => watched.underWay.delete(request));
  page.on('requestfailed', (request) => watched.underWay.delete(request));
}

/** Small parts are fetched when they are first shown, and until then nothing stands in their place. */
async function allThere(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const watched = asked.get(page);
  for (let before = -1; watched !== undefined && (watched.count !== before || watched.underWay.size > 0); ) {
    before = watched.count;
    await page.waitForTimeout(LATE_MS);
  }
}

/** A lens on what is open; where the page is a column, as the reader sees it who has come down to it. */
export async function showLens(page: Page, lens: Lens): Promise<void> {
  await lookThrough(page, lens);
  if ((page.viewportSize()?.width ?? 0) < COLUMN_BELOW) await page.locator('.stage').evaluate((stage) => stage.scrollIntoView());
  await rest(page);
}

/** The same on a state. */
export function lensView(name: string, lens: Lens, state: string, width: Width, theme: Theme): View {
  const show = async (page: Page): Promise<void> => {
    await openState(page, state);
    await showLens(page, lens);
  };
  return { name, size: sizeOf(width), theme, show };
}

/** Something opened over, or beside, a state of the cluster lens. */
export function openedView(name: string, state: string, width: Width, theme: Theme, open: (page: Page) => Promise<void>): View {
  const show = async (page: Page): Promise<void> => {
    await openState(page, state);
    await open(page);
    await allThere(page);
    await idle(page);
  };
  return { name, size: sizeOf(width), theme, show };
}

/** A dialog that the list of commands leads to. */
export async function openByCommand(page: Page, words: string, dialog: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
}

/** The run beside its twin that has one setting changed, both played as far as the table tells of. */
export async function compareWith(page: Page, twin: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: twin }).click();
  // Where there is no room for both, one of them.
  const pictures = page.locator('.compare-pictures > [data-now]');
  await expect(pictures.locator('.entity.broker').first()).toBeVisible({ timeout: 20_000 });
  const now = String(await page.evaluate(() => window.__commitLog.state().frame?.now));
  for (const picture of await pictures.all()) await expect(picture).toHaveAttribute('data-now', now);
  await rest(page);
}

/** With the inspector on it. */
export async function choose(page: Page, key: string): Promise<void> {
  await select(page, key);
  await rest(page);
}

const EMBED_AT_US = 12_000_000;

/**
 * An embed, which has no link to a moment: it plays until its broker has died, and then its playhead is led back a little, to a time
 * that only the length of its line decides.
 */
export function embedView(name: string, lens: Lens, theme: Theme): View {
  const show = async (page: Page): Promise<void> => {
    watchRequests(page);
    await page.goto(`embed.html?scenario=leader-dies&lens=${lens}`);
    const root = page.locator('.embed[data-now]');
    await expect(root).not.toHaveAttribute('data-now', '0');
    await page.locator('.embed-speed select').selectOption({ value: '10' });
    // From within: by the time that a hand from outside has come to the button, seconds may have passed.
    await page.evaluate(async (until) => {
      while (Number(document.querySelector<HTMLElement>('.embed')?.dataset['now']) < until) await new Promise((resolve) => requestAnimationFrame(resolve));
      document.querySelector<HTMLElement>('.embed-play')?.click();
    }, EMBED_AT_US);
    await expect(root).toHaveAttribute('data-playing', 'false');
    const line = page.getByRole('slider', { name: 'Playhead' });
    await expect(line).toHaveAttribute('aria-valuemax', '20');
    const { width: length = 0 } = (await line.boundingBox()) ?? {};
    await line.click({ position: { x: Math.round(0.55 * length), y: 1 } });
    await expect.poll(async () => Number(await root.getAttribute('data-now'))).toBeLessThan(EMBED_AT_US);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.mouse.move(0, 0);
    await allThere(page);
  };
  return { name, size: { width: 760, height: 410 }, theme, show };
}
