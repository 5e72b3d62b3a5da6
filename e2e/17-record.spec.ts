import { SECOND, frameOf, idle, leaveStory, nowOf, openApp, playTo, rootOf } from './support/app.ts';
import { libraryDocument, momentAt, openMoment } from './support/moments.ts';
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

/** A partition whose leader dies alone with its newest records, and one whose producer sends twice what it heard no answer to. */
const FATES = {
  v: 1,
  id: 'fates',
  title: 'Lost and twice',
  seed: 5,
  cluster: {
    brokers: 3,
    controllers: 1,
    config: { 'broker.session.timeout.ms': 3000 },
    topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 1 } }],
    network: { latency: '1ms' },
  },
  producers: [{ id: 'p', topic: 'orders', rate: 4, keys: ['a', 'b'], config: { acks: 1, 'enable.idempotence': false, 'request.timeout.ms': 1000, 'delivery.timeout.ms': 20000 } }],
  consumers: [{ id: 'c', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } }],
  script: [
    { at: '4100ms', do: { kind: 'cutLink', from: 'broker-1', to: 'producer:p', oneWay: true } },
    { at: '6s', do: { kind: 'healLink', from: 'broker-1', to: 'producer:p' } },
    ...['broker-2', 'broker-3'].map((to) => ({ at: '8s', do: { kind: 'cutLink', from: 'broker-1', to } })),
    { at: '8900ms', do: { kind: 'killBroker', broker: 1 } },
    ...['broker-2', 'broker-3'].map((to) => ({ at: '15s', do: { kind: 'healLink', from: 'broker-1', to } })),
    { at: '16s', do: { kind: 'restartBroker', broker: 1 } },
  ],
};

test('where another record has come to the offset of the one that is followed, it is said which of them is told of', async ({ page }) => {
  await openMoment(page, await momentAt(FATES, 8.85 * SECOND));
  await page.keyboard.press('2');
  await page.locator('.record[data-record^="1/orders-0@"]').last().click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const value = inspector.locator('.inspector-rows > div', { hasText: 'Value' }).locator('dd');
  const before = await value.textContent();
  await expect(inspector.locator('.life li')).toHaveCount(4);
  await expect(inspector.locator('.life-other')).toHaveCount(0);
  await playTo(page, 17 * SECOND);
  await expect(inspector.locator('.life li').last()).toContainText('It is lost.');
  expect(await value.textContent()).not.toBe(before);
  await expect(inspector.locator('.life-other')).toContainText('Another record is at this offset now');
  await inspector.getByRole('button', { name: 'Follow that one' }).click();
  await idle(page);
  await expect(inspector.locator('.life-other')).toHaveCount(0);
  await expect(inspector.locator('.life li').first()).toBeVisible();
  await expect(inspector.locator('.life')).not.toContainText('It is lost.');
});

test('a record that is stored twice is lit at both its offsets', async ({ page }) => {
  await openMoment(page, await momentAt(FATES, 7 * SECOND));
  await page.keyboard.press('2');
  const places = async (): Promise<readonly string[]> => page.locator('.record[data-followed]').evaluateAll((all) => all.map((each) => each.getAttribute('data-record') ?? '').toSorted());
  await page.locator('.record[data-record="1/orders-0@16"]').click();
  const twice = page.getByRole('region', { name: 'Inspector' }).locator('.life li', { hasText: 'it is stored twice' });
  await expect(twice).toHaveCount(1);
  const again = Number(/at offset (\d+)/.exec((await twice.textContent()) ?? '')?.[1]);
  await expect.poll(places).toEqual([1, 2, 3].flatMap((broker) => [`${broker}/orders-0@16`, `${broker}/orders-0@${again}`]));
  await page.keyboard.press('1');
  // The first lies before what the strips show.
  await expect(page.locator('.followed-before[data-offset="16"]')).toHaveCount(3);
  await expect(page.locator(`.cell[data-followed][data-offset="${again}"]`)).toHaveCount(3);
});

test('where compaction has taken a copy of the record that is followed, its place is framed', async ({ page }) => {
  await openMoment(page, await momentAt(libraryDocument('compaction'), 10 * SECOND));
  await page.keyboard.press('2');
  await page.locator('.record[data-record="1/profiles-0@29"]').click();
  const gone = page.getByRole('region', { name: 'Inspector' }).locator('.life [data-kind="copyGone"]');
  await expect(gone).toHaveCount(2);
  await expect(page.locator('.log-taken[data-offset="29"]')).toHaveCount(2);
  await expect(page.locator('.record[data-followed]')).toHaveCount(1);
  // Before that it is there.
  await page.locator('.life [data-kind="committed"] button').click();
  await idle(page);
  await expect(page.locator('.log-taken')).toHaveCount(0);
});
