import type { Page } from '@playwright/test';
import { SECOND, idle, openApp, pause, playTo, setSpeed } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { dropFile } from './support/documents.ts';
import { SIZES } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

/** Before Kafka 3.7 the high watermark moved although too few were in sync. */
const OLD_RULE = {
  v: 1,
  id: 'old-rule',
  title: 'An old rule',
  seed: 5,
  cluster: {
    brokers: 3,
    controllers: 3,
    config: { 'model.min.isr.not.strict': true, 'broker.session.timeout.ms': 2000, 'broker.heartbeat.interval.ms': 500 },
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }],
  },
  producers: [{ id: 'web', topic: 'orders', rate: 20, keys: ['a', 'b'], config: { acks: 1 } }],
  script: [
    { at: '2s', do: { kind: 'killBroker', broker: 2 } },
    { at: '2s', do: { kind: 'killBroker', broker: 3 } },
  ],
};

async function playUntilBroken(page: Page): Promise<void> {
  await dropFile(page, 'old-rule.json', JSON.stringify(OLD_RULE));
  await page.waitForFunction(() => window.__commitLog.state().run?.id === 'old-rule');
  await setSpeed(page, 'real time');
  await page.waitForFunction(() => window.__commitLog.state().broken.length > 0, undefined, { timeout: 60_000 });
  await pause(page);
}

test('all guarantees of a healthy run are listed as holding, by keyboard too', async ({ page }) => {
  await openApp(page);
  await playTo(page, 3 * SECOND);
  const button = page.getByRole('button', { name: 'Guarantees: all hold' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'All 23 hold' })).toBeVisible();
  await expect(inspector.getByRole('listitem')).toHaveCount(23);
  await expect(inspector.getByText('holds', { exact: true })).toHaveCount(23);
  await expect(page.locator('.history-note')).toHaveCount(0);
  await inspector.getByRole('button', { name: 'Close the guarantees' }).click();
  await expect(page.getByText('How to read it')).toBeVisible();
});

test('with an old rule the page says which, and the guarantee that it breaks turns red at its event', async ({ page }) => {
  await openApp(page);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const region = document.querySelector('[data-testid="announcement"]');
    if (region !== null) new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await playUntilBroken(page);
  const note = page.locator('.history-note');
  await expect(note).toContainText('History: the high watermark moves although there are too few in-sync replicas (before Kafka 3.7).');
  await expect(note).toContainText('Broken: Too few in sync commit nothing (R15).');
  await page.getByRole('button', { name: 'Guarantees: 1 broken' }).click();
  const first = page.getByRole('region', { name: 'Inspector' }).getByRole('listitem').first();
  await expect(first).toHaveAttribute('data-status', 'broken');
  await expect(first).toContainText('broken since');
  await expect(first).toContainText(/Broker 1 moves the high watermark of orders-0 to \d+ with 1 in sync/);
  const broken = await page.evaluate(() => window.__commitLog.state().broken[0]);
  await first.getByRole('button', { name: /^Show the event at/ }).click();
  const event = page.locator('.event[data-pointed="true"]');
  await expect(event).toHaveAttribute('data-at', String(broken?.at));
  await expect(event).toContainText('Guarantee broken:');
  await expect(event.locator('.event-row')).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { said: string[] }).said), { timeout: 20_000 })
    .toEqual(expect.arrayContaining([expect.stringMatching(/^Guarantee broken: Broker 1 moves/)]));
});

test('the list fits a page of every width and axe finds nothing wrong, in both themes', async ({ page }) => {
  await openApp(page);
  await playUntilBroken(page);
  await page.getByRole('button', { name: /1 broken$/ }).click();
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    await idle(page);
    await expect(page.locator('.guarantee').first()).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await idle(page);
      const where = `${width} wide, ${colorScheme}`;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, where).toBeLessThanOrEqual(width);
      const cut = await page.locator('.guarantee, .history-note').evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).length);
      expect(cut, where).toBe(0);
      expect(await axeFaults(page, ['.inspector', '.history-note', '.guarantees-button']), where).toEqual([]);
    }
  }
  // On a small screen, the last one, the list makes room for the event that it leads to.
  await page.getByRole('button', { name: /^Show the event at/ }).click();
  await expect(page.locator('.event[data-pointed="true"]').locator('.event-row')).toBeFocused();
  await expect(page.locator('.event[data-pointed="true"]')).toBeInViewport();
});
