import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

type Place = Page | FrameLocator;

function rootOf(place: Place): Locator {
  return place.locator('.embed');
}

async function numberOf(place: Place, name: 'data-now' | 'data-events'): Promise<number> {
  return Number(await rootOf(place).getAttribute(name));
}

/** Waits until the embed's run has come to a time. */
async function reach(place: Place, us: number): Promise<void> {
  await expect.poll(() => numberOf(place, 'data-now'), { timeout: 30_000 }).toBeGreaterThan(us);
}

/** Chooses a speed, once there is a run. */
async function setSpeed(place: Place, speed: string): Promise<void> {
  await reach(place, 0);
  await place.getByLabel('speed').selectOption({ label: speed });
}

/** Presses one of the embed's actions as soon as something is shown. From within: the story goes on meanwhile, and may do the same soon. */
async function pressWhen(page: Page, shown: string, action: string): Promise<void> {
  await page.evaluate(
    async ([selector, label]) => {
      while (document.querySelector(selector) === null) await new Promise((resolve) => requestAnimationFrame(resolve));
      const buttons = [...document.querySelectorAll<HTMLElement>('.embed-offers button')];
      buttons.find(({ textContent }) => textContent === label)?.click();
    },
    [shown, action] as const,
  );
}

test.describe('alone', () => {
  test.use({ viewport: { width: 760, height: 410 } });

  test('an embed is one picture, a bar, a few actions and a link, and fits its frame', async ({ page }) => {
    await page.goto('embed.html?scenario=leader-dies');
    await expect(page.getByRole('heading', { name: 'A leader dies' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Cluster' })).toHaveCount(1);
    await expect(page.locator('.entity.broker')).toHaveCount(3);
    await expect(page.locator('.entity.replica')).toHaveCount(9);
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(page.locator('.embed-offers button')).toHaveText(['Kill broker 1', 'Restart broker 1']);
    await expect(page.getByRole('link', { name: 'Open full page' })).toHaveAttribute('href', 'index.html?scenario=leader-dies');
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return { scrollWidth, scrollHeight, clientWidth, clientHeight };
    });
    expect(size).toEqual({ scrollWidth: 760, scrollHeight: 410, clientWidth: 760, clientHeight: 410 });
    await reach(page, 0);
  });

  test('its actions break and mend the cluster', async ({ page }) => {
    await page.goto('embed.html?scenario=leader-dies');
    await setSpeed(page, '10×');
    const [kill, restart] = [page.getByRole('button', { name: 'Kill broker 1' }).last(), page.getByRole('button', { name: 'Restart broker 1' }).last()];
    await expect(restart).toBeDisabled();
    await pressWhen(page, '[data-now]:not([data-now="0"])', 'Kill broker 1');
    await expect(page.locator('[data-key="broker-1"]')).toHaveAttribute('data-state', 'dead');
    await expect(kill).toBeDisabled();
    await pressWhen(page, '[data-key="2/orders-0"][data-role="leader"]', 'Restart broker 1');
    await expect(page.locator('[data-key="1/orders-0"]')).toHaveAttribute('data-state', 'in-sync', { timeout: 20_000 });
  });

  test('nobody answers questions in it: the story goes on by itself, in a line', async ({ page }) => {
    await page.goto('embed.html?scenario=leader-dies');
    await setSpeed(page, '10×');
    await expect(page.locator('.embed-story')).toContainText('3 of 6', { timeout: 20_000 });
    await expect(page.locator('.embed-story')).toContainText('6 of 6', { timeout: 30_000 });
  });

  test('its time can be dragged back, and goes on from there', async ({ page }) => {
    await page.goto('embed.html?scenario=leader-dies');
    const root = page.locator('.embed');
    await setSpeed(page, '10×');
    await reach(page, 12_000_000);
    await page.getByRole('button', { name: 'Pause' }).click();
    const line = page.getByRole('slider', { name: 'Playhead' });
    const box = await line.boundingBox();
    if (box === null) throw new Error('There is no line.');
    const span = Number(await line.getAttribute('aria-valuemax'));
    await page.mouse.click(box.x + (box.width * 5) / span, box.y + 1);
    await expect.poll(async () => Math.abs(Number(await root.getAttribute('data-now')) - 5_000_000)).toBeLessThan(200_000);
    await line.focus();
    await page.keyboard.press('Home');
    await expect(root).toHaveAttribute('data-now', '0');
    await expect(line).toHaveAttribute('aria-valuetext', '0.00 s');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => Number(await root.getAttribute('data-now'))).toBeGreaterThan(100_000);
  });

  test('its link opens the full page with the same scenario', async ({ page, context }) => {
    await page.goto('embed.html?scenario=acks-compared');
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open full page' }).click();
    const full = await opened;
    await full.waitForFunction(() => window.__commitLog?.state().run?.id === 'acks-compared');
    await expect(full.getByRole('button', { name: 'acks compared' })).toBeVisible();
    await full.close();
  });

  test('an address that names no scenario is answered with a sentence', async ({ page }) => {
    await page.goto('embed.html');
    await expect(page.getByRole('alert')).toContainText('This embed names no scenario');
    await page.goto('embed.html?scenario=no-such');
    await expect(page.getByRole('alert')).toContainText('The scenario no-such cannot be run');
  });
});

