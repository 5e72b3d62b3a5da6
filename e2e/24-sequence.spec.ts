import type { Page } from '@playwright/test';
import type { SequenceMessage, SequenceStretch } from '../src/protocol/sequence.ts';
import { SECOND, idle } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { lookThrough } from './support/lenses.ts';
import { libraryDocument, momentAt, openMoment } from './support/moments.ts';
import { expect, test } from './support/test.ts';
import { openState } from './support/views.ts';

async function openSequence(page: Page): Promise<void> {
  await openMoment(page, await momentAt(libraryDocument('leader-dies'), 8 * SECOND));
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

/** Goes on by the arrow key to the first message that is wanted. */
async function stepTo(page: Page, isWanted: (message: SequenceMessage) => boolean): Promise<SequenceMessage> {
  const { messages } = await stretchOf(page);
  const detail = page.locator('.sequence-detail');
  for (let press = 0; press < 40; press += 1) {
    const before = (await detail.count()) === 0 ? '' : ((await detail.getAttribute('data-item')) ?? '');
    await page.keyboard.press('ArrowDown');
    await expect(detail).toHaveAttribute('data-item', /./);
    await expect(detail).not.toHaveAttribute('data-item', before);
    const shown = await detail.getAttribute('data-shows');
    const message = messages.find(({ key }) => key === shown);
    if (message !== undefined && isWanted(message)) return message;
  }
  throw new Error('There is no such message near.');
}

/** Arrows that begin in the part of the picture that is seen. */
async function inSightNow(page: Page): Promise<number> {
  return page.locator('.arrows .arrow-line').evaluateAll((lines) => {
    const { top, bottom } = document.querySelector('.sequence-body')?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    return lines.map((line) => line.getBoundingClientRect()).filter((box) => box.top >= top && box.top <= bottom).length;
  });
}

/** Words in the picture through whose middle an arrow goes. */
async function struckNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const lines = [...document.querySelectorAll<SVGLineElement>('.arrows .arrow-line')].map((line) => ({ x1: line.x1.baseVal.value, y1: line.y1.baseVal.value, x2: line.x2.baseVal.value, y2: line.y2.baseVal.value }));
    return [...document.querySelectorAll<SVGTextElement>('.sequence-mark text')].flatMap((text) => {
      const { x, y, width, height } = text.getBBox();
      const middle = y + height / 2;
      const isStruck = lines.some(({ x1, y1, x2, y2 }) => {
        // Where the line comes to within the words, in steps finer than a letter.
        const [from, to] = [Math.max(x, Math.min(x1, x2)), Math.min(x + width, Math.max(x1, x2))];
        for (let at = from; at <= to; at += 1) {
          const heightAt = x1 === x2 ? y1 : y1 + ((at - x1) / (x2 - x1)) * (y2 - y1);
          if (Math.abs(heightAt - middle) < 4) return true;
        }
        return false;
      });
      return isStruck ? [`${text.textContent} at ${Math.round(x)}, ${Math.round(y)}`] : [];
    });
  });
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
    const shown = await stepTo(page, ({ key, exchange }) => messages.some((each) => each.key !== key && each.exchange === exchange && drawn.some((one) => one.key === each.key)));
    await expect(detail).toContainText(`${shown.api} ${shown.isResponse ? 'response' : 'request'}`);
    const other = messages.find(({ exchange, isResponse }) => exchange === shown.exchange && isResponse !== shown.isResponse);
    await page.keyboard.press('ArrowRight');
    await expect(detail).toHaveAttribute('data-shows', other?.key ?? '');
    await expect(page.locator('.sequence output.visually-hidden')).toContainText(other?.isResponse === true ? 'response' : 'request');
    const inSight = page.getByRole('status', { name: 'Time in sight' });
    const before = (await inSight.textContent()) ?? '';
    await page.keyboard.press('+');
    await expect(inSight).not.toHaveText(before);
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('-');
    await page.getByRole('checkbox', { name: /^control/ }).check();
    await expect(page.locator('.arrows .arrow[data-kind="control"]').first()).toBeAttached();
    await page.getByRole('button', { name: 'Brokers' }).click();
    await expect(page.getByRole('button', { name: /3 brokers, folded/ })).toBeVisible();

    // All of that is as it was after another lens.
    const kept = (await inSight.textContent()) ?? '';
    await page.getByRole('button', { name: 'Cluster', exact: true }).click();
    await page.getByRole('button', { name: 'Sequence', exact: true }).click();
    await expect(page.getByRole('button', { name: /3 brokers, folded/ })).toBeVisible();
    await expect(inSight).toHaveText(kept);
    await expect(page.getByLabel('timers')).not.toBeChecked();
  });

  test('shows what passes between controllers and brokers while nobody leads them, until that is put away, and says how to read and use it', async ({ page }) => {
    await openState(page, 'quorum lost');
    await lookThrough(page, 'sequence');
    const control = page.getByRole('checkbox', { name: /^control/ });
    await expect(control).toBeChecked();
    await expect(page.locator('.arrows .arrow[data-kind="control"]').first()).toBeAttached();
    await expect(page.locator('.picture-key')).toContainText('A message that was not taken');
    await control.uncheck();
    await expect(page.locator('.arrows .arrow[data-kind="control"]')).toHaveCount(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.locator('.sequence-rest')).toContainText('Tap an arrow');
    await expect(page.locator('.sequence-rest')).toContainText('not taken');
  });

  test('has many messages in sight at first, whose names nothing strikes', async ({ page }) => {
    await openMoment(page, await momentAt(libraryDocument('first-look'), 9 * SECOND));
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        const said = document.querySelector('.lens-wait')?.textContent ?? '';
        if (!said.startsWith('Playing this part of the run once more')) return;
        document.body.dataset['waited'] = '';
        observer.disconnect();
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.getByRole('button', { name: 'Sequence', exact: true }).click();
    await expect(page.locator('.sequence-picture')).toHaveCount(1);
    await idle(page);
    await expect(page.locator('body')).toHaveAttribute('data-waited', '');
    expect(await inSightNow(page)).toBeGreaterThanOrEqual(20);
    expect(await struckNames(page)).toEqual([]);
    // As in an article that is as wide.
    await page.setViewportSize({ width: 760, height: 900 });
    await idle(page);
    expect(await struckNames(page)).toEqual([]);
  });

  test('a message explains its words, and can be asked about in words, by key and from the menu', async ({ page }) => {
    await openSequence(page);
    await page.getByLabel('timers').uncheck();
    await page.getByRole('application', { name: 'Messages over time' }).focus();
    await stepTo(page, ({ api, isResponse }) => api === 'Produce' && !isResponse);
    const detail = page.locator('.sequence-detail');
    await detail.getByRole('button', { name: 'Produce request' }).click();
    await expect(page.getByRole('note').filter({ visible: true })).toContainText('by which a producer writes');
    await page.keyboard.press('Escape');
    const why = page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2, name: /^Producer checkout sends Produce to broker \d\.$/ });
    await page.getByRole('application', { name: 'Messages over time' }).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Why?' }).click();
    await expect(why).toBeVisible();
    await page.getByRole('application', { name: 'Messages over time' }).focus();
    await page.keyboard.press('Escape');
    await expect(detail).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(why).toHaveCount(0);
    await stepTo(page, ({ api, isResponse }) => api === 'Produce' && !isResponse);
    await page.keyboard.press('w');
    await expect(why).toBeVisible();
    await expect(detail.getByRole('button', { name: 'Why?' })).toBeVisible();
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

