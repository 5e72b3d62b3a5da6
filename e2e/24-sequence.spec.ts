import type { Page } from '@playwright/test';
import type { SequenceMessage, SequenceStretch } from '../src/protocol/sequence.ts';
import { SECOND, idle, leaveStory, openApp, playTo } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

async function openSequence(page: Page): Promise<void> {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await playTo(page, 8 * SECOND);
  await page.getByRole('button', { name: 'Sequence', exact: true }).click();
  await expect(page.locator('.sequence-picture')).toHaveCount(1);
  await idle(page);
}

async function stretchOf(page: Page): Promise<SequenceStretch> {
  const stretch = await page.evaluate(() => window.__commitLog.state().sequence);
  if (stretch === null) throw new Error('The page has been told of no time.');
  return stretch;
}

/** Messages as they are drawn: from which line to which, and in which order. */
async function arrows(page: Page): Promise<readonly { key: string; api: string; isResponse: boolean; down: boolean }[]> {
  return page.locator('.arrows .arrow').evaluateAll((all) =>
    (all as unknown as SVGGElement[]).map((arrow) => {
      const line = arrow.querySelector('.arrow-line');
      const down = Number(line?.getAttribute('y2')) >= Number(line?.getAttribute('y1'));
      return { key: arrow.dataset['message'] ?? '', api: arrow.dataset['api'] ?? '', isResponse: arrow.dataset['response'] !== undefined, down };
    }),
  );
}

test.describe('the sequence lens', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('draws the messages that the run had, and reads them out by keys', async ({ page }) => {
    await openSequence(page);
    const { messages } = await stretchOf(page);
    const drawn = await arrows(page);
    const keyOf = ({ key, api, isResponse }: Pick<SequenceMessage, 'key' | 'api' | 'isResponse'>): string => `${key} ${api} ${isResponse}`;
    expect(drawn.length).toBeGreaterThan(10);
    expect(drawn.every(({ down }) => down)).toBe(true);
    const told = new Set(messages.map(keyOf));
    expect(drawn.filter((one) => !told.has(keyOf(one)))).toEqual([]);
    expect(messages.some(({ kind }) => kind === 'control')).toBe(false);

    await page.getByLabel('timers').uncheck();
    await page.getByRole('application', { name: 'Messages over time' }).focus();
    const detail = page.locator('.sequence-detail');
    // To the first whose other half is there as well.
    const isPaired = (shown: string | null): boolean => {
      const one = messages.find(({ key }) => key === shown);
      return one !== undefined && drawn.some(({ key }) => key !== shown && messages.some((each) => each.key === key && each.exchange === one.exchange));
    };
    for (let press = 0; press < 20 && !isPaired(await detail.getAttribute('data-shows')); press += 1) await page.keyboard.press('ArrowDown');
    const shown = await detail.getAttribute('data-shows');
    const message = messages.find(({ key }) => key === shown);
    await expect(detail).toContainText(`${message?.api} ${message?.isResponse === true ? 'response' : 'request'}`);
    const other = messages.find(({ exchange, isResponse }) => exchange === message?.exchange && isResponse !== message?.isResponse);
    await page.keyboard.press('ArrowRight');
    await expect(detail).toHaveAttribute('data-shows', other?.key ?? '');
    await expect(page.locator('.sequence output.visually-hidden')).toContainText(other?.isResponse === true ? 'response' : 'request');
    await page.keyboard.press('+');
    await expect(page.getByRole('status', { name: 'Time in sight' })).toHaveText('100 ms');
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('-');
    await page.getByRole('checkbox', { name: /^control/ }).check();
    await expect(page.locator('.arrows .arrow[data-kind="control"]').first()).toBeAttached();
    await page.getByRole('button', { name: 'Brokers' }).click();
    await expect(page.getByRole('button', { name: /3 brokers, folded/ })).toBeVisible();
  });

  test('everything has its place, and axe finds nothing wrong', async ({ page }) => {
    await openSequence(page);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await idle(page);
        expect.soft(await layoutFaults(page), `${size.width} wide, ${colorScheme}`).toEqual([]);
      }
    }
    expect.soft(await axeFaults(page)).toEqual([]);
  });
});
