import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { formatDuration } from '../src/base/units.ts';
import { SECOND, entity, frameOf, idle, nowOf, openApp, pause, playTo, select } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { openFile } from './support/documents.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

/** The scenario in which a leader is cut off from its followers and then dies, with a producer that waits for the leader alone. */
function leaderDies(acks: string): string {
  const document = JSON.parse(readFileSync(new URL('../src/scenarios/library/leader-dies.json', import.meta.url), 'utf8')) as { title: string; producers: { config: { acks: string } }[] };
  for (const { config } of document.producers) config.acks = acks;
  return JSON.stringify({ ...document, title: `A leader dies, acks=${acks}` });
}

function picture(page: Page, place: 'left' | 'right'): Locator {
  return page.getByRole('region', { name: new RegExp(`^${place}: `) });
}

async function rowOf(page: Page, label: string): Promise<readonly string[]> {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label, exact: true }) });
  return row.getByRole('cell').allTextContents();
}

/** Two clicks: that something is to be compared, and with what. */
async function compareWith(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await expect(picture(page, 'right').locator('.entity.broker').first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('table')).toBeVisible();
  await idle(page);
}

/** Both pictures show the moment that the run is at. */
async function inStep(page: Page): Promise<void> {
  await idle(page);
  const now = String((await frameOf(page)).now);
  for (const place of ['left', 'right'] as const) await expect(picture(page, place)).toHaveAttribute('data-now', now);
}

const goThere = (page: Page): Locator => page.getByRole('button', { name: /^First difference that matters: go to/ });

test('acks=1 beside acks=all through a leader crash: a record is lost on the left and none on the right', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'acks-1.json', leaderDies('1'));
  await page.waitForFunction(() => window.__commitLog.state().run?.title === 'A leader dies, acks=1');
  await pause(page);
  await compareWith(page, /^acks=all/);
  await expect(picture(page, 'left').getByRole('heading')).toContainText('acks=1');
  await expect(picture(page, 'right').getByRole('heading')).toContainText('acks=all');
  // Not its words on the card: what waits just then may stand in their place.
  await expect(picture(page, 'left').locator('[data-key="producer:checkout"]')).toHaveAttribute('aria-label', /acks=1\b/);
  await expect(picture(page, 'right').locator('[data-key="producer:checkout"]')).toHaveAttribute('aria-label', /acks=all\b/);
  // Nothing has come of it yet: the table tells what the reader has seen.
  expect(await rowOf(page, 'lost after that')).toEqual(['0', '0', 'same']);
  await page.getByRole('button', { name: 'Go there' }).click();
  await inStep(page);
  await expect(page.getByRole('table')).toContainText(/up to 30 s/);
  // The table says so, and which side did better.
  expect(await rowOf(page, 'lost after that')).toEqual(['1', '0', 'right']);
  expect(await rowOf(page, 'leaders elected')).toEqual(['1', '1', 'same']);
  await expect(page.getByRole('region', { name: 'What came out differently' }).getByRole('status')).toContainText('lost after that 1 and 0, right is better');

  // The number leads to the record that it counts, and that to where it went: the wire was cut and its leader died.
  await page.getByRole('button', { name: '1 lost after that, left: which?' }).click();
  await page.getByRole('button', { name: /^Why: lost after that, record checkout:/ }).click();
  const panel = page.getByRole('region', { name: 'Inspector' });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Record checkout:\d+ was acknowledged at offset 23 of orders-0 and is not there any more: broker [23] leads/);
  await expect(panel.getByRole('status')).toContainText('kill broker 1');
  await expect(panel.locator('.why-run')).toHaveText('In the run with acks=1');
  await page.keyboard.press('Escape');

  // To where they part: between the cut at 9.5 s and the crash at 10 s, with the run beside it at the same moment.
  await goThere(page).click();
  await inStep(page);
  const parted = await nowOf(page);
  expect(parted).toBeGreaterThan(9.5 * SECOND);
  expect(parted).toBeLessThan(10 * SECOND);
  const producer = picture(page, 'left').locator('[data-key="producer:checkout"]');
  await expect(producer).toHaveAttribute('data-differs', '');
  await expect(producer).toHaveAttribute('aria-label', /Differs: acknowledged \d+, there \d+\.$/);
  // The same for who has no pointer to rest on it.
  await producer.click({ position: { x: 14, y: 9 } });
  await expect(page.getByRole('region', { name: 'What differs' }).getByRole('listitem')).toHaveText(/^acknowledged \d+, there \d+$/);
  await page.keyboard.press('Escape');

  // On through the crash, and on the timeline back to the mark.
  await playTo(page, 26 * SECOND);
  await inStep(page);
  await expect(picture(page, 'left').locator('[data-differs]').first()).toBeVisible();
  await expect(picture(page, 'left').locator('[data-key="broker-1"]')).toHaveAttribute('data-state', await picture(page, 'right').locator('[data-key="broker-1"]').getAttribute('data-state') ?? '');
  const mark = page.locator('.compare-marks [data-kind="telling"]');
  const box = await mark.locator('path').first().boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await inStep(page);
  expect(await nowOf(page)).toBe(parted);

  // The sides are told apart by their places alone, so they can change places.
  await page.getByRole('button', { name: 'Swap sides' }).click();
  await expect(picture(page, 'left').getByRole('heading')).toContainText('acks=all');
  // At this moment the leader that waits for nobody has acknowledged one more; that it is lost comes later.
  expect((await rowOf(page, 'acknowledged'))[2]).toBe('right');
  expect(await rowOf(page, 'lost after that')).toEqual(['0', '0', 'same']);
});

