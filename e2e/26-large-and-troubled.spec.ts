import type { Page } from '@playwright/test';
import { SECOND, entity, frameOf, idle, select } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { libraryDocument, momentAt, openMoment } from './support/moments.ts';
import { readPicture, untruths } from './support/picture.ts';
import { STATES } from './support/states.ts';
import { expect, test } from './support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** So many replicas that the cluster is a map. */
const LARGE = {
  v: 1,
  id: 'large',
  title: 'Thirty brokers',
  cluster: { brokers: 30, controllers: 3, topics: ['a', 'b', 'c'].map((name) => ({ name, partitions: 240, replicationFactor: 3 })) },
  producers: [{ id: 'p1', topic: 'a', rate: 200 }],
};

function key(page: Page): ReturnType<Page['locator']> {
  return page.locator('.picture-key');
}

test('a leader that refuses acks=all says so in its row, its broker’s header and its name, and what is not drawn is counted', async ({ page }) => {
  const make = STATES['under min ISR'];
  if (make === undefined) throw new Error('There is such a state.');
  await openMoment(page, await make());
  const frame = await frameOf(page);
  expect(frame.brokers.find(({ id }) => id === 1)?.holds).toMatchObject({ own: { underMinIsr: 4 } });
  expect(untruths(await readPicture(page), frame)).toEqual([]);
  await expect(entity(page, 'broker-1')).toContainText('4 under min ISR');
  await expect(entity(page, '1/orders-0')).toContainText('ISR 1<2');
  await expect(entity(page, '1/audit-0')).not.toHaveAttribute('data-under-min');
  await expect(key(page).locator('li').first()).toContainText('The leader refuses writes with acks=all');
  await page.evaluate(() => document.querySelector('[data-key="1/orders-0"]')?.removeAttribute('data-under-min'));
  expect(untruths(await readPicture(page), frame), 'a picture that hides it').not.toEqual([]);
});

test('the mark of a broken connection has a name, is reached by keys, and chooses its link', async ({ page }) => {
  await openMoment(page, await momentAt(libraryDocument('leader-dies'), 14 * SECOND));
  const mark = page.locator('.entity.trouble').first();
  await expect(mark).toHaveAccessibleName(/(lost its connection to|gave up its connection to) .*reconnect backoff/);
  const link = (await mark.getAttribute('data-key')) ?? '';
  const box = await mark.boundingBox();
  expect([box?.width, box?.height]).toEqual([24, 24]);
  await page.mouse.click((box?.x ?? 0) + 12, (box?.y ?? 0) + 12);
  await expect.poll(() => page.evaluate(() => window.__commitLog.state().selected)).toBe(link);
  await page.keyboard.press('Escape');
  await page.locator('.scene .entity[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await expect(page.locator('.entity.trouble:focus')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.__commitLog.state().selected)).toMatch(/^link:/);
  expect(await axeFaults(page, ['.stage'])).toEqual([]);
});

test('among a hundred brokers a mark is at whose connection it is', async ({ page }) => {
  const make = STATES['100 brokers'];
  if (make === undefined) throw new Error('There is such a state.');
  await openMoment(page, await make());
  const marks = page.locator('.entity.trouble');
  await expect(marks.first()).toBeAttached();
  const wrong = await marks.evaluateAll((all) =>
    (all as HTMLElement[]).flatMap((mark) => {
      const circle = mark.getBoundingClientRect();
      const [x, y] = [circle.x + circle.width / 2, circle.y + circle.height / 2];
      const own = document.querySelector(`.entity[data-key="${mark.dataset['from']}"]`)?.getBoundingClientRect();
      const isAtIt = own !== undefined && x > own.left - 6 && x < own.right + 6 && y > own.top - 6 && y < own.bottom + 6;
      const over = [...document.querySelectorAll('.broker-name, .consumer *, .producer *')].filter((element) => {
        if (element.children.length > 0 || element.textContent === '') return false;
        const name = element.getBoundingClientRect();
        return Math.hypot(Math.max(name.left - x, 0, x - name.right), Math.max(name.top + 3 - y, 0, y - name.bottom + 3)) < 8;
      });
      return isAtIt && over.length === 0 ? [] : [`${mark.dataset['from']} ${isAtIt} ${over.map(({ textContent }) => textContent).join()}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('a link to the admin client is to somebody', async ({ page }) => {
  await openMoment(page, await momentAt(libraryDocument('first-look'), 9 * SECOND));
  await expect(page.locator('.entity.admin')).toHaveCount(0);
  await select(page, 'broker-1');
  await entity(page, 'broker-2').click({ position: { x: 14, y: 9 }, modifiers: ['Shift'] });
  await page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: 'Cut from the others' }).click();
  await idle(page);
  expect((await frameOf(page)).links.some(({ from, cut }) => from === 'admin' && cut)).toBe(true);
  await expect(page.locator('.entity.admin')).toHaveAccessibleName('Admin client, with a link that is not whole');
});

test('the map of a large cluster has a key of its own, and a part of it says what it has and what it leaves out', async ({ page }) => {
  await openMoment(page, await momentAt(LARGE, SECOND / 2));
  await expect(key(page)).toContainText('the sum of a topic over all brokers');
  await expect(key(page)).toContainText('Messages and links are not drawn on the map');
  await expect(key(page)).not.toContainText('high watermark');
  await expect(page.locator('[data-lane="leaders"] .span')).toHaveCount(1);
  await page.locator('.heat-board').press('ArrowDown');
  await page.locator('.heat-board').press('Enter');
  await expect(page.locator('.entity.broker').first()).toBeVisible();
  await idle(page);
  const { brokers } = await frameOf(page);
  const shown = await page.locator('.entity.broker').evaluateAll((all) => (all as HTMLElement[]).map(({ dataset }) => [dataset['key'], Number(dataset['leads']), Number(dataset['replicas'])]));
  expect(shown).toEqual(shown.map(([name]) => {
    const { own } = brokers.find((broker) => broker.key === name)?.holds ?? {};
    return [name, own?.leads, own?.replicas];
  }));
  expect(brokers.reduce((sum, { holds }) => sum + holds.own.replicas, 0)).toBe(3 * 240 * 3);
  await expect(page.locator('.close-up-note')).toContainText('not drawn: messages between other nodes');
  await expect(key(page)).toContainText('What goes on between others is left out');
});

test('who goes near a part of the map and comes back is where the way began, with the keys as well, and finds what is selected', async ({ page }) => {
  await openMoment(page, await momentAt(LARGE, SECOND / 2));
  const board = page.locator('.heat-board');
  await board.focus();
  for (const pressed of ['ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(pressed);
  await expect(page.locator('.large-picture .entity[data-key="broker-2"]:focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.heat-board:focus')).toHaveCount(1);
  await expect(board).toHaveAttribute('data-row', '1');
  await expect(board).toHaveAttribute('data-column', '1');
  await expect(page.locator('.heat-selected')).toHaveCount(0);
  for (const pressed of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'Enter']) await page.keyboard.press(pressed);
  await expect(page.locator('.entity[data-key="broker-3"]:focus')).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'All brokers and topics' }).press('Enter');
  await expect(page.locator('.heat-board:focus')).toHaveCount(1);
  await expect(page.locator('#heat-readout')).toContainText(/^broker 3: .* It is selected\.$/);
  const [selected, ring] = await Promise.all(['.heat-selected', '.heat-ring'].map((part) => page.locator(part).boundingBox()));
  expect(selected).toEqual(ring);
  expect(await axeFaults(page, ['.stage'])).toEqual([]);
});
