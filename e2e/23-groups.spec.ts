import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { GroupDetail } from '../src/protocol/groupsDetail.ts';
import { SECOND, entity, idle, leaveStory, nowOf, openApp, playTo } from './support/app.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { momentAt, openMoment } from './support/moments.ts';
import { expect, test } from './support/test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One of two partitions has no copy left. */
const UNLED = {
  v: 1,
  id: 'unled',
  title: 'One copy of each',
  cluster: { brokers: 3, controllers: 1, topics: [{ name: 'orders', partitions: 2, replicationFactor: 1, assignment: [[1], [2]] }] },
  producers: [{ id: 'shop', topic: 'orders', rate: 5 }],
  consumers: [{ id: 'c1', group: 'bills', topics: ['orders'] }],
  script: [{ at: '5s', do: { kind: 'killBroker', broker: 2 } }],
};

async function openGroups(page: Page): Promise<void> {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
  await page.getByRole('button', { name: 'Groups', exact: true }).click();
  await expect(page.locator('.gpanel')).toHaveCount(1);
}

async function groupsOf(page: Page): Promise<readonly GroupDetail[]> {
  const detail = await page.evaluate(() => window.__commitLog.state().detail);
  if (detail?.kind !== 'groups') throw new Error('The page has been told of no groups.');
  return detail.groups;
}

/** What is drawn of each partition, by name; widths in hundredths of the strip. */
async function drawn(page: Page): Promise<Readonly<Record<string, unknown>>> {
  const lines = await page.locator('.gline').evaluateAll((all) =>
    (all as HTMLElement[]).map((line) => {
      const strip = line.querySelector('.gstrip')?.getBoundingClientRect();
      const unread = line.querySelector('.gstrip-lag')?.getBoundingClientRect();
      const [committed, position, end] = [...line.querySelectorAll('.gline-figure')].map((figure) => Number(figure.lastChild?.textContent ?? NaN));
      const member = line.closest('.glane')?.querySelector('.card-name')?.textContent ?? 'nobody';
      const length = unread === undefined || strip === undefined ? 0 : Math.round((100 * unread.width) / strip.width);
      return [line.querySelector('.gline-name')?.textContent ?? '', { member, committed, position, end, lag: Number(line.querySelector('.gline-lag')?.lastChild?.textContent), length }] as const;
    }),
  );
  return Object.fromEntries(lines);
}

/** The same from what the worker told, of a group in which everybody reads what was given to them. */
function told({ partitions, members }: GroupDetail, shown: number): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    partitions.map(({ key, committed, highWatermark, lag, readers, assigned }) => {
      const position = readers[0]?.position ?? NaN;
      const member = members.find(({ memberId }) => memberId === assigned)?.client ?? 'nobody';
      return [key, { member, committed: committed < 0 ? NaN : committed, position, end: highWatermark, lag, length: Math.round((100 * Math.min(highWatermark - position, shown)) / shown) }];
    }),
  );
}

