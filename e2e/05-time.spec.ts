import type { Page } from '@playwright/test';
import { SECOND, entity, eventsOf, factsOf, frameOf, frames, idle, nowOf, openAlone, openApp, pause, playTo, playUntil, rootOf, setSpeed, transport } from './support/app.ts';
import type { SpeedName } from './support/app.ts';
import { QUIET_DOCUMENT, openFile } from './support/documents.ts';
import { expect, test } from './support/test.ts';

/** The page counts this much of a frame that took longer. */
const LONGEST_FRAME_MS = 100;

/**
 * Virtual seconds that pass in a real second, measured over some animation frames by the clock that they are given, and in a
 * second that the page could count: on a machine that is late those are fewer.
 */
async function measuredRate(page: Page, count: number): Promise<{ readonly real: number; readonly counted: number }> {
  return page.evaluate(async ([left, longest]) => {
    const read = async (): Promise<{ readonly real: number; readonly virtual: number }> => ({
      real: await new Promise<number>((resolve) => requestAnimationFrame(resolve)),
      virtual: Number(document.querySelector<HTMLElement>('.app')?.dataset['now']),
    });
    const from = await read();
    let to = from;
    let countedMs = 0;
    for (let index = 0; index < left; index += 1) {
      const before = to.real;
      to = await read();
      countedMs += Math.min(longest, to.real - before);
    }
    const virtualMs = (to.virtual - from.virtual) / 1000;
    return { real: virtualMs / (to.real - from.real), counted: virtualMs / countedMs };
  }, [count, LONGEST_FRAME_MS] as const);
}

test('a pause holds everything, and playing goes on from there', async ({ page }) => {
  await openApp(page);
  await playTo(page, 8 * SECOND);
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
  await expect(transport(page)).toContainText('paused');
  const before = [await nowOf(page), await eventsOf(page), await rootOf(page).getAttribute('data-trace-hash')];
  const places = await page.locator('.messages-layer .message').evaluateAll((all) => all.map((each) => each.getAttribute('style')));
  await frames(page, 40);
  expect([await nowOf(page), await eventsOf(page), await rootOf(page).getAttribute('data-trace-hash')]).toEqual(before);
  expect(await page.locator('.messages-layer .message').evaluateAll((all) => all.map((each) => each.getAttribute('style')))).toEqual(places);
  await playTo(page, 9 * SECOND);
  expect(await nowOf(page)).toBeGreaterThan(9 * SECOND - 1);
  // Wherever it stands, the line of the playhead strikes through no time of the axis.
  const struck = await page.locator('.timeline').evaluate((timeline) => {
    const spans = (of: string): DOMRect[] => [...timeline.querySelectorAll(of)].map((each) => each.getBoundingClientRect());
    return spans('.axis text').flatMap((text) => spans('.playhead line').filter(({ top, bottom }) => top < text.bottom - 2 && bottom > text.top + 2)).length;
  });
  expect(struck).toBe(0);
});

test('a step is one event', async ({ page }) => {
  await openApp(page);
  await playTo(page, 8 * SECOND);
  for (let step = 0; step < 6; step += 1) {
    const [events, now, hash] = [await eventsOf(page), await nowOf(page), await rootOf(page).getAttribute('data-trace-hash')];
    await transport(page).getByRole('button', { name: 'Step' }).click();
    await idle(page);
    expect(await eventsOf(page)).toBe(events + 1);
    expect(await nowOf(page)).toBeGreaterThanOrEqual(now);
    expect(await rootOf(page).getAttribute('data-trace-hash')).not.toBe(hash);
  }
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
});

