import type { Page } from '@playwright/test';
import { LENSES } from '../src/base/lens.ts';
import { SECOND, idle, leaveStory, openApp, playTo, select } from './support/app.ts';
import { layoutFaults } from './support/geometry.ts';
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
});
