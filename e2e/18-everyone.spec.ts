import type { Locator, Page } from '@playwright/test';
import { LENSES } from '../src/base/lens.ts';
import { SECOND, entity, idle, leaveStory, openApp, playTo, select } from './support/app.ts';
import { layoutFaults } from './support/geometry.ts';
import { momentAt, openMoment } from './support/moments.ts';
import { STATES } from './support/states.ts';
import { expect, test } from './support/test.ts';

interface Painted {
  readonly fill: string;
  readonly stroke: string;
  readonly outline: string;
  readonly border: string;
  readonly underline: string;
  readonly ground: string;
}

async function look(page: Page, lens: number): Promise<void> {
  await page.keyboard.press(String(lens + 1));
  await expect(page.locator('.stage .lens, .stage [class]').first()).toBeVisible();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await idle(page);
}

/** How many colours are painted where the words of an element stand, or where it is if it has none, that fill at least a fiftieth. */
async function coloursIn(page: Page, element: Locator): Promise<number> {
  const clip = await element.evaluate((each) => {
    const words = document.createRange();
    words.selectNodeContents(each.firstChild ?? each);
    const { x, y, width, height } = each.firstChild === null ? each.getBoundingClientRect() : words.getBoundingClientRect();
    return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
  });
  const shot = await page.screenshot({ clip });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer(0));
    const counts = new Map<number, number>();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return [...counts.values()].filter((count) => count >= pixels.length / 50).length;
  }, shot.toString('base64'));
}

async function openAt10(page: Page): Promise<void> {
  await openApp(page, '?scenario=leader-dies&seed=7');
  await leaveStory(page);
  await playTo(page, 9.6 * SECOND);
}

test.describe('at 200 %', () => {
  test.use({ viewport: { width: 720, height: 450 }, contextOptions: { reducedMotion: 'reduce' } });

  test('every lens has its place, and nothing is cut', async ({ page }) => {
    await openAt10(page);
    for (const [index, lens] of LENSES.entries()) {
      await look(page, index);
      expect.soft(await layoutFaults(page), lens).toEqual([]);
    }
  });
});