test('the next event worth seeing is stopped at, and is in the list of events', async ({ page }) => {
  await openApp(page);
  await playTo(page, 9 * SECOND);
  // The story has gone on to the groups.
  await page.keyboard.press('1');
  await entity(page, 'broker-3').hover({ position: { x: 14, y: 9 } });
  await page.getByRole('button', { name: 'Kill broker 3' }).click();
  await idle(page);
  const notable = page.locator('.event[data-level="notable"]');
  const steps = (): Promise<number> => page.evaluate(() => window.__commitLog.state().story?.reachedAt.length ?? 0);
  const fenced = page.locator('.event[data-type="BrokerFenced"]');
  for (let press = 0; press < 12 && (await fenced.count()) === 0; press += 1) {
    const [count, reached] = [await notable.count(), await steps()];
    await transport(page).getByRole('button', { name: /^Next/ }).click();
    await idle(page);
    // A step of the story that begins is worth a stop, too.
    await expect.poll(async () => (await steps()) > reached || (await notable.count()) > count).toBe(true);
    if ((await steps()) > reached) continue;
    expect(Number(await notable.last().getAttribute('data-at'))).toBe(await nowOf(page));
  }
  await expect(fenced).toContainText('broker 3');
});

test('speeds are what they say', async ({ page }) => {
  await openApp(page);
  await playTo(page, 2 * SECOND);
  await page.keyboard.press('Space');
  const choices: readonly (readonly [SpeedName, number, RegExp])[] = [
    ['5000 times slower', 1 / 5000, /^1 ms takes 5 s$/],
    ['100 times slower', 1 / 100, /^1 ms takes 0.1 s$/],
    ['10 times slower', 1 / 10, /^1 s takes 10 s$/],
    // What a machine that is late comes to is said in place of what was asked.
    ['real time', 1, /^real time$|^about /],
    ['10 times faster', 10, /^10 s pass in 1 s$|^about [\d.]+ s pass in 1 s$/],
  ];
  for (const [name, rate, words] of choices) {
    await setSpeed(page, name);
    await expect(transport(page).locator('.rate')).toHaveText(words);
    const { real, counted } = await measuredRate(page, 30);
    // A page that is short of time may fall behind, and never runs ahead.
    expect(real, name).toBeLessThan(rate * 1.25);
    expect(counted, name).toBeGreaterThan(rate * 0.3);
  }
  await setSpeed(page, '1000 times faster');
  expect((await measuredRate(page, 20)).counted).toBeGreaterThan(10);
  await page.keyboard.press('[');
  await expect(transport(page).getByLabel('Speed')).toHaveValue('100');
  await page.keyboard.press(']');
  await expect(transport(page).getByLabel('Speed')).toHaveValue('1000');
});

test('auto slows down for what there is to see and hurries through the waits', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'quiet.json', JSON.stringify(QUIET_DOCUMENT));
  await expect(page.getByRole('button', { name: 'Quiet' })).toBeVisible();
  await expect(transport(page).getByLabel('Speed')).toHaveValue('auto');
  // Rates while a record is on its way, and while none is, over a few rounds.
  const rates = await page.evaluate(async () => {
    const seen = { travelling: [] as number[], waiting: [] as number[] };
    const from = performance.now();
    while (performance.now() - from < 40_000 && (seen.travelling.length < 25 || seen.waiting.length < 25)) {
      const at = (): number => Number(document.querySelector<HTMLElement>('.app')?.dataset['now']);
      const before = { virtual: at(), real: performance.now() };
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const rate = (at() - before.virtual) / 1000 / Math.max(1, performance.now() - before.real);
      const drawn = [...document.querySelectorAll<SVGElement>('.messages-layer .message')].some(({ style }) => style.display !== 'none');
      if (before.virtual > 1_000_000) (drawn ? seen.travelling : seen.waiting).push(rate);
    }
    return seen;
  });
  const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
  expect(rates.travelling.length).toBeGreaterThanOrEqual(25);
  expect(mean(rates.travelling)).toBeLessThan(0.1);
  expect(mean(rates.waiting)).toBeGreaterThan(10 * mean(rates.travelling));
});