test('acks=0: what is lost without anybody having acknowledged it has a row of its own, which is asked why', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'acks-0.json', leaderDies('0'));
  await page.waitForFunction(() => window.__commitLog.state().run?.title === 'A leader dies, acks=0');
  await pause(page);
  await compareWith(page, /^acks=all/);
  await page.getByRole('button', { name: 'Go there' }).click();
  await inStep(page);
  expect(await rowOf(page, 'lost after that')).toEqual(['0', '0', 'same']);
  const row = await rowOf(page, 'sent without acknowledgement, lost');
  expect(Number(row[0])).toBeGreaterThan(0);
  expect(row.slice(1)).toEqual(['0', 'right']);
  await expect(page.getByText('Both are computed up to 1 min.')).toBeVisible();
  await page.getByRole('button', { name: /sent without acknowledgement, lost, left: which\?$/ }).click();
  // What was opened stays open while both are computed further.
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect(page.getByText(/^Both are computed up to (?!1 min\.)/)).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: /^Why: sent without acknowledgement, lost, record checkout:/ }).first().click();
  const panel = page.getByRole('region', { name: 'Inspector' });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Record checkout:\d+ was counted as sent to orders-0, without acknowledgement, and is not there: broker [23] leads/);
  await expect(panel.getByRole('status')).toContainText('kill broker 1');
});

test('stepping, acting and leaving: the run goes on as it would have', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await playTo(page, 3 * SECOND);
  await select(page, 'broker-2');
  const before = await page.evaluate(() => {
    const { frame, guided, playing, selected, speed, timeline } = window.__commitLog.state();
    return { frame, guided, playing, selected, speed, timeline };
  });
  await compareWith(page, /^min\.insync\.replicas=1/);
  // The same thing is selected in both, and opening it was no step in time.
  await expect(page.locator('.entity[data-key="broker-2"][aria-current="true"]')).toHaveCount(2);
  await inStep(page);
  // Nothing can be done to the other run.
  await expect(picture(page, 'right').locator('.entity-button')).toHaveCount(0);
  await page.getByRole('button', { name: 'Leave comparison' }).click();
  await expect(page.getByRole('button', { name: 'Compare', exact: true })).toBeFocused();
  await idle(page);
  const after = await page.evaluate(() => {
    const { frame, guided, playing, selected, speed, timeline } = window.__commitLog.state();
    return { frame, guided, playing, selected, speed, timeline };
  });
  expect(after).toEqual(before);
  await expect(entity(page, 'broker-2')).toHaveCount(1);

  // It follows, step by step and to and fro; what is done to the run is done to its twin.
  await compareWith(page, /^seed 43/);
  for (const key of ['.', '.', ',', 'n', 'p']) {
    await page.keyboard.press(key);
    await inStep(page);
  }
  await picture(page, 'left').locator('[data-key="broker-3"]').focus();
  await page.keyboard.press('Delete');
  await idle(page);
  await expect(picture(page, 'left').locator('[data-key="broker-3"]')).toHaveAttribute('data-state', 'dead');
  await expect(picture(page, 'right').locator('[data-key="broker-3"]')).toHaveAttribute('data-state', 'dead');
});