test.describe('in forced colours', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce', forcedColors: 'active' }, colorScheme: 'dark' });

  test('what colour says is said without it', async ({ page }) => {
    await openAt10(page);
    await select(page, 'broker-1');
    const painted = (selector: string): Promise<Painted> =>
      page.locator(selector).first().evaluate((element) => {
        const { fill, stroke, outlineStyle, outlineWidth, borderTopStyle, borderBottomColor, backgroundColor } = getComputedStyle(element);
        return { fill, stroke, outline: `${outlineStyle} ${outlineWidth}`, border: borderTopStyle, underline: borderBottomColor, ground: backgroundColor };
      });
    await expect.poll(async () => (await painted('.lens-tabs button[aria-pressed="true"]')).underline).not.toBe((await painted('.lens-tabs button[aria-pressed="false"]')).underline);
    const ground = (await painted('body')).ground;
    const committed = await painted('.replica[data-role="leader"] .cell[data-state="committed"] rect');
    const open = await painted('.replica[data-role="leader"] .cell[data-state="open"] rect');
    expect(committed.fill).not.toBe(open.fill);
    expect(open.stroke).not.toBe(open.fill);
    expect((await painted('.replica[data-role="leader"] .cell[data-state="committed"] text')).fill).not.toBe(committed.fill);
    expect((await painted('.replica[data-role="leader"] .cell[data-state="open"] text')).fill).not.toBe(open.fill);
    expect((await painted('.replica[data-role="leader"]')).border).toBe('solid');
    expect((await painted('.replica[data-role="leader"] .high-watermark')).stroke).not.toBe(ground);
    expect((await painted('.entity[data-key="broker-1"]')).outline).toBe('solid 3px');
    expect((await painted('.lens-tabs button[aria-pressed="true"]')).underline).not.toBe((await painted('.lens-tabs button[aria-pressed="false"]')).underline);
    await page.keyboard.press('g');
    expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe('dashed');
    await look(page, 4);
    const line = await painted('.chart-line');
    expect([line.stroke, (await painted('.chart-playhead')).stroke]).not.toContain(ground);
    expect(await page.getByTestId('announcement').textContent()).not.toBe('');
  });

  test('replicas of a large cluster, its map and times of the diagram are told apart', async ({ page }) => {
    const hundred = STATES['100 brokers'];
    if (hundred === undefined) throw new Error('There is such a state.');
    await openMoment(page, await hundred());
    const tiles = ['[data-role="leader"]', '[data-role="follower"][data-state="in-sync"]', '[data-state="offline"]'].map((which) => `.tile${which}`);
    const grounds = await Promise.all(tiles.map((tile) => page.locator(tile).first().evaluate((each) => `${getComputedStyle(each).backgroundImage} ${getComputedStyle(each).backgroundColor}`)));
    const ground = await page.locator('body').evaluate((body) => `none ${getComputedStyle(body).backgroundColor}`);
    expect(new Set([...grounds, ground]).size).toBe(4);
    await look(page, 3);
    expect(await page.locator('.sequence-time line').first().evaluate((line) => getComputedStyle(line).strokeDasharray)).not.toBe('none');
    await openMoment(page, await momentAt({ v: 1, id: 'map', title: 'A map', cluster: { brokers: 30, controllers: 1, topics: ['a', 'b', 'c'].map((name) => ({ name, partitions: 240, replicationFactor: 3 })) } }, SECOND / 2));
    await look(page, 0);
    const chosen = page.locator('.heat-tools button[aria-pressed="true"]');
    const colours = await chosen.evaluate((button) => [button, button.querySelector('.heat-count') ?? button].map((each) => getComputedStyle(each).color));
    expect(colours[1]).toBe(colours[0]);
    expect(await coloursIn(page, page.locator('.heat-swatch[data-shade="1"]'))).toBeGreaterThan(1);
  });

  test('words on a filled button can be read, and hatches and hues of keys are there', async ({ page }) => {
    await openApp(page, '?scenario=leader-dies&seed=7');
    const next = page.locator('.button.primary').first();
    expect(await coloursIn(page, next)).toBeGreaterThan(1);
    await leaveStory(page);
    await playTo(page, 9.6 * SECOND);
    const swatches = await page.locator('.legend-swatch').evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor));
    expect(new Set(swatches).size).toBe(swatches.length);
    await look(page, 2);
    expect(await coloursIn(page, page.locator('.gstrip-again').first())).toBeGreaterThan(1);
  });
});

test.describe('the inspector', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('leaves in sight what is inspected, and offers first what can be done where it is a sheet', async ({ page }) => {
    await openAt10(page);
    for (const [width, height] of [[1024, 768], [760, 900], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      for (const key of ['controller-3002', 'broker-3', 'consumer:c3', '1/orders-2']) {
        await page.keyboard.press('Escape');
        await idle(page);
        await entity(page, key).click({ position: { x: 14, y: 9 } });
        await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
        const [thing, cover] = [await entity(page, key).boundingBox(), await page.locator('.app-inspector').boundingBox()];
        if (thing === null || cover === null) throw new Error(`${key} is not there.`);
        expect.soft(thing.x + thing.width <= cover.x + 1 || thing.y + thing.height <= cover.y + 1, `${key} at ${width}`).toBe(true);
        expect.soft(thing.y, `${key} at ${width}`).toBeGreaterThanOrEqual(0);
      }
      await page.keyboard.press('Escape');
      await select(page, 'broker-3');
      const [actions, rows] = [await page.locator('.inspector-actions').boundingBox(), await page.locator('.inspector-rows').boundingBox()];
      expect.soft((actions?.y ?? 0) < (rows?.y ?? 0), `actions at ${width}`).toBe(width < 900);
    }
  });
});
