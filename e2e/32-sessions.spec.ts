import type { Locator, Page } from '@playwright/test';
import { SECOND, entity, frames, idle, nowOf, openApp, rootOf } from './support/app.ts';
import { lookThrough } from './support/lenses.ts';
import { expect, test } from './support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Goes on by Tab until something of that name has the focus, as a person would who does not know where it is. */
async function tabTo(page: Page, name: RegExp, most = 90): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    if (name.test(found.trim())) return;
  }
  throw new Error(`Tab does not lead to ${String(name)}.`);
}

/** Presses Space to play, and again from within once it is later than `us`. */
async function playByKeys(page: Page, us: number): Promise<void> {
  await page.keyboard.press('Space');
  await page.evaluate(async (to) => {
    while (Number(document.querySelector<HTMLElement>('.app')?.dataset['now']) < to) await new Promise((resolve) => requestAnimationFrame(resolve));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', code: 'Space', bubbles: true, cancelable: true }));
  }, us);
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
  await idle(page);
}

const focused = (page: Page): Locator => page.locator(':focus');

test('a session through all lenses with nothing but keys', async ({ page }) => {
  await openApp(page);
  const { keyboard } = page;
  const search = page.getByRole('combobox', { name: 'Search commands' });

  // A scenario is chosen, the story left, and time goes on.
  await keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await keyboard.type('A leader dies');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText('A leader dies');
  await keyboard.press('Enter');
  await page.waitForFunction(() => window.__commitLog.state().run?.id === 'leader-dies');
  await tabTo(page, /^Try it yourself$/);
  await keyboard.press('Enter');
  if ((await rootOf(page).getAttribute('data-playing')) === 'true') {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await keyboard.press('Space');
  }
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (const _ of [1, 2, 3, 4]) await keyboard.press(']');
  await playByKeys(page, 3 * SECOND);

  // Cluster: a broker is found and selected.
  await keyboard.press('g');
  for (let press = 0; press < 12 && (await focused(page).getAttribute('data-key'))?.startsWith('broker-') !== true; press += 1) await keyboard.press('ArrowDown');
  const broker = (await focused(page).getAttribute('data-key')) ?? '';
  expect(broker).toMatch(/^broker-\d$/);
  await keyboard.press('Enter');
  await expect(entity(page, broker)).toHaveAttribute('aria-current', 'true');

  // Partitions: a record.
  await lookThrough(page, 'partitions');
  await keyboard.press('g');
  await expect(focused(page)).toHaveClass(/log-copy/);
  await keyboard.press('ArrowRight');
  const record = (await focused(page).getAttribute('data-record')) ?? '';
  expect(record).toMatch(/@\d+$/);
  await keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toHaveText(record.replace(/^\d+\//, ''));

  // Groups: a member is killed and taken back.
  await lookThrough(page, 'groups');
  await keyboard.press('g');
  for (let press = 0; press < 12 && (await focused(page).getAttribute('data-key'))?.startsWith('consumer:') !== true; press += 1) await keyboard.press('ArrowDown');
  const member = (await focused(page).getAttribute('data-key')) ?? '';
  const before = (await entity(page, member).getAttribute('data-state')) ?? '';
  await keyboard.press('Delete');
  await expect(entity(page, member)).toHaveAttribute('data-state', 'dead');
  await keyboard.press('Control+z');
  await expect(entity(page, member)).toHaveAttribute('data-state', before);

  // Sequence: a message is read.
  await lookThrough(page, 'sequence');
  await tabTo(page, /^Messages over time/);
  const detail = page.locator('.sequence-detail[data-shows]');
  // Timers that went off are on the way.
  for (let press = 0; press < 12 && (await detail.count()) === 0; press += 1) await keyboard.press('ArrowDown');
  await expect(detail).toHaveAttribute('data-shows', /./);

  // Metrics: what a chart means and its numbers.
  await lookThrough(page, 'metrics');
  await tabTo(page, /^About MessagesInPerSec$/);
  await keyboard.press('Enter');
  await tabTo(page, /^Show the numbers$/, 4);
  await keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'MessagesInPerSec in numbers' })).toBeVisible();

  // Back in time by the timeline, and a link to where that is.
  await tabTo(page, /^Playhead$/);
  await keyboard.press('Home');
  await idle(page);
  expect(await nowOf(page)).toBe(0);
  await keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await keyboard.type('share');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText(/share/i);
  await keyboard.press('Enter');
  await expect(page.getByLabel('Link to this moment')).toHaveValue(/#s=1\./);
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  /** A finger on the middle of something, for as long as it takes; moved by so many pixels if it is to be dragged. */
  async function touch(page: Page, place: { readonly x: number; readonly y: number }, { dx = 0, while: held = async () => {} }: { dx?: number; while?: () => Promise<void> } = {}): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [place] });
    for (let step = 1; step <= 6 && dx !== 0; step += 1) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: place.x + (dx * step) / 6, y: place.y }] });
    await held();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await session.detach();
  }

  async function placeOf(thing: Locator): Promise<{ readonly x: number; readonly y: number }> {
    await thing.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await thing.boundingBox();
    if (box === null) throw new Error('It is not on the page.');
    return { x: box.x + Math.min(box.width / 2, 40), y: box.y + Math.min(box.height / 2, 12) };
  }

  test('a session with fingers: a scenario, time, a thing, what is done to it, lenses, a link', async ({ page }) => {
    await openApp(page);
    await page.getByRole('button', { name: /First look/ }).tap();
    await page.getByRole('dialog', { name: 'Scenarios' }).getByRole('button', { name: /^A leader dies/ }).tap();
    await page.waitForFunction(() => window.__commitLog.state().run?.id === 'leader-dies');
    await page.getByRole('button', { name: 'Try it yourself' }).tap();
    await page.getByLabel('Speed').selectOption({ label: '5 times faster' });
    await page.evaluate(async () => {
      const app = document.querySelector<HTMLElement>('.app');
      document.querySelector<HTMLElement>('.play-button[aria-label="Play"]')?.click();
      while (Number(app?.dataset['now']) < 4_000_000) await new Promise((resolve) => requestAnimationFrame(resolve));
      document.querySelector<HTMLElement>('.play-button[aria-label="Pause"]')?.click();
    });
    await idle(page);

    // The finger drags time back.
    const before = await nowOf(page);
    const handle = page.locator('.playhead-handle, [role="slider"][aria-label="Playhead"]').first();
    await touch(page, await placeOf(handle), { dx: -60 });
    await idle(page);
    expect(await nowOf(page)).toBeLessThan(before - SECOND / 4);

    // A tap selects; a finger that rests asks what can be done.
    const broker = entity(page, 'broker-2');
    await expect(async () => {
      // A tap soon after a drag may be taken for its end.
      await broker.tap({ position: { x: 40, y: 12 } });
      await expect(broker).toHaveAttribute('aria-current', 'true', { timeout: 1_000 });
    }).toPass();
    const menu = page.getByRole('menu', { name: 'What can be done to broker 2' });
    await touch(page, await placeOf(broker), { while: () => expect(menu).toBeVisible() });
    await menu.getByRole('menuitem', { name: /^Kill/ }).tap();
    await idle(page);
    await expect(broker).toHaveAttribute('data-state', 'dead');

    // Every lens is a tap away, and what was selected stays selected.
    for (const lens of ['Partitions', 'Groups', 'Sequence', 'Metrics', 'Cluster']) {
      await page.getByRole('button', { name: lens, exact: true }).tap();
      await expect(page.locator('.stage')).toHaveAttribute('data-lens', lens.toLowerCase());
      await frames(page, 2);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
    await expect(broker).toHaveAttribute('aria-current', 'true');

    await page.getByRole('button', { name: 'Share' }).tap();
    await expect(page.getByLabel('Link to this moment')).toHaveValue(/#s=1\./);
  });
});
