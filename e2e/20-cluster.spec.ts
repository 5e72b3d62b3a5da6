import type { Page } from '@playwright/test';
import { SECOND, entity, frameOf, idle, leaveStory, nowOf, openApp, playTo, select } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { openFile } from './support/documents.ts';
import { SIZES, layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

/** Six brokers in three racks, of which each has two. */
const RACKED = JSON.stringify({
  v: 1,
  id: 'racked',
  title: 'Six brokers in three racks',
  cluster: {
    controllers: 3,
    brokers: [1, 2, 3, 4, 5, 6].map((id) => ({ id, rack: ['north', 'south', 'west'][(id - 1) % 3] })),
    topics: [{ name: 'orders', partitions: 4, replicationFactor: 3 }],
  },
  producers: [{ id: 'shop', topic: 'orders', rate: 5 }],
  consumers: [{ id: 'c1', group: 'bills', topics: ['orders'] }],
});

/** Too many partitions to draw all, and a topic that is on all of thirty brokers, each of which follows each other. */
const CROWDED = JSON.stringify({
  v: 1,
  id: 'crowded',
  title: 'Thirty brokers',
  cluster: { brokers: 30, controllers: 3, topics: ['a', 'b', 'c'].map((name) => ({ name, partitions: 240, replicationFactor: 3 })) },
  producers: [{ id: 'p1', topic: 'a', rate: 200 }],
});

async function openFirstLook(page: Page): Promise<void> {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
}

function inspector(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('region', { name: 'Inspector' });
}

/** What each broker's header says of it, and what the page was told. */
async function vitalsOf(page: Page): Promise<{ readonly drawn: unknown; readonly told: unknown }> {
  const drawn = await page.locator('.entity.broker').evaluateAll((cards) =>
    (cards as HTMLElement[]).map((card) => {
      const { queued, produces, fetches, notOnDisk } = card.querySelector<HTMLElement>('.vitals')?.dataset ?? {};
      return [card.dataset['key'], Number(queued), Number(produces), Number(fetches), Number(notOnDisk)];
    }),
  );
  const { brokers } = await frameOf(page);
  return { drawn, told: brokers.map(({ key, vitals: { queued, parkedProduces, parkedFetches, notOnDisk } }) => [key, queued, parkedProduces, parkedFetches, notOnDisk]) };
}

/** The colours of a row's upper and lower edge, behind its round corners. */
async function edgesOf(page: Page, key: string): Promise<readonly string[]> {
  const { x = 0, y = 0, height = 0 } = (await entity(page, key).boundingBox()) ?? {};
  const picture = await page.screenshot({ clip: { x: Math.ceil(x) + 9, y: Math.ceil(y), width: 1, height: Math.floor(y + height) - Math.ceil(y) } });
  return page.evaluate(async (png) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))]));
    const brush = new OffscreenCanvas(1, image.height).getContext('2d', { willReadFrequently: true });
    brush?.drawImage(image, 0, 0);
    return [0, image.height - 1].map((at) => String(brush?.getImageData(0, at, 1, 1).data));
  }, picture.toString('base64'));
}

