import { frameOf, idle, leaveStory, nowOf, openApp, playTo, rootOf } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('a record is followed from send to the commit of its offset, and lit wherever a copy of it is', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
  await playTo(page, 8_000_000);
  await page.keyboard.press('2');
  // Broker 3 leads orders-2.
  const cell = page.locator('.record[data-record^="3/orders-2@"]').first();
  const offset = Number(await cell.getAttribute('data-offset'));
  await cell.click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText(`orders-2@${offset}`);
  const life = inspector.locator('.life li');
  // acks=all, three copies, one group: every record of a healthy cluster has this life.
  await expect(life).toHaveCount(10);
  const kinds = await life.evaluateAll((all) => all.map((each) => each.getAttribute('data-kind')));
  expect(kinds.slice(0, 3)).toEqual(['sent', 'arrived', 'appended']);
  expect([...kinds].toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual(['acknowledged', 'appended', 'arrived', 'committed', 'offsetCommitted', 'processed', 'read', 'replicated', 'replicated', 'sent']);

  // A step leads to its moment: right when it was appended, nobody else has it and it is not committed.
  await life.and(page.locator('[data-kind="appended"]')).getByRole('button').click();
  await idle(page);
  const frame = await frameOf(page);
  expect(frame.replicas.find(({ key }) => key === '3/orders-2')).toMatchObject({ endOffset: offset + 1 });
  expect(frame.replicas.find(({ key }) => key === '1/orders-2')?.endOffset).toBe(offset);
  await expect(life.and(page.locator('[data-ahead]'))).toHaveCount(7);
  await page.keyboard.press('1');
  await expect(page.locator('.cell[data-followed]')).toHaveCount(1);

  // And to the end again.
  await life.last().getByRole('button').click();
  await idle(page);
  expect(await nowOf(page)).toBeGreaterThan(frame.now);
  await expect(page.locator(`.cell[data-followed][data-offset="${offset}"]`)).toHaveCount(3);
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
});
