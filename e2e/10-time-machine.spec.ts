import type { Locator, Page } from '@playwright/test';
import { SECOND, entity, frameOf, frames, idle, leaveStory, nowOf, openApp, pause, play, playTo, rootOf, setSpeed, transport } from './support/app.ts';
import { openFile } from './support/documents.ts';
import { expect, test } from './support/test.ts';

const LABELS = 78;
const RIGHT = 28;

function playhead(page: Page): Locator {
  return page.getByRole('slider', { name: 'Playhead' });
}

function branches(page: Page): Locator {
  return page.locator('.branch');
}

/** Where a time is on the timeline, in pixels of the page. */
async function placeOf(page: Page, us: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator('.timeline-space').boundingBox();
  if (box === null) throw new Error('The timeline is not shown.');
  const end = Number(await playhead(page).getAttribute('aria-valuemax')) * SECOND;
  return { x: box.x + LABELS + ((box.width - LABELS - RIGHT) * us) / end, y: box.y + box.height - 12 };
}

/** Drags the playhead from one time to another, in steps as a hand does. */
async function drag(page: Page, from: number, to: number, steps = 12): Promise<void> {
  const [start, end] = [await placeOf(page, from), await placeOf(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps });
}

async function hashAt(page: Page): Promise<readonly (string | null)[]> {
  await idle(page);
  const root = rootOf(page);
  return [await root.getAttribute('data-now'), await root.getAttribute('data-events'), await root.getAttribute('data-trace-hash')];
}

/** The full page alone with the cluster, paused after so many virtual seconds. */
async function openAt(page: Page, us: number): Promise<void> {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
  await playTo(page, us);
}

async function kill(page: Page, broker: number): Promise<void> {
  await entity(page, `broker-${broker}`).hover({ position: { x: 14, y: 9 } });
  await entity(page, `broker-${broker}`).getByRole('button', { name: `Kill broker ${broker}` }).click();
  await idle(page);
}

async function stateOf(page: Page, broker: number): Promise<string | undefined> {
  return (await frameOf(page)).brokers.find(({ id }) => id === broker)?.state;
}

test('dragged anywhere and back, the playhead shows the same picture', async ({ page }) => {
  await openAt(page, 10 * SECOND);
  const at = await nowOf(page);
  await playhead(page).focus();
  await page.keyboard.press('End');
  const end = await hashAt(page);
  expect(Number(end[0])).toBeGreaterThanOrEqual(at);
  await drag(page, 10 * SECOND, 3 * SECOND);
  await page.mouse.up();
  await idle(page);
  expect(Math.abs((await nowOf(page)) - 3 * SECOND)).toBeLessThan(SECOND / 4);
  const early = await hashAt(page);
  await expect(page.locator('.ahead')).toHaveCount(1);
  await page.keyboard.press('End');
  expect(await hashAt(page)).toEqual(end);
  await page.keyboard.press('Home');
  await idle(page);
  expect(await nowOf(page)).toBe(0);
  await expect(playhead(page)).toHaveAttribute('aria-valuetext', '0.000 s');
  await page.keyboard.press('PageUp');
  await idle(page);
  expect(await nowOf(page)).toBe(SECOND);
  // The way there makes no difference, and neither does playing past it.
  await setSpeed(page, 'real time');
  await play(page);
  await page.waitForFunction((us) => Number(document.querySelector<HTMLElement>('.app')?.dataset['now']) > us, 3.3 * SECOND);
  await pause(page);
  await drag(page, 5 * SECOND, 3 * SECOND, 3);
  await page.mouse.up();
  expect(await hashAt(page)).toEqual(early);
});

test('a run that plays waits while it is scrubbed and goes on from where it was let go', async ({ page }) => {
  await openAt(page, 12 * SECOND);
  await setSpeed(page, 'real time');
  await play(page);
  await drag(page, 11 * SECOND, 4 * SECOND);
  await frames(page, 5);
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
  expect(Math.abs((await nowOf(page)) - 4 * SECOND)).toBeLessThan(SECOND / 4);
  await page.mouse.up();
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'true');
  await expect.poll(() => nowOf(page)).toBeGreaterThan(4.5 * SECOND);
  expect(await nowOf(page)).toBeLessThan(11 * SECOND);
});