test.describe('groups', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('who reads what and how far is what the state says, and what is to read has its length', async ({ page }) => {
    await openGroups(page);
    await playTo(page, 9 * SECOND);
    await entity(page, 'consumer:c3').click({ position: { x: 14, y: 9 } });
    await page.getByRole('button', { name: 'Stop reading' }).click();
    await playTo(page, (await nowOf(page)) + 6 * SECOND);
    const [group] = await groupsOf(page);
    if (group === undefined) throw new Error('There is a group.');
    expect(group.totals.furthestBehind).toBeGreaterThan(5);
    const shown = Number(await page.locator('.gpanel').getAttribute('data-shown'));
    expect(await drawn(page)).toEqual(told(group, shown));
    // A picture that lies is found out.
    for (const lie of [
      () => document.querySelector<HTMLElement>('[data-key="orders-4"] .gstrip-lag')?.style.setProperty('left', '5%'),
      () => document.querySelector('[data-key="orders-0"] .gline-figure')?.lastChild?.replaceWith('999'),
    ]) {
      const before = await drawn(page);
      await page.evaluate(lie);
      expect(await drawn(page), lie.toString()).not.toEqual(before);
    }
    const head = page.locator('.ghead');
    await expect(head).toContainText(`broker ${group.coordinator} leads __consumer_offsets-${group.offsetsPartition}`);
    await expect(head).toContainText(`Lag in all${group.totals.lag}`);
    await expect(head).toContainText('Stable');
    // The frame that other lenses draw says the same.
    const positions = await page.evaluate(() => window.__commitLog.state().frame?.consumers.flatMap(({ assigned }) => assigned.map(({ topic, partition, position }) => [`${topic}-${partition}`, position])));
    expect(Object.fromEntries(group.partitions.map(({ key, readers }) => [key, readers[0]?.position]))).toEqual(Object.fromEntries(positions ?? []));
  });

  test('a strip has no end where nobody knows the high watermark', async ({ page }) => {
    await openMoment(page, await momentAt(UNLED, 16 * SECOND));
    await page.getByRole('button', { name: 'Groups', exact: true }).click();
    const unled = page.locator('.gline[data-hw="-1"]');
    await expect(unled.first()).toContainText('high watermark not known yet');
    await expect(unled.locator('.gstrip-end')).toHaveCount(0);
    await expect(page.locator('.gstrip-end').first()).toBeAttached();
    expect(await layoutFaults(page)).toEqual([]);
    await page.setViewportSize(SIZES[3]);
    await idle(page);
    expect(await layoutFaults(page)).toEqual([]);
  });

  test('a dead member is counted until its session ends; a member that joins brings a rebalance in phases', async ({ page }) => {
    await openGroups(page);
    await playTo(page, 9 * SECOND);
    await entity(page, 'consumer:c2').focus();
    await page.keyboard.press('Delete');
    await idle(page);
    const dead = entity(page, 'consumer:c2');
    await expect(dead).toHaveAttribute('data-process', 'gone');
    await expect(dead).toContainText(/gone, and still counted\s*session ends in 4\d\.\d s/);
    await expect(page.locator('.glane', { has: dead }).locator('.gline')).toHaveCount(2);
    await expect(page.locator('.gline[data-holding="counted"]')).toHaveCount(2);
    await page.getByRole('button', { name: /^Add a consumer to analytics/ }).click();
    await idle(page);
    await playTo(page, (await nowOf(page)) + 4 * SECOND);
    const phases = page.locator('.gphases');
    await expect(phases).toHaveAttribute('data-state', 'PreparingRebalance');
    await expect(phases).toHaveAttribute('data-awaited', 'c2');
    await expect(phases.locator('[aria-current="step"]')).toContainText('Join');
    await expect(phases).toContainText(/waits for c2.*c2 is removed when its session ends, in [34]\d\.\d s/);
    // What the others have given up is with nobody, and what the dead one had still with it.
    await expect(page.locator('.glane[data-kind="nobody"] .gline')).toHaveCount(4);
    expect(await layoutFaults(page)).toEqual([]);
  });

  test('arrows lead from part to part, Enter selects, and the selection goes with the reader to other lenses', async ({ page }) => {
    await openGroups(page);
    await playTo(page, 8 * SECOND);
    await entity(page, 'group:analytics').focus();
    await page.keyboard.press('ArrowDown');
    await expect(entity(page, `broker-${(await groupsOf(page))[0]?.coordinator}`)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    const key = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
    expect(key).toMatch(/^consumer:c/);
    await page.keyboard.press('Enter');
    await expect(entity(page, key ?? '')).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('1');
    await expect(page.locator('.stage')).toHaveAttribute('data-lens', 'cluster');
    await expect(entity(page, key ?? '')).toHaveAttribute('aria-current', 'true');
  });

  test('everything has its place at every size and in both themes, and axe finds nothing', async ({ page }) => {
    await openGroups(page);
    await playTo(page, 9 * SECOND);
    await entity(page, 'consumer:c2').focus();
    await page.keyboard.press('Delete');
    await page.mouse.move(0, 0);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await idle(page);
        expect.soft(await layoutFaults(page), `${size.width} wide, ${colorScheme}`).toEqual([]);
        if (!(size.width === 1440 && colorScheme === 'light') && !(size.width === 390 && colorScheme === 'dark')) continue;
        const { violations } = await new AxeBuilder({ page }).include('.groups-lens').withTags(RULES).analyze();
        expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`)), `axe, ${size.width} wide, ${colorScheme}`).toEqual([]);
      }
    }
  });
});

test('partitions are seen to change hands, and not when time goes back', async ({ page }) => {
  await openGroups(page);
  await playTo(page, 9 * SECOND);
  await page.evaluate(() => {
    const glides: string[] = [];
    Object.assign(globalThis, { glides });
    // oxlint-disable-next-line typescript/unbound-method -- it is called with the element that it was asked of
    const { animate } = Element.prototype;
    Element.prototype.animate = function glide(this: Element, ...args) {
      if (this instanceof HTMLElement && this.dataset['hand'] !== undefined) glides.push(this.dataset['hand']);
      return animate.apply(this, args);
    };
  });
  const glides = (): Promise<readonly string[]> => page.evaluate(() => (globalThis as unknown as { glides: string[] }).glides);
  await entity(page, 'consumer:c2').click({ position: { x: 14, y: 9 } });
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await playTo(page, (await nowOf(page)) + 6 * SECOND);
  const seen = await glides();
  expect(seen).toEqual(expect.arrayContaining(['analytics orders-2', 'analytics orders-3']));
  await page.getByRole('slider', { name: 'Playhead' }).focus();
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('PageDown');
  await idle(page);
  expect(await glides()).toEqual(seen);
});