test.describe('the cluster lens', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('what a broker has to do is what the state says, and a broken connection is marked where it broke', async ({ page }) => {
    await openFirstLook(page);
    await playTo(page, 6 * SECOND);
    const calm = await vitalsOf(page);
    expect(calm.drawn).toEqual(calm.told);
    // Words of Kafka's in the picture explain themselves in its key, and in what is said of the thing that they stand on.
    const key = page.locator('.picture-key');
    for (const word of ['HW', 'queue', 'cache', 'acks', 'in flight', 'to read', 'generation', 'ISR', 'leader epoch']) await expect(key.getByRole('button', { name: word, exact: true }).first()).toBeVisible();
    await key.getByRole('button', { name: 'HW', exact: true }).press('Enter');
    await expect(page.locator('.term-popover:popover-open')).toContainText('Consumers read no further');
    await page.keyboard.press('Escape');
    for (const [thing, words] of [['broker-1', ['Request queue', 'Not on disk yet']], ['1/orders-0', ['High watermark here']], ['producer:checkout', ['acks']]] as const) {
      await select(page, thing);
      for (const word of words) await expect(inspector(page).getByRole('button', { name: word, exact: true }).first()).toBeVisible();
    }
    // Under it is the row of a leader, which has a ground of its own.
    await select(page, '1/orders-2');
    await expect(entity(page, '1/orders-3')).toHaveAttribute('data-role', 'leader');
    await page.mouse.move(0, 0);
    const ring = await entity(page, '1/orders-2').evaluate((row) => /rgb\((.*?)\)/.exec(getComputedStyle(row).boxShadow)?.[1]?.replaceAll(' ', ''));
    expect(await edgesOf(page, '1/orders-2')).toEqual([`${ring},255`, `${ring},255`]);
    await select(page, 'broker-2');
    await inspector(page).getByRole('button', { name: 'Pause 5 s' }).click();
    await playTo(page, (await nowOf(page)) + SECOND);
    const paused = (await frameOf(page)).brokers.find(({ id }) => id === 2);
    expect(paused?.vitals.queued).toBeGreaterThan(0);
    await expect(entity(page, 'broker-2').locator('.vitals')).toContainText(`queue ${paused?.vitals.queued}`);
    await select(page, 'broker-1');
    await inspector(page).getByRole('button', { name: 'Kill', exact: true }).click();
    await idle(page);
    const marks = await page.locator('.trouble').evaluateAll((all) => (all as HTMLElement[]).map(({ dataset }) => `${dataset['from']}>${dataset['to']} ${dataset['why']}`).toSorted());
    const told = (await frameOf(page)).links.flatMap(({ key, broken }) => (broken === null ? [] : [`${key} ${broken.timedOut ? 'timeout' : 'lost'}`])).toSorted();
    expect(marks).toEqual(told);
  });

  test('a link is dragged away, found cut, and healed; by keys, too', async ({ page }) => {
    await openFirstLook(page);
    await playTo(page, 6 * SECOND);
    await select(page, 'broker-1');
    await inspector(page).locator('.node-links summary').click();
    await inspector(page).getByRole('button', { name: 'to broker 2', exact: true }).click();
    await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText('broker 1 and broker 2');
    const grip = page.locator('.link-grip');
    const box = (await grip.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 20, y, { steps: 3 });
    await page.mouse.up();
    await idle(page);
    expect((await frameOf(page)).links.filter(({ cut }) => cut)).toEqual([]);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 70, y + 10, { steps: 5 });
    await expect(page.locator('.scene')).toHaveAttribute('data-dragging', 'cut');
    await page.mouse.up();
    await expect(inspector(page).locator('.inspector-status')).toHaveText('cut both ways');
    expect((await frameOf(page)).links.filter(({ cut }) => cut).map(({ key }) => key).toSorted()).toEqual(['broker-1>broker-2', 'broker-2>broker-1']);
    await inspector(page).getByRole('button', { name: 'Heal' }).click();
    await expect(inspector(page).locator('.inspector-status')).not.toHaveText('cut both ways');
    await grip.focus();
    await page.keyboard.press('Delete');
    await expect(grip).toHaveAttribute('data-state', 'cut both ways');
  });

  test('hundreds of links are drawn together, and each can be taken all the same', async ({ page }) => {
    await openApp(page);
    await openFile(page, 'crowded.json', CROWDED);
    await playTo(page, SECOND / 2);
    await page.locator('.heat-board').press('Home');
    await page.locator('.heat-board').press('Enter');
    const crowd = page.locator('.link.crowd[d]');
    // A link that nobody uses is gone after a few seconds: who is too slow for one plays on and takes another.
    await expect(async () => {
      await page.mouse.move(0, 0);
      await playTo(page, (await nowOf(page)) + SECOND / 4);
      await expect(crowd.first()).toBeAttached({ timeout: 1_000 });
      // Elements of their own have those alone that were pointed at.
      expect(await page.locator('.link:not(.crowd)').count()).toBeLessThan(5);
      // Where one of them begins, outside of the cards.
      const [x, y] = await crowd.first().evaluate((path: SVGPathElement) => {
        for (let at = 0; at < path.getTotalLength(); at += 2) {
          const point = path.getPointAtLength(at).matrixTransform(path.getScreenCTM() ?? undefined);
          if (document.elementFromPoint(point.x, point.y)?.matches('.scene, .links-layer') === true) return [point.x, point.y];
        }
        return [0, 0];
      });
      await page.mouse.move(x, y);
      // There is another one where a link has been selected before.
      const hit = (): Promise<string | undefined> => page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.closest<SVGElement>('.link-hit')?.dataset['key'], [x, y] as const);
      await expect.poll(hit, { timeout: 1_000 }).toBeDefined();
      const key = await hit();
      await page.mouse.click(x, y);
      await expect.poll(() => page.evaluate(() => window.__commitLog.state().selected), { timeout: 1_000 }).toBe(key);
    }).toPass({ timeout: 60_000 });
    await page.mouse.move(0, 0);
    await expect(page.locator('.link[data-selected]')).toHaveCount(1);
  });

  test('several brokers are chosen with the keyboard, cut from the others, and that is taken back', async ({ page }) => {
    await openFirstLook(page);
    await playTo(page, 6 * SECOND);
    await entity(page, 'broker-1').focus();
    await page.keyboard.press('Enter');
    await entity(page, 'broker-2').focus();
    await page.keyboard.press('Shift+Enter');
    await expect(page.locator('.entity[data-picked="these"]')).toHaveCount(2);
    await inspector(page).getByRole('button', { name: 'Cut from the others' }).click();
    await idle(page);
    const cut = (await frameOf(page)).links.filter((link) => link.cut);
    const isInside = (node: string): boolean => node === 'broker-1' || node === 'broker-2';
    expect(cut.length).toBeGreaterThan(10);
    expect(cut.filter(({ from, to }) => isInside(from) === isInside(to))).toEqual([]);
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Control+z');
      await idle(page);
    }
    expect((await frameOf(page)).links.filter((link) => link.cut)).toEqual([]);
  });

  test('these are cut from those', async ({ page }) => {
    await openFirstLook(page);
    await playTo(page, 6 * SECOND);
    await select(page, 'broker-1');
    await entity(page, 'broker-2').click({ position: { x: 14, y: 9 }, modifiers: ['Shift'] });
    await inspector(page).getByRole('button', { name: 'Choose those by pointing' }).click();
    await entity(page, 'controller-3000').click();
    await entity(page, 'controller-3001').click();
    await expect(page.locator('.entity[data-picked="those"]')).toHaveCount(2);
    await inspector(page).getByRole('button', { name: 'Cut 4 links between them' }).click();
    await expect(inspector(page).getByRole('button', { name: 'Nothing is left to cut' })).toBeVisible();
    const cut = (await frameOf(page)).links.filter((link) => link.cut);
    expect(cut.map(({ key }) => key).filter((key) => key.startsWith('broker')).toSorted()).toEqual([
      'broker-1>controller-3000', 'broker-1>controller-3001', 'broker-2>controller-3000', 'broker-2>controller-3001',
    ]);
  });

  test('kinds of messages are hidden and shown', async ({ page }) => {
    await openFirstLook(page);
    const drawnKinds = async (): Promise<readonly string[]> => page.evaluate(() => [...new Set(window.__commitLog.state().shownKinds)]);
    await page.getByRole('button', { name: /^Messages/ }).click();
    await page.getByRole('checkbox', { name: /^Control/ }).check();
    await page.getByRole('checkbox', { name: /^Replicate/ }).uncheck();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^Messages/ })).toContainText('5 of 6');
    expect(await drawnKinds()).toEqual(['produce', 'consume', 'group', 'metadata', 'control']);
    await playTo(page, 4 * SECOND);
    for (let event = 0; event < 6; event += 1) {
      await page.keyboard.press('.');
      await idle(page);
      const { messages } = await frameOf(page);
      const hidden = new Set(messages.filter(({ category }) => category === 'replicate').map(({ key }) => key));
      const drawn = await page.locator('.messages-layer .message').evaluateAll((all) => (all as SVGElement[]).map(({ dataset }) => dataset['key'] ?? ''));
      expect(drawn.filter((key) => hidden.has(key))).toEqual([]);
    }
  });

  test('a consumer is dragged to another group', async ({ page }) => {
    await openApp(page, '?scenario=nearest-replica');
    await leaveStory(page);
    await page.keyboard.press('1');
    await playTo(page, 4 * SECOND);
    const card = (await entity(page, 'consumer:near').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const group = (await entity(page, 'group:remote').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(card.x + 20, card.y + 12);
    await page.mouse.down();
    await page.mouse.move(card.x + 20, card.y + 30, { steps: 3 });
    await page.mouse.move(group.x + group.width / 2, group.y + group.height / 2, { steps: 4 });
    await expect(page.locator('.drag-words')).toHaveText('near to group remote');
    // They lie over no name of a consumer or group.
    const wordsEnd = await page.locator('.drag-words').evaluate((words) => words.getBoundingClientRect().right);
    expect(wordsEnd).toBeLessThanOrEqual(Math.min(card.x, group.x));
    await page.mouse.up();
    await expect(entity(page, 'consumer:near-2')).toHaveAttribute('data-group', 'remote');
    await expect(page.locator('.drag-words')).toHaveCount(0);
  });

  test('racks, links and chosen things have their places and names, at every size', async ({ page }) => {
    await openApp(page, '?scenario=first-look');
    await page.locator('input[type="file"]').first().setInputFiles({ name: 'racked.json', mimeType: 'application/json', buffer: Buffer.from(RACKED) });
    await page.waitForFunction(() => window.__commitLog.state().run?.id === 'racked');
    await playTo(page, 3 * SECOND);
    await entity(page, 'broker-1').focus();
    await page.keyboard.press('Enter');
    await entity(page, 'broker-2').focus();
    await page.keyboard.press('Shift+Enter');
    for (const [index, size] of SIZES.entries()) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: index % 2 === 0 ? 'light' : 'dark' });
      await idle(page);
      await expect(page.locator('.rack-name')).toHaveText(['rack north', 'rack south', 'rack west']);
      expect(await layoutFaults(page), `${size.width}`).toEqual([]);
      if (index === 0 || index === SIZES.length - 1) expect(await axeFaults(page, ['.stage', '.app-inspector']), `${size.width}`).toEqual([]);
    }
  });
});