test('acting in the past begins another future, and both can be shown, named and deleted', async ({ page }) => {
  await openAt(page, 9 * SECOND);
  await expect(branches(page)).toHaveCount(0);
  await drag(page, 9 * SECOND, 7 * SECOND);
  await page.mouse.up();
  await idle(page);
  const fork = await nowOf(page);
  await kill(page, 1);
  // What is said gives way to the next sentence, so it is heard first.
  await expect(page.getByTestId('announcement')).toContainText('The other future stays as “main”');
  await expect.poll(() => stateOf(page, 1)).toBe('dead');
  await expect(page.locator('.time-note')).toContainText('You changed the past at');
  await expect(branches(page)).toHaveCount(2);
  await expect(page.locator('.branch[data-current="true"]')).toContainText(/^kill broker 1 at/);
  await playTo(page, 16 * SECOND);
  const other = await hashAt(page);

  await page.getByRole('button', { name: 'main', exact: true }).click();
  await idle(page);
  await expect.poll(() => stateOf(page, 1)).toBe('running');
  await expect(page.locator('.event[data-type="NodeKilled"]')).toHaveCount(0);
  await page.locator('.branch[data-branch="1"] .branch-name').click();
  await expect(page.locator('.branch[data-branch="1"]')).toHaveAttribute('data-current', 'true');
  await playhead(page).focus();
  await page.keyboard.press('End');
  expect(await hashAt(page)).toEqual(other);

  await page.getByRole('button', { name: /^Rename or delete “kill broker 1/ }).click();
  await page.getByLabel('Name of this future').fill('what if');
  await page.keyboard.press('Enter');
  await expect(page.locator('.branch[data-branch="1"]')).toContainText('what if');
  await page.getByRole('button', { name: 'Rename or delete “what if”' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.locator('.branch-edit').getByRole('button', { name: 'Delete', exact: true }).click();
  await idle(page);
  await expect(branches(page)).toHaveCount(0);
  await expect.poll(() => stateOf(page, 1)).toBe('running');
  expect(await nowOf(page)).toBeGreaterThanOrEqual(fork);
});

test('what was done is taken back and done again', async ({ page }) => {
  await openAt(page, 8 * SECOND);
  const before = await hashAt(page);
  await kill(page, 2);
  await playTo(page, 10 * SECOND);
  await page.keyboard.press('Control+z');
  await idle(page);
  expect(await hashAt(page)).toEqual(before);
  await expect.poll(() => stateOf(page, 2)).toBe('running');
  await expect(page.locator('.branch[data-current="true"]')).toContainText('without kill broker 2');
  await page.keyboard.press('Control+Shift+Z');
  await idle(page);
  await expect.poll(() => stateOf(page, 2)).toBe('dead');
  await expect(page.locator('.branch[data-current="true"]')).toContainText('main');
  await transport(page).getByRole('button', { name: 'Undo' }).click();
  await idle(page);
  await expect.poll(() => stateOf(page, 2)).toBe('running');
  await expect(branches(page)).toHaveCount(2);
});

test('steps lead back by an event and by what was worth seeing, and the list of events leads to its moments', async ({ page }) => {
  await openAt(page, 8 * SECOND);
  const start = await hashAt(page);
  await page.keyboard.press(',');
  const back = await hashAt(page);
  expect(Number(back[1])).toBe(Number(start[1]) - 1);
  await transport(page).getByRole('button', { name: 'Previous notable event' }).click();
  await idle(page);
  const notable = page.locator('.event[data-level="notable"]');
  const at = await nowOf(page);
  const steps = await page.evaluate(() => window.__commitLog.state().reachedAt);
  const times = await notable.evaluateAll((all) => all.map((each) => Number((each as HTMLElement).dataset['at'])));
  expect(at).toBe(Math.max(...[...steps, ...times].filter((time) => time < Number(start[0]))));
  const first = notable.first();
  await first.getByRole('button', { name: /^Go to/ }).click();
  await idle(page);
  expect(await nowOf(page)).toBe(Number(await first.getAttribute('data-at')));
  await expect(page.locator('.event[data-ahead="true"]').first()).toBeVisible();
  await expect(page.getByTestId('announcement')).toContainText('At ');
});

test('a press on a mark of a lane or on a flag leads to its moment', async ({ page }) => {
  await openAt(page, 8 * SECOND);
  await kill(page, 3);
  const killed = await nowOf(page);
  await playTo(page, 20 * SECOND);
  const mark = await page.locator('[data-lane="faults"] .span').first().boundingBox();
  if (mark === null) throw new Error('The fault is not on its lane.');
  await page.mouse.click(mark.x + 2, mark.y + mark.height / 2);
  await idle(page);
  expect(await nowOf(page)).toBe(killed);
  await page.locator('.flags [data-at]').first().click();
  await idle(page);
  expect(await nowOf(page)).toBe(0);
});

test('two tabs have times of their own', async ({ page, context }) => {
  await openAt(page, 2 * SECOND);
  const other = await context.newPage();
  await openAt(other, 4 * SECOND);
  await playhead(page).focus();
  await page.keyboard.press('Home');
  await idle(page);
  await kill(page, 1);
  expect(await nowOf(page)).toBe(0);
  await expect(branches(page)).toHaveCount(2);
  expect(await nowOf(other)).toBeGreaterThanOrEqual(4 * SECOND);
  await expect(branches(other)).toHaveCount(0);
  await expect.poll(() => stateOf(other, 1)).toBe('running');
});

test('a moment is bookmarked, named, found again, shared, and let go', async ({ page }) => {
  await openAt(page, 4 * SECOND);
  const kept = await hashAt(page);
  await page.keyboard.press('b');
  const flags = page.getByRole('list', { name: 'Bookmarks' }).getByRole('listitem');
  await expect(flags).toHaveCount(1);
  await page.getByRole('button', { name: 'Rename or remove the bookmark' }).click();
  await page.getByLabel('Name of this bookmark').fill('before it');
  await page.keyboard.press('Enter');
  await expect(flags).toContainText('before it');
  await playhead(page).focus();
  await page.keyboard.press('Home');
  await idle(page);
  await page.getByRole('button', { name: 'Go to the bookmark “before it”' }).click();
  expect(await hashAt(page)).toEqual(kept);

  await page.getByRole('button', { name: 'Share' }).click();
  const link = page.getByLabel('Link to this moment');
  await expect(link).toHaveValue(/#s=/);
  const address = await link.inputValue();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(flags).toContainText('before it');
  await page.waitForFunction((at) => document.querySelector<HTMLElement>('.app')?.dataset['now'] === at, kept[0]);
  await page.getByRole('button', { name: 'Rename or remove the bookmark' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(flags).toHaveCount(0);
});

test('a long way shows how far it is, holds up nothing, and stays where it has come to when it is stopped', async ({ page }) => {
  await openAt(page, 2 * SECOND);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible();
  const saved = await page.evaluate(() => window.__commitLog.state().saved as { readonly branches?: readonly object[] });
  await page.keyboard.press('Escape');
  // Ten minutes lie ahead, none of them known.
  const bookmarks = [{ at: 600 * SECOND, events: 1_000_000, name: 'far' }];
  await openFile(page, 'far.json', JSON.stringify({ ...saved, bookmarks, ...(saved.branches === undefined ? {} : { branches: saved.branches.map((branch) => ({ ...branch, bookmarks })) }) }));
  await idle(page);
  await page.getByRole('button', { name: 'Go to the bookmark “far”' }).click();
  const cancel = page.getByRole('button', { name: 'Stop here' });
  await expect(cancel).toBeVisible();
  const progress = page.getByRole('progressbar', { name: 'Computed so far' });
  const first = Number(await progress.getAttribute('value'));
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(first);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await cancel.click();
  await idle(page);
  await expect(cancel).toHaveCount(0);
  const now = await nowOf(page);
  expect(now).toBeGreaterThan(2 * SECOND);
  expect(now).toBeLessThan(600 * SECOND);
  expect((await frameOf(page)).now).toBe(now);

  // What is done on the way is done at the moment that is shown, and not wherever the way has come to.
  await page.getByRole('button', { name: 'Go to the bookmark “far”' }).click();
  await expect.poll(async () => Number((await progress.getAttribute('value', { timeout: 1_000 }).catch(() => '0')) ?? 0)).toBeGreaterThan(now + 5 * SECOND);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="broker-3"]')?.focus());
  await page.keyboard.press('Delete');
  await idle(page);
  expect((await frameOf(page)).now).toBe(now);
  await expect(entity(page, 'broker-3')).toHaveAttribute('data-state', 'dead');
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true });

  test('a finger drags the playhead', async ({ page }) => {
    await openAt(page, 8 * SECOND);
    const [from, to] = [await placeOf(page, 7 * SECOND), await placeOf(page, 2 * SECOND)];
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
    for (let step = 1; step <= 8; step += 1) {
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from.x + ((to.x - from.x) * step) / 8, y: from.y }] });
    }
    await frames(page, 3);
    expect(await page.evaluate(() => window.__commitLog.state().scrubbing)).toBe(true);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await idle(page);
    expect(await page.evaluate(() => window.__commitLog.state().scrubbing)).toBe(false);
    expect(Math.abs((await nowOf(page)) - 2 * SECOND)).toBeLessThan(SECOND / 4);
  });
});
