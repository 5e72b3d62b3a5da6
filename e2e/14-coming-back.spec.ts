import { SECOND, entity, frameOf, idle, openApp, pause, playTo } from './support/app.ts';
import { linkOf } from '../src/store/link/codec.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

/** Once what is on the screen is kept in this tab, the page is loaded again, as by F5. */
async function reload(page: Page): Promise<void> {
  const { now } = await frameOf(page);
  const { branches, current } = await page.evaluate(() => ({ branches: window.__commitLog.state().timeline?.branches.length, current: window.__commitLog.state().timeline?.current }));
  await page.waitForFunction(
    ([at, count, branch]) => {
      const kept = JSON.parse(sessionStorage.getItem('commit-log.last-visit') ?? '{}') as { at?: number; branch?: number; branches?: unknown[] };
      return kept.at === at && (kept.branches?.length ?? 1) === count && (kept.branch ?? 0) === branch;
    },
    [now, branches, current] as const,
  );
  await page.reload();
  await page.waitForFunction((at) => window.__commitLog.state().frame?.now === at, now);
  await idle(page);
}

test('loading the page again is coming back: to the same futures and the same moment, and not to the beginning', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await playTo(page, 3 * SECOND);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="broker-3"]')?.focus());
  await page.keyboard.press('Delete');
  await playTo(page, 5 * SECOND);
  await page.getByRole('slider', { name: 'Playhead' }).focus();
  await page.keyboard.press('Home');
  await idle(page);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="broker-2"]')?.focus());
  await page.keyboard.press('Delete');
  await idle(page);
  await playTo(page, 2 * SECOND);
  const before = await page.evaluate(() => window.__commitLog.state());
  expect(before.timeline?.branches).toHaveLength(2);
  await reload(page);
  const after = await page.evaluate(() => window.__commitLog.state());
  // How far each was known is told anew with every change alone.
  const shape = ({ timeline }: typeof after): unknown => [timeline?.current, timeline?.branches.map(({ id, name, parent, forkedAt, did }) => ({ id, name, parent, forkedAt, did }))];
  expect(shape(after)).toEqual(shape(before));
  expect([after.frame?.traceHash, after.knownTo]).toEqual([before.frame?.traceHash, before.knownTo]);
  await expect(entity(page, 'broker-2')).toHaveAttribute('data-state', 'dead');
  const note = page.getByText(/Continued where you left/);
  await expect(note).toBeVisible();
  await page.getByText('Start the run again').click();
  await page.waitForFunction(() => window.__commitLog.state().timeline?.branches.length === 1);
  await pause(page);
});

test('what is done in the moment before the page is left is there, too, and so is where somebody looked', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await playTo(page, 3 * SECOND);
  await idle(page);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="broker-3"]')?.focus());
  // Left as soon as the page shows it, from inside of it: a way from here to there would be longer than what is measured.
  const left = page.waitForEvent('load');
  await page.evaluate(() => {
    const leave = (): void => {
      if (document.querySelector('[data-key="broker-3"]')?.getAttribute('data-state') === 'dead') setTimeout(() => location.reload(), 60);
      else requestAnimationFrame(leave);
    };
    leave();
  });
  await page.keyboard.press('Delete');
  await left;
  await idle(page);
  await expect(entity(page, 'broker-3')).toHaveAttribute('data-state', 'dead');
  // Only looked at, and nothing done: kept when the page is hidden, as it is when somebody leaves it.
  await page.keyboard.press('4');
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => (JSON.parse(sessionStorage.getItem('commit-log.last-visit') ?? '{}') as { lens?: string }).lens === 'sequence');
});

test('after a link, what was done since is there when the page is loaded again, and the address is not the link any more', async ({ page }) => {
  const link = await linkOf(JSON.stringify([1, 'leader-dies', 7, 2_000_000, 1_000_000, '0'.repeat(16), null, '', []]));
  await page.goto(`index.html#s=${link}`);
  await page.waitForFunction(() => window.__commitLog.state().frame?.now === 2_000_000);
  await idle(page);
  // Made up, it is not the run that it says; and what nobody touched stays as it is, also when it is loaded again.
  await expect(page.getByRole('alert', { name: 'Problems' })).toContainText(/first difference is somewhere in these [\d,]+ events, from the beginning on/);
  // What happens here first and last in that stretch is named, and led to.
  await expect(page.getByRole('alert', { name: 'Problems' })).toContainText(/the first thing that happens there is at .* And the last is at /);
  await expect(page.getByRole('alert', { name: 'Problems' }).getByRole('button', { name: /^Go to / })).toHaveCount(2);
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  expect(new URL(page.url()).hash).toBe(`#s=${link}`);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="broker-3"]')?.focus());
  await page.keyboard.press('Delete');
  await idle(page);
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  await playTo(page, 3 * SECOND);
  await reload(page);
  await expect(entity(page, 'broker-3')).toHaveAttribute('data-state', 'dead');
});

test('links whose checksum is right and whose contents are not get sentences, run nothing, and leave something to go on with', async ({ page }) => {
  const markup = '<img src=x onerror="document.title=`run`"><script>document.title="run"</script>';
  const document = { v: 1, id: 'mine', title: markup, summary: markup, cluster: { brokers: 3, topics: [{ name: 'orders' }] } };
  const nested = `[1,{"v":1,"more":${'['.repeat(3_000)}${']'.repeat(3_000)}},7,0,0,"0000000000000000",null,"",[]]`;
  for (const [compact, words] of [
    [nested, /nested more than 40 levels deep/],
    [JSON.stringify([1, markup, 7, 0, 0, '0'.repeat(16), null, '', []]), /no built-in scenario called|give the id of a built-in scenario/],
    [JSON.stringify([1, 'leader-dies', 7, Number.MAX_SAFE_INTEGER, 0, '0'.repeat(16), null, '', []]), /86400000000/],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`index.html#s=${await linkOf(compact)}`);
    const problems = page.getByRole('alert', { name: 'Problems' });
    await expect(problems).toContainText(words);
    await expect(problems.getByRole('button', { name: /A leader dies/ })).toBeVisible();
    expect(await page.evaluate(() => window.__commitLog.state().failure)).toBeNull();
  }
  await page.goto('about:blank');
  await page.goto(`index.html#s=${await linkOf(JSON.stringify([1, document, 7, 0, 0, '0'.repeat(16), markup, '', []]))}`);
  await page.waitForFunction(() => window.__commitLog.state().run?.id === 'mine');
  await idle(page);
  await expect(page.getByRole('button', { name: markup })).toBeVisible();
  expect(await page.title()).toBe(`${markup} - The Commit Log`);
  expect(await page.locator('img, script:not([src])').count()).toBe(0);
});