test('the list of events tells what happened in sentences, in order, and selects where', async ({ page }) => {
  await openAlone(page);
  await playUntil(page, '10 times faster', () => window.__commitLog.state().facts.some(({ fact }) => fact.type === 'GroupStable'), 0);
  await pause(page);
  const events = page.getByRole('region', { name: 'Events' });
  const told = await events.locator('.event').evaluateAll((all) =>
    all.map((event) => {
      const words = event.querySelector('.event-words')?.cloneNode(true) as HTMLElement;
      words.querySelector('.event-node')?.remove();
      return words.textContent.trim();
    }),
  );
  expect(told.length).toBeGreaterThan(2);
  for (const sentence of told) expect(sentence).toMatch(/^[A-Z].*\.$/);
  await expect(events).toContainText('Group analytics');
  const times = await events.locator('.event').evaluateAll((all) => all.map((each) => Number((each as HTMLElement).dataset['at'])));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const stable = (await factsOf(page, 'GroupStable')).at(-1);
  expect(times).toContain(stable?.at);

  await events.getByRole('button', { name: 'all' }).click();
  expect(await events.locator('.event').count()).toBeGreaterThan(told.length);
  for (const type of ['BatchSent', 'RecordsAppended', 'RecordsReplicated', 'HighWatermarkAdvanced', 'BatchAcked']) {
    expect(await events.locator(`.event[data-type="${type}"]`).count(), type).toBeGreaterThan(0);
  }
  const last = events.locator('.event[data-node^="broker-"] button.event-row').last();
  const node = await events.locator('.event[data-node^="broker-"]').last().getAttribute('data-node');
  await last.click();
  await expect(entity(page, node ?? '')).toHaveAttribute('aria-current', 'true');
  expect((await frameOf(page)).now).toBe(await nowOf(page));
});

test('starting again plays the same run', async ({ page }) => {
  await openApp(page);
  await playTo(page, 3 * SECOND);
  const facts = (await factsOf(page, 'RecordsAppended')).slice(0, 10).map(({ at, node, fact }) => ({ at, node, fact }));
  expect(facts).toHaveLength(10);
  await setSpeed(page, 'real time');
  await transport(page).getByRole('button', { name: 'Start the run again' }).click();
  await expect.poll(() => nowOf(page)).toBeLessThan(3 * SECOND);
  await playTo(page, 3 * SECOND);
  expect((await factsOf(page, 'RecordsAppended')).slice(0, 10).map(({ at, node, fact }) => ({ at, node, fact }))).toEqual(facts);
});

test('the lane of latency has what producers waited, also of what lies ahead, and of the future that is shown', async ({ page }) => {
  await openApp(page);
  await playTo(page, 6 * SECOND);
  const bars = page.locator('.latency-bar');
  const drawn = async (): Promise<number> => {
    // Of a place of the axis the longest wait is drawn, and the longest of all somewhere.
    const waits = await bars.evaluateAll((all) => all.map((each) => Number((each as SVGElement).dataset['latency'])));
    return Math.max(...waits);
  };
  const known = (): Promise<{ readonly longest: number; readonly lastAt: number; readonly count: number }> =>
    page.evaluate(() => {
      const { answers } = window.__commitLog.state();
      return { longest: Math.max(...answers.map(({ latencyUs }) => latencyUs ?? 0)), lastAt: answers.at(-1)?.at ?? 0, count: answers.length };
    });
  const whole = await known();
  expect(whole.count).toBeGreaterThan(20);
  expect(await drawn()).toBe(whole.longest);
  await expect(page.locator('.timeline p').last()).toHaveText(/^Producers waited [\d.]+ ms for the last response known, and [\d.]+ m?s for the slowest, which came at [\d.]+ m?s\.$/);

  await page.getByRole('slider', { name: 'Playhead' }).press('Home');
  await idle(page);
  expect(await known()).toEqual(whole);
  expect(await drawn()).toBe(whole.longest);
});
