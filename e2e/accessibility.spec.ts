import type { Page } from '@playwright/test';
import { SECOND, entity, idle, leaveStory, nowOf, openAlone, openApp, pause, play, playTo, playUntil, predict, select, setSpeed } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

async function expectAccessible(page: Page, moment: string, sizes: readonly (typeof SIZES)[number][] = SIZES): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await idle(page);
      expect.soft(await axeFaults(page), `${moment}, ${colorScheme}, ${size.width} wide`).toEqual([]);
    }
  }
}

test('axe finds nothing wrong while the cluster is well', async ({ page }) => {
  await openApp(page);
  await playTo(page, 9 * SECOND);
  await expectAccessible(page, 'healthy');
});

test('axe finds nothing wrong while a broker is dead and selected', async ({ page }) => {
  await openApp(page);
  await leaveStory(page);
  await playTo(page, 9 * SECOND);
  await select(page, 'broker-1');
  await page.keyboard.press('Delete');
  await playTo(page, 12 * SECOND);
  await expectAccessible(page, 'broker dead');
});

test('axe finds nothing wrong while causes are shown', async ({ page }) => {
  await openApp(page);
  await leaveStory(page);
  await playTo(page, 9 * SECOND);
  await select(page, 'broker-1');
  await page.keyboard.press('Delete');
  await playTo(page, 20 * SECOND);
  await page.locator('.event[data-type="BrokerFenced"]').getByRole('button', { name: /^Why: The controller fences broker 1/ }).click();
  await expect(page.getByTestId('space-time')).toBeVisible();
  await expectAccessible(page, 'causes');
  await page.setViewportSize(SIZES[0]);
  await select(page, '1/orders-0');
  await expectAccessible(page, 'what holds it up', [SIZES[0]]);
});

test('axe finds nothing wrong while a story asks and when it has been told', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await playUntil(page, '10 times faster', () => window.__commitLog.state().story?.current === 2, 0);
  await predict(page, /^Broker 3/);
  await expectAccessible(page, 'asked');
  await page.setViewportSize(SIZES[0]);
  await playUntil(page, '10 times faster', () => window.__commitLog.state().story?.predictions[0]?.truth !== null, 0);
  await pause(page);
  await expectAccessible(page, 'told', [SIZES[0]]);
});

test('axe finds nothing wrong in the past of one of two futures', async ({ page }) => {
  await openApp(page);
  await leaveStory(page);
  await playTo(page, 9 * SECOND);
  await page.getByRole('slider', { name: 'Playhead' }).focus();
  await page.keyboard.press('PageDown');
  await idle(page);
  await select(page, 'broker-1');
  await page.keyboard.press('Delete');
  await playTo(page, 12 * SECOND);
  await page.getByRole('slider', { name: 'Playhead' }).focus();
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('PageDown');
  await idle(page);
  await expect(page.locator('.event[data-ahead="true"]').first()).toBeAttached();
  await expectAccessible(page, 'in the past');
  await page.setViewportSize(SIZES[0]);
  await page.locator('.branch-more').last().click();
  await expectAccessible(page, 'a future renamed', [SIZES[0]]);
});

test('what axe would find is found', async ({ page }) => {
  await openApp(page);
  await page.evaluate(() => {
    const unnamed = document.querySelector('.icon-button');
    unnamed?.removeAttribute('aria-label');
    unnamed?.removeAttribute('title');
    document.querySelector<HTMLElement>('.story-text')?.style.setProperty('color', 'rgb(190, 190, 190)');
  });
  const found = await axeFaults(page);
  expect(new Set(found.map((fault) => fault.split(':')[0]))).toEqual(new Set(['button-name', 'color-contrast']));
});

test('axe finds nothing wrong in an embed', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 760, height: 410 });
    await page.goto('embed.html?scenario=leader-dies');
    await expect.poll(async () => Number(await page.locator('.embed').getAttribute('data-now'))).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Kill broker 1' }).last().click();
    await page.getByRole('button', { name: 'Pause' }).click();
    expect.soft(await axeFaults(page), colorScheme).toEqual([]);
  }
});