test('another future of the run, and a setting by its name', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await playTo(page, 4 * SECOND);
  const at = formatDuration(await nowOf(page));
  await page.keyboard.press('1');
  await page.keyboard.press('g');
  await entity(page, 'broker-1').focus();
  await page.keyboard.press('Delete');
  await playTo(page, 6 * SECOND);
  await page.getByRole('button', { name: 'Undo' }).click();
  await idle(page);
  await compareWith(page, new RegExp(`^main parts at ${at.replace('.', '\\.')}`));
  await expect(picture(page, 'right').getByRole('heading')).toContainText('main');
  await goThere(page).click();
  await inStep(page);
  await expect(picture(page, 'left').locator('[data-key="broker-1"]')).toHaveAttribute('data-state', 'running');
  await expect(picture(page, 'right').locator('[data-key="broker-1"]')).toHaveAttribute('data-state', 'dead');
  await expect(picture(page, 'left').locator('[data-key="broker-1"]')).toHaveAttribute('aria-label', /Differs: running, there dead\.$/);
  // The left picture is the present future, and is called so.
  await expect(picture(page, 'left').getByRole('heading')).toContainText('without kill broker 1');
  await page.locator('.branch-name', { hasText: /^main/ }).click();
  await inStep(page);
  await expect(picture(page, 'left').getByRole('heading')).toContainText('main');
  await expect(picture(page, 'left').locator('[data-key="broker-1"]')).toHaveAttribute('data-state', 'dead');
  await page.locator('.branch-name', { hasText: 'without kill broker 1' }).click();
  await page.getByRole('button', { name: 'Leave comparison' }).click();

  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const form = page.getByRole('form', { name: 'Any other setting' });
  await form.getByLabel('name').fill('linger');
  await form.getByLabel('value').fill('100');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('producers[0].config.linger');
  await form.getByLabel('name').fill('linger.ms');
  await page.keyboard.press('Enter');
  await expect(picture(page, 'right').getByRole('heading')).toContainText('linger.ms=100');
  expect((await frameOf(page)).producers.length).toBeGreaterThan(0);
});

test('other lenses show both runs, mark what differs, and can be asked why in either', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await pause(page);
  await compareWith(page, /^acks=1/);
  await page.getByRole('button', { name: 'Go there' }).click();
  await inStep(page);
  await page.keyboard.press('2');
  for (const place of ['left', 'right'] as const) {
    const copy = picture(page, place).locator('.log-copy[data-key="2/orders-0"]');
    await expect(copy).toHaveAttribute('data-differs', '');
    await expect(copy).toHaveAttribute('aria-label', /Differs: log end \d+, there \d+/);
  }
  // Each shows its own log, as the table and the frames have it: one record is missing on the right.
  const endOn = async (place: 'left' | 'right'): Promise<number> => Number(await picture(page, place).locator('.log-copy[data-key="2/orders-0"]').getAttribute('data-leo'));
  expect(await endOn('left')).toBe((await endOn('right')) + 1);
  await page.keyboard.press('3');
  for (const place of ['left', 'right'] as const) await expect(picture(page, place).locator('.groups [data-key="consumer:c1"]')).toHaveAttribute('data-differs', '');
  const tabs = page.getByRole('group', { name: 'Lens' });
  const sequence = tabs.getByRole('button', { name: 'Sequence' });
  await expect(sequence).toHaveAttribute('aria-disabled', 'true');
  await expect(sequence).toHaveAccessibleDescription(/^Sequence is about one run at a time/);
  await sequence.click({ force: true });
  await expect(page.locator('.compare-lens-note')).toHaveText(/^Sequence is about one run at a time.*that lens\.$/);
  await expect(picture(page, 'left').locator('.groups')).toBeVisible();
  await page.keyboard.press('5');
  await expect(tabs.getByRole('button', { name: 'Cluster' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.compare-lens-note')).toHaveText(/^Metrics is about one run at a time/);
  await expect(picture(page, 'right').locator('.entity.broker')).toHaveCount(3);
  // The number of the run on the right leads to a record of that run, and its why is asked of that run.
  await page.getByRole('button', { name: '1 lost after that, right: which?' }).click();
  await page.getByRole('button', { name: /^Why: lost after that/ }).click();
  const panel = page.getByRole('region', { name: 'Inspector' });
  await expect(panel.getByRole('status')).toContainText('kill broker 1');
  await expect(panel.locator('.why-run')).toHaveText('In the run with acks=1');
  // A cause is a moment of both.
  await panel.locator('li[data-name="LeaderElected"] > button').first().click();
  await inStep(page);
  await expect(panel.getByRole('status')).toContainText('kill broker 1');
});

test.describe('two pictures', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('have their places at every width, in both themes, and axe finds nothing wrong', async ({ page }) => {
    await openApp(page, '?scenario=leader-dies');
    await pause(page);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.getByRole('form', { name: 'Any other setting' })).toBeVisible();
    expect.soft(await axeFaults(page), 'the dialog').toEqual([]);
    await page.keyboard.press('Escape');
    await compareWith(page, /^acks=1/);
    await playTo(page, 14 * SECOND);
    await inStep(page);
    await page.mouse.move(0, 0);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      // The other theme changes colours, and nothing moves: it is looked at where axe looks, too.
      for (const colorScheme of size.width === 1440 || size.width === 390 ? (['light', 'dark'] as const) : (['light'] as const)) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await idle(page);
        const where = `${size.width} wide, ${colorScheme}`;
        for (const scene of await page.locator('.compare .scene').all()) expect.soft(await scene.evaluate((each) => each.scrollWidth - each.clientWidth), where).toBeLessThanOrEqual(0);
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), where).toBeLessThanOrEqual(0);
        if (size.width === 1440 || size.width === 390) {
          expect.soft(await axeFaults(page), where).toEqual([]);
        }
        expect.soft(await layoutFaults(page), where).toEqual([]);
      }
    }
  });
});