test('zooming keeps the playhead in sight while it is followed, and the wheel gets past the diagram where the page scrolls', async ({ page }) => {
  await openMoment(page, await momentAt(libraryDocument('leader-dies'), 14 * SECOND));
  await lookThrough(page, 'sequence');
  const body = page.locator('.sequence-body');
  const follow = page.getByRole('button', { name: 'Follow', exact: true });
  const span = page.getByRole('status', { name: 'Time in sight' });
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  const isInSight = async (): Promise<boolean> => {
    await idle(page);
    const [line, around] = await Promise.all([page.locator('.sequence-handle').boundingBox(), body.boundingBox()]);
    return line !== null && around !== null && line.y > around.y && line.y < around.y + around.height - 20;
  };
  await body.focus();
  for (let count = 0; count < 6; count += 1) await page.keyboard.press('+');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  expect(await isInSight()).toBe(true);

  // Whoever points at something while time stands still looks at that.
  await body.hover({ position: { x: 300, y: 60 } });
  await page.mouse.wheel(0, -400);
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await page.setViewportSize({ width: 720, height: 450 });
  await body.scrollIntoViewIfNeeded();
  await body.hover({ position: { x: 300, y: 20 } });
  const [before, top] = [await span.textContent(), await page.evaluate(() => scrollY)];
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
  expect(await span.textContent()).toBe(before);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 200);
  await page.keyboard.up('Control');
  await expect(span).not.toHaveText(before ?? '');
});
