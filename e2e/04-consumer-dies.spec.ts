import type { Page } from '@playwright/test';
import { SECOND, entity, factsOf, idle, nowOf, openAlone, openApp, pause, play, playTo, playUntil, predict, select, setSpeed } from './support/app.ts';
import { expect, test } from './support/test.ts';

/** Plays until the group is stable again in a later generation, and a little on, so that its members know. */
async function playUntilRebalanced(page: Page): Promise<void> {
  const generation = Number(await entity(page, 'group:analytics').getAttribute('data-generation'));
  await playUntil(
    page,
    '20 times faster',
    (before) => {
      const group = window.__commitLog.state().frame?.groups[0];
      return group?.state === 'Stable' && group.generation > before;
    },
    generation,
  );
  await playTo(page, (await nowOf(page)) + SECOND, '5 times faster');
}

async function addConsumer(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: 'Add a consumer' }).click();
  await idle(page);
}

/** What each member of the group reads, as it is drawn. */
async function assignment(page: Page): Promise<Readonly<Record<string, string>>> {
  const members = await page.locator('.entity.consumer').evaluateAll((cards) =>
    cards
      .map((card) => (card as HTMLElement).dataset)
      .filter(({ state }) => state !== 'dead')
      .map(({ key, assigned }) => [(key ?? '').replace('consumer:', ''), (assigned ?? '').replaceAll('orders-', 'P')] as const),
  );
  return Object.fromEntries(members);
}

test('a consumer dies, its session ends, and the two others share six partitions; more join, and the seventh is idle', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 10 * SECOND);
  expect(await assignment(page)).toEqual({ c1: 'P0 P1', c2: 'P2 P3', c3: 'P4 P5' });

  await entity(page, 'consumer:c2').hover({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Kill consumer c2' }).click();
  await idle(page);
  const killedAt = await nowOf(page);
  await expect(entity(page, 'consumer:c2')).toHaveAttribute('data-state', 'dead');
  // Nobody reads P2 and P3 for as long as the coordinator counts on c2.
  await playTo(page, killedAt + 30 * SECOND, '20 times faster');
  expect(await assignment(page)).toEqual({ c1: 'P0 P1', c3: 'P4 P5' });
  await playUntilRebalanced(page);

  const [removed] = await factsOf(page, 'MemberRemoved');
  expect(removed?.fact).toMatchObject({ group: 'analytics', client: 'c2', reason: 'session expired' });
  // 45 seconds from its last heartbeat, which came at most three seconds before it died.
  expect(((removed?.at ?? 0) - killedAt) / SECOND).toBeGreaterThan(41.9);
  expect(((removed?.at ?? 0) - killedAt) / SECOND).toBeLessThan(45.1);
  expect(await assignment(page)).toEqual({ c1: 'P0 P1 P2', c3: 'P3 P4 P5' });
  await expect(entity(page, 'consumer:c1')).toContainText('orders-2');

  await select(page, 'group:analytics');
  await addConsumer(page);
  await playUntilRebalanced(page);
  expect(await assignment(page)).toEqual({ c1: 'P0 P1', c3: 'P2 P3', c4: 'P4 P5' });

  for (let more = 0; more < 4; more += 1) await addConsumer(page);
  await playUntilRebalanced(page);
  expect(await assignment(page)).toEqual({ c1: 'P0', c3: 'P1', c4: 'P2', c5: 'P3', c6: 'P4', c7: 'P5', c8: '' });
  await expect(entity(page, 'consumer:c8')).toHaveAttribute('data-state', 'idle');
  await expect(entity(page, 'consumer:c8')).toContainText('idle');
});

test('the story of the consumer that dies comes to the same end', async ({ page }) => {
  await openApp(page, '?scenario=consumer-dies');
  await setSpeed(page, '10 times faster');
  const story = page.getByRole('complementary', { name: 'Story' });
  await expect(story).toContainText('Step 2 of 5', { timeout: 20_000 });
  await expect(page.locator('.app')).toHaveAttribute('data-playing', 'false');
  await predict(page, /After about 45 seconds/);
  await setSpeed(page, '20 times faster');
  await play(page);
  // Or a later one: at this speed a step is over in a second.
  await expect(story).toContainText(/Step [3-5] of 5/, { timeout: 20_000 });
  await expect(story.getByRole('region', { name: 'Your prediction' })).toHaveAttribute('data-verdict', 'right');
  await expect(story).toContainText('Step 5 of 5', { timeout: 20_000 });
  await playUntil(page, '20 times faster', () => window.__commitLog.state().frame?.consumers.some(({ id, status }) => id === 'c8' && status === 'idle') === true, 0);
  await pause(page);
  expect(await assignment(page)).toEqual({ c1: 'P0', c3: 'P1', c4: 'P2', c5: 'P3', c6: 'P4', c7: 'P5', c8: '' });
});
