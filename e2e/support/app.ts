import type { Locator, Page } from '@playwright/test';
import type { FactView } from '../../src/protocol/messages.ts';
import type { Frame } from '../../src/protocol/views.ts';
import type { AppState } from '../../src/store/state.ts';
import { expect } from './test.ts';

declare global {
  interface Window {
    readonly __commitLog: { idle(): Promise<void>; state(): AppState };
  }
}

export const SECOND = 1_000_000;

/** Choices of the speed menu. */
export type SpeedName = 'auto' | 'real time' | `${number} times faster` | `${number} times slower`;

/** Opens the full page and waits until a run is open. `search` is `?scenario=leader-dies`, say. */
export async function openApp(page: Page, search = ''): Promise<void> {
  await page.goto(`index.html${search}`);
  await page.waitForFunction(() => window.__commitLog.state().run !== null);
}

/** The same, and the story does not lead: it would pause, and look through another lens, where it says so. */
export async function openAlone(page: Page, search = ''): Promise<void> {
  await openApp(page, search);
  await leaveStory(page);
}

/** The element that tells programs where the run is. */
export function rootOf(page: Page): Locator {
  return page.locator('.app');
}

export function entity(page: Page, key: string): Locator {
  return page.locator(`.entity[data-key="${key}"]`);
}

/** Virtual time on the page, in microseconds. */
export async function nowOf(page: Page): Promise<number> {
  return Number(await rootOf(page).getAttribute('data-now'));
}

export async function eventsOf(page: Page): Promise<number> {
  return Number(await rootOf(page).getAttribute('data-events'));
}

export async function frameOf(page: Page): Promise<Frame> {
  const frame = await page.evaluate(() => window.__commitLog.state().frame);
  if (frame === null) throw new Error('The page has no frame.');
  return frame;
}

/** All that was asked of the page so far is done and drawn, and nothing glides to its place any more. */
export async function idle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.__commitLog.idle();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    // One whose element is taken away before it has begun never ends.
    await Promise.race([Promise.allSettled(ending.map(({ finished }) => finished)), new Promise((resolve) => setTimeout(resolve, 5_000))]);
  });
}

/** Lets a number of animation frames go by. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    for (let index = 0; index < left; index += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, count);
}

const TRANSPORT = { name: 'Playback' };

export function transport(page: Page): Locator {
  return page.getByRole('region', TRANSPORT);
}

export async function setSpeed(page: Page, speed: SpeedName): Promise<void> {
  await transport(page).getByLabel('Speed').selectOption({ label: speed });
}

export async function play(page: Page): Promise<void> {
  if ((await rootOf(page).getAttribute('data-playing')) === 'true') return;
  await transport(page).getByRole('button', { name: 'Play', exact: true }).click();
}

/** Pauses, and waits until the picture is that of the moment. */
export async function pause(page: Page): Promise<void> {
  if ((await rootOf(page).getAttribute('data-playing')) === 'true') await transport(page).getByRole('button', { name: 'Pause', exact: true }).click();
  await idle(page);
}

/** The reader goes alone: no question of the story holds the run. */
export async function leaveStory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it yourself' }).click();
}

/** Chooses an answer to the question of a story. */
export async function predict(page: Page, option: RegExp): Promise<void> {
  const radio = page.getByTestId('prediction').getByRole('radio', { name: option });
  // Not `check`: the page marks the choice when the simulator has heard of it.
  await radio.click();
  await expect(radio).toBeChecked();
}

/** Plays at a speed until `holds` is true of the page's state, and leaves it playing. */
export async function playUntil<A extends string | number>(page: Page, speed: SpeedName, holds: (arg: A) => boolean, arg: A): Promise<void> {
  await setSpeed(page, speed);
  await play(page);
  await page.waitForFunction(holds as (arg: unknown) => boolean, arg, { timeout: 40_000 });
}

/** Plays on until `us` of virtual time and pauses there, or a little later: by a second at most at ten times real time. */
export async function playTo(page: Page, us: number, speed: SpeedName = '10 times faster'): Promise<void> {
  await setSpeed(page, speed);
  await play(page);
  // The button is pressed from within: by the time that a hand from outside has come to it, seconds may have passed.
  await page.evaluate(async (to) => {
    const app = document.querySelector<HTMLElement>('.app');
    while (Number(app?.dataset['now']) < to) {
      const { failure, ended } = window.__commitLog.state();
      if (failure !== null || ended) throw new Error(failure ?? `Nothing is left to happen before ${to}.`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    document.querySelector<HTMLElement>('.play-button[aria-label="Pause"]')?.click();
  }, us);
  await pause(page);
}

/** What happened so far that has one of the types, as the page was told. */
export async function factsOf(page: Page, type: string): Promise<readonly FactView[]> {
  return page.evaluate((wanted) => window.__commitLog.state().facts.filter(({ fact }) => fact.type === wanted), type);
}

/** Selects a thing with the mouse and waits for what is known of it. Clicks its name, where no other thing lies. */
export async function select(page: Page, key: string): Promise<Locator> {
  await entity(page, key).click({ position: { x: 14, y: 9 } });
  await expect(entity(page, key)).toHaveAttribute('aria-current', 'true');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { level: 2 })).toBeVisible();
  return inspector;
}