test('what changes is told in sentences to those who do not see it', async ({ page }) => {
  await openApp(page);
  const region = page.getByTestId('announcement');
  await expect(region).toHaveAttribute('aria-live', 'polite');
  await expect(region).toHaveText('First look. Seed 42.');
  await leaveStory(page);
  await playTo(page, 9 * SECOND);
  // All that is said from here on.
  await region.evaluate((element) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => said.push(element.textContent)).observe(element, { childList: true, characterData: true, subtree: true });
  });
  await entity(page, 'broker-1').focus();
  await page.keyboard.press('Delete');
  await expect(region).toHaveText(/Broker 1 is killed/);
  await playUntil(page, '5 times faster', () => window.__commitLog.state().facts.some(({ fact }) => fact.type === 'BrokerFenced'), 0);
  await pause(page);
  const said = (): Promise<readonly string[]> => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  await expect.poll(said, { timeout: 10_000 }).toEqual(expect.arrayContaining([expect.stringMatching(/fences broker 1|now leads orders-/)]));
  for (const sentence of await said()) expect(sentence).toMatch(/^[A-Z].*\.$/s);
  // A step by the reader says what it did.
  const before = (await said()).length;
  await page.keyboard.press('n');
  await expect.poll(async () => (await said()).length).toBeGreaterThan(before);
});

test('everything drawn is described', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 9 * SECOND);
  const labels = await page.locator('.entity').evaluateAll((all) => all.map((each) => [each.getAttribute('data-key'), each.getAttribute('aria-label')] as const));
  expect(labels.length).toBeGreaterThanOrEqual(29);
  for (const [key, label] of labels) expect(label, key ?? '').toMatch(/^[A-Za-z].{10,}\.$/s);
  await expect(entity(page, 'broker-1')).toHaveAttribute('aria-label', /^Broker 1, running\. Leads orders-0 and orders-3\./);
  const [hw, leo] = [await entity(page, '2/orders-0').getAttribute('data-hw'), await entity(page, '2/orders-0').getAttribute('data-leo')];
  await expect(entity(page, '2/orders-0')).toHaveAttribute('aria-label', `orders-0 on broker 2, follower, in sync. Log 0 to ${Number(leo) - 1}, high watermark ${hw}.`);
});

/** Plays slowly from where a message has just set out, and counts the places at which one message is seen. */
async function placesOnTheWay(page: Page): Promise<number> {
  await playTo(page, 8 * SECOND);
  const message = page.locator('.messages-layer .message:not([style*="none"])');
  for (let step = 0; step < 200 && (await message.count()) === 0; step += 1) {
    await page.keyboard.press('.');
    await idle(page);
  }
  const key = await message.last().getAttribute('data-key');
  await setSpeed(page, '500 times slower');
  await play(page);
  return page.evaluate(async (wanted) => {
    const places = new Set<string>();
    for (let frame = 0; frame < 60; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const found = document.querySelector<SVGElement>(`.messages-layer .message[data-key="${wanted}"]`);
      if (found !== null && found.style.display !== 'none') places.add(found.style.transform);
    }
    return places.size;
  }, key);
}

test('messages glide where nobody minds', async ({ page }) => {
  await openAlone(page);
  expect(await placesOnTheWay(page)).toBeGreaterThan(8);
});

test.describe('less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('what moves jumps, and the run goes on', async ({ page }) => {
    await openAlone(page);
    const places = await placesOnTheWay(page);
    expect(places).toBeGreaterThan(0);
    expect(places).toBeLessThanOrEqual(4);
    const lasting = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionProperty, transitionDuration, animationName, animationDuration } = getComputedStyle(element);
        const durations = [...(transitionProperty === 'none' ? [] : transitionDuration.split(',')), ...(animationName === 'none' ? [] : animationDuration.split(','))];
        const longest = Math.max(0, ...durations.map(parseFloat));
        return longest > 0.011 ? [`${element.tagName} ${element.getAttribute('class')} ${longest} s`] : [];
      }),
    );
    expect(lasting).toEqual([]);
    const now = await nowOf(page);
    await expect.poll(() => nowOf(page)).toBeGreaterThan(now);
  });
});

test('the theme follows the system until the reader chooses one', async ({ page }) => {
  const brightness = (): Promise<number> =>
    page.evaluate(() => {
      const painted = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor).find((colour) => !colour.endsWith(', 0)'));
      const [red = -1, green = -1, blue = -1] = (/\d+[^)]*/.exec(painted ?? '')?.[0] ?? '').split(',').map(Number);
      return (red + green + blue) / 3;
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openApp(page);
  expect(await brightness()).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await brightness()).toBeGreaterThan(200);
  await page.getByRole('button', { name: /^Theme: auto/ }).click();
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await brightness()).toBeLessThan(60);
  await page.reload();
  expect(await brightness()).toBeLessThan(60);
  await page.goto('embed.html?scenario=first-look&theme=dark');
  expect(await brightness()).toBeLessThan(60);
});
