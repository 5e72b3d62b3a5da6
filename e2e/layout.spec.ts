import type { Page } from '@playwright/test';
import { SECOND, entity, idle, leaveStory, openApp, pause, playTo, playUntil, predict, select } from './support/app.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

/** No faults of the page as it is, at every size, and in the other theme: it changes colours, and is looked at once. */
async function expectGoodLayout(page: Page, moment: string): Promise<void> {
  // What is pointed at shows more than the rest.
  await page.mouse.move(0, 0);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await idle(page);
    expect.soft(await layoutFaults(page), `${moment}, ${size.width} wide, light`).toEqual([]);
  }
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await idle(page);
  expect.soft(await layoutFaults(page), `${moment}, ${SIZES[0].width} wide, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await idle(page);
}

test.describe('the page', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('everything has its place while the cluster is well', async ({ page }) => {
    await openApp(page);
    await playTo(page, 13 * SECOND);
    await expectGoodLayout(page, 'healthy');
    await select(page, 'consumer:c3');
    await expectGoodLayout(page, 'a consumer selected');
    // Beside the inspector nothing of what is over the picture is out of reach.
    await page.setViewportSize({ width: 1024, height: 768 });
    for (const button of await page.locator('.stage-bar button').all()) await button.click({ trial: true, timeout: 10_000 });
  });

  test('everything has its place while a broker is dead', async ({ page }) => {
    await openApp(page);
    await leaveStory(page);
    await playTo(page, 13 * SECOND);
    await select(page, 'broker-1');
    await entity(page, 'broker-1').getByRole('button', { name: 'Kill broker 1' }).click();
    await idle(page);
    await expectGoodLayout(page, 'just killed');
    await playUntil(page, '10 times faster', () => window.__commitLog.state().facts.some(({ fact }) => fact.type === 'BrokerFenced'), 0);
    await pause(page);
    await expectGoodLayout(page, 'fenced');
  });

  test('everything has its place while a story asks and is told the answer', async ({ page }) => {
    await openApp(page, '?scenario=leader-dies');
    await playUntil(page, '10 times faster', () => window.__commitLog.state().story?.current === 2, 0);
    await predict(page, /^Broker 2/);
    await idle(page);
    await expectGoodLayout(page, 'asked');
    await playUntil(page, '10 times faster', () => window.__commitLog.state().story?.current === 5, 0);
    await pause(page);
    await expectGoodLayout(page, 'answered');
  });
});

test('many consumers and three producers have their places, too', async ({ page }) => {
  await openApp(page, '?scenario=consumer-dies');
  await leaveStory(page);
  await playUntil(page, '20 times faster', () => window.__commitLog.state().frame?.consumers.some(({ id, status }) => id === 'c8' && status === 'idle') === true, 0);
  await pause(page);
  await expectGoodLayout(page, 'eight consumers');
  await openApp(page, '?scenario=acks-compared');
  await leaveStory(page);
  await playTo(page, 12 * SECOND);
  await expectGoodLayout(page, 'three producers');
});

test('futures on the timeline have their places, and so has what is said about them', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await playTo(page, 9 * SECOND);
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  await playhead.focus();
  for (const [presses, broker] of [[3, 2], [2, 3]] as const) {
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('PageDown');
    await idle(page);
    await page.locator(`.entity[data-key="broker-${broker}"]`).hover({ position: { x: 14, y: 9 } });
    await page.locator(`.entity[data-key="broker-${broker}"]`).getByRole('button', { name: `Kill broker ${broker}` }).click();
    await idle(page);
    await playhead.focus();
  }
  await expect(page.locator('.branch')).toHaveCount(3);
  await expectGoodLayout(page, 'three futures');
  await page.locator('.branch-more').last().click();
  await expectGoodLayout(page, 'a future renamed');
});

test('dialogs have their places', async ({ page }) => {
  await openApp(page);
  await playTo(page, 2 * SECOND);
  for (const opener of ['First look', 'Embed', 'Keyboard shortcuts']) {
    await page.getByRole('button', { name: opener }).click();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await idle(page);
      const faults = (await layoutFaults(page)).filter((fault) => !fault.includes('lies under') && !fault.includes('lies over'));
      expect.soft(faults, `${opener}, ${size.width} wide`).toEqual([]);
    }
    await page.setViewportSize(SIZES[0]);
    await page.keyboard.press('Escape');
  }
});

test.describe('an embed', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  for (const width of [760, 560, 390]) {
    test(`has a place for everything at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width: 760, height: 410 });
      await page.goto('embed.html?scenario=leader-dies');
      const now = async (): Promise<number> => Number(await page.locator('.embed').getAttribute('data-now'));
      await expect.poll(now).toBeGreaterThan(0);
      await page.getByLabel('speed').selectOption({ label: '10×' });
      await expect.poll(now, { timeout: 20_000 }).toBeGreaterThan(11 * SECOND);
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.setViewportSize({ width, height: 410 });
      await expect(page.locator('.scene')).toHaveCSS('width', `${width - 2}px`);
      expect.soft(await layoutFaults(page), 'broker dead').toEqual([]);
    });
  }
});

test('faults of layout are found', async ({ page }) => {
  await openApp(page);
  await playTo(page, 9 * SECOND);
  // The story has gone on to the groups.
  await page.keyboard.press('1');
  await idle(page);
  expect(await layoutFaults(page)).toEqual([]);
  const plants: readonly (readonly [selector: string, property: string, value: string, found: RegExp])[] = [
    ['.broker-name', 'transform', 'translateX(330px)', /leads.* lies over .*broker|broker.* lies over .*leads/],
    ['.story-title', 'font-size', '10px', /is 10px high/],
    ['.story-text', 'white-space', 'nowrap', /leaves|cut off|beside|sideways/],
    ['.story-count', 'transform', 'translateY(26px)', /lies over/],
    ['.transport-steps button', 'transform', 'scale(0.6)', /is \d+ by 1\d/],
    ['.entity.consumer', 'top', '120px', /lies over|leaves/],
    ['.top-actions', 'transform', 'translateX(80px)', /cut off|beside the window/],
  ];
  for (const [selector, property, value, found] of plants) {
    const element = page.locator(selector).first();
    const before = await element.evaluate((each, [name, planted]) => {
      const { style } = each as HTMLElement;
      const old = style.getPropertyValue(name);
      style.setProperty(name, planted);
      return old;
    }, [property, value] as const);
    await idle(page);
    expect.soft((await layoutFaults(page)).join('\n'), selector).toMatch(found);
    await element.evaluate((each, [name, old]) => (each as HTMLElement).style.setProperty(name, old), [property, before] as const);
    await idle(page);
  }
});