test('several embeds on one page do not disturb each other', async ({ page }) => {
  const frame = (id: string): string => `<iframe id="${id}" src="embed.html?scenario=leader-dies" title="${id}" width="760" height="410"></iframe>`;
  const article = `<!doctype html><html lang="en"><title>An article</title><p>Two figures.</p>${frame('one')}${frame('two')}</html>`;
  await page.route('**/article.html', (route) => route.fulfill({ contentType: 'text/html', body: article }));
  await page.setViewportSize({ width: 900, height: 960 });
  await page.goto('article.html');
  const [one, two] = [page.frameLocator('#one'), page.frameLocator('#two')];
  for (const embed of [one, two]) {
    await setSpeed(embed, '1/10');
    await reach(embed, 100_000);
  }

  // One is paused: the other goes on.
  await one.getByRole('button', { name: 'Pause' }).click();
  await expect(rootOf(one)).toHaveAttribute('data-playing', 'false');
  const [pausedAt, otherAt] = [await numberOf(one, 'data-now'), await numberOf(two, 'data-now')];
  await reach(two, otherAt + 200_000);
  expect(await numberOf(one, 'data-now')).toBe(pausedAt);

  // A broker is killed in the other: in the first it lives, and plays at its own speed.
  await two.getByRole('button', { name: 'Kill broker 1' }).last().click();
  await expect(two.locator('[data-key="broker-1"]')).toHaveAttribute('data-state', 'dead');
  // Not ten times faster: between two looks its own story would come to the death of broker 1, at 10 s.
  await setSpeed(one, 'real time');
  await one.getByRole('button', { name: 'Play' }).click();
  await reach(one, 1_000_000);
  await expect(one.locator('[data-key="broker-1"]')).toHaveAttribute('data-state', 'running');
  expect(await numberOf(two, 'data-now')).toBeLessThan(5_000_000);
});

test('an embed that nobody sees waits', async ({ page }) => {
  const article = '<!doctype html><html lang="en"><title>An article</title><iframe src="embed.html?scenario=first-look" title="a" width="760" height="410"></iframe><div id="text"></div></html>';
  await page.route('**/article.html', (route) => route.fulfill({ contentType: 'text/html', body: article }));
  await page.goto('article.html');
  const embed = page.frameLocator('iframe');
  await reach(embed, 0);
  await page.evaluate(() => {
    (document.querySelector('#text') as HTMLElement).style.height = '3000px';
    scrollTo(0, 2500);
  });
  await expect(rootOf(embed)).toHaveAttribute('data-playing', 'false');
  const hiddenAt = await numberOf(embed, 'data-now');
  await page.evaluate(() => scrollTo(0, 0));
  await expect(rootOf(embed)).toHaveAttribute('data-playing', 'true');
  await reach(embed, hiddenAt);
});
