import type { Page } from '@playwright/test';
import type { FactView } from '../src/protocol/messages.ts';
import type { Frame, PartitionView } from '../src/protocol/views.ts';
import { SECOND, entity, factsOf, frameOf, idle, nowOf, openAlone, playTo, playUntil, pause, select } from './support/app.ts';
import { expect, test } from './support/test.ts';

const FAST = '10 times faster';

/** Who leads next when a broker is gone: the first of the replicas, in their order, that is in sync and alive. */
function successor({ replicas, isr }: PartitionView, dead: number): number {
  return replicas.find((id) => id !== dead && isr.includes(id)) ?? -1;
}

function ordersOf(frame: Frame): readonly PartitionView[] {
  return frame.partitions.filter(({ topic }) => topic === 'orders');
}

async function killByMouse(page: Page, broker: number): Promise<void> {
  await entity(page, `broker-${broker}`).hover({ position: { x: 14, y: 9 } });
  await page.getByRole('button', { name: `Kill broker ${broker}` }).click();
  await idle(page);
}

async function lastFact(page: Page, type: string): Promise<FactView | undefined> {
  return (await factsOf(page, type)).at(-1);
}

/** Kills and waits until the controller has fenced it and the rest of the cluster has settled for a second. */
async function playUntilFenced(page: Page, broker: number): Promise<void> {
  await playUntil(page, FAST, (id) => window.__commitLog.state().facts.some(({ fact }) => fact.type === 'BrokerFenced' && fact.broker === id), broker);
  await playTo(page, (await nowOf(page)) + SECOND);
}

test('a killed broker is unreachable, then fenced, and its partitions get new leaders in replica order', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 9 * SECOND);
  const before = await frameOf(page);
  await killByMouse(page, 1);

  // Dead at once; the controller does not know, so leaders and ISR are as they were.
  const killedAt = await nowOf(page);
  await expect(entity(page, 'broker-1')).toHaveAttribute('data-state', 'dead');
  await expect(entity(page, 'broker-1')).toContainText(/unreachable.* in [789]\.\d s/);
  await expect(entity(page, '1/orders-0')).toHaveAttribute('data-role', 'leader');
  await expect(page.locator('.event[data-type="NodeKilled"]')).toContainText('Broker 1 is killed. Its connections break.');
  const { lastHeartbeatAt } = before.brokers.find(({ id }) => id === 1) ?? {};

  await playTo(page, killedAt + 5 * SECOND);
  await expect(entity(page, '1/orders-0')).toHaveAttribute('data-role', 'leader');
  await expect(entity(page, 'broker-1')).toContainText(/unreachable.* in [1-4]\.\d s/);
  const meanwhile = await frameOf(page);

  await playUntilFenced(page, 1);
  const fenced = await lastFact(page, 'BrokerFenced');
  // Nine seconds after the last heartbeat, and a moment for the controller to look.
  expect(((fenced?.at ?? 0) - (lastHeartbeatAt ?? 0)) / SECOND).toBeGreaterThanOrEqual(9);
  expect(((fenced?.at ?? 0) - (lastHeartbeatAt ?? 0)) / SECOND).toBeLessThan(10);
  await expect(entity(page, 'broker-1')).toContainText('dead, fenced');
  await expect(page.locator('.event[data-type="BrokerFenced"]')).toContainText('The controller fences broker 1: its session expired without a heartbeat.');

  const after = await frameOf(page);
  for (const partition of ordersOf(meanwhile)) {
    const { key, leader, leaderEpoch } = partition;
    const now = after.partitions.find((each) => each.key === key);
    const next = leader === 1 ? successor(partition, 1) : leader;
    expect(now, key).toMatchObject({ leader: next, leaderEpoch: leader === 1 ? leaderEpoch + 1 : leaderEpoch });
    expect(now?.isr, key).toEqual(partition.isr.filter((id) => id !== 1));
    const leading = entity(page, `${next}/${key}`);
    await expect(leading).toHaveAttribute('data-role', 'leader');
    await expect(leading).toContainText(`leader e${now?.leaderEpoch}`);
    if (leader === 1) {
      const sentence = `Broker ${next} now leads ${key}, epoch ${leaderEpoch + 1}. In sync: ${now?.isr.join(', ')}.`;
      await expect(page.locator('.event[data-type="LeaderElected"]').filter({ hasText: sentence })).toHaveCount(1);
    }
  }
  expect(ordersOf(meanwhile).filter(({ leader }) => leader === 1).map(({ key }) => key)).toEqual(['orders-0', 'orders-3']);
});

test('clients go on, nothing acknowledged is lost, and the broker comes back as a follower in sync', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 9 * SECOND);
  await killByMouse(page, 1);
  const atDeath = await frameOf(page);
  await playUntilFenced(page, 1);
  const afterFencing = await frameOf(page);
  await playTo(page, (await nowOf(page)) + 4 * SECOND);
  const later = await frameOf(page);
  expect(later.producers[0]?.acked).toBeGreaterThan((atDeath.producers[0]?.acked ?? 0) + 60);
  expect(later.producers[0]?.acked).toBeGreaterThan(afterFencing.producers[0]?.acked ?? 0);
  for (const { key, role, highWatermark } of later.replicas.filter(({ topic }) => topic === 'orders')) {
    if (role !== 'leader') continue;
    const name = key.slice(key.indexOf('/'));
    const before = atDeath.replicas.find((each) => each.key.endsWith(name) && each.role === 'leader');
    expect(highWatermark, key).toBeGreaterThan(before?.highWatermark ?? 0);
  }

  await page.getByRole('button', { name: 'Restart broker 1' }).click();
  await idle(page);
  await expect(entity(page, 'broker-1')).not.toHaveAttribute('data-state', 'dead');
  await playUntil(page, FAST, () => {
    const { frame } = window.__commitLog.state();
    return frame?.partitions.every(({ topic, isr }) => topic !== 'orders' || isr.includes(1)) === true;
  }, 0);
  await pause(page);
  await expect(entity(page, 'broker-1')).toHaveAttribute('data-state', 'running');
  await expect(page.locator('.event[data-type="BrokerUnfenced"]').last()).toContainText('Broker 1 is unfenced');
  for (const partition of [0, 1, 2, 3, 4, 5]) {
    await expect(entity(page, `1/orders-${partition}`)).toHaveAttribute('data-state', 'in-sync');
    await expect(entity(page, `1/orders-${partition}`)).toHaveAttribute('data-role', 'follower');
    await expect(page.locator('.event[data-type="IsrExpanded"]').filter({ hasText: `Broker 1 joins the ISR of orders-${partition}.` })).toHaveCount(1);
  }
  // It was registered anew: its broker epoch is another one.
  const epochs = [atDeath, await frameOf(page)].map(({ brokers }) => brokers.find(({ id }) => id === 1)?.brokerEpoch ?? 0);
  expect(epochs[1]).toBeGreaterThan(epochs[0] ?? 0);

  // Once nothing is under way any more, every record that was acknowledged is in the logs, and once.
  const inspector = await select(page, 'producer:checkout');
  await inspector.getByRole('button', { name: 'Stop sending' }).click();
  await playTo(page, (await nowOf(page)) + 8 * SECOND);
  const end = await frameOf(page);
  const [producer] = end.producers;
  expect(producer).toMatchObject({ failed: 0, inFlight: 0, buffered: 0 });
  expect(producer?.acked).toBe(producer?.sent);
  for (const broker of [1, 2, 3]) {
    const own = end.replicas.filter((replica) => replica.topic === 'orders' && replica.broker === broker);
    expect(own.reduce((sum, { endOffset }) => sum + endOffset, 0), `records on broker ${broker}`).toBe(producer?.acked);
    expect(own.reduce((sum, { highWatermark }) => sum + highWatermark, 0), `committed on broker ${broker}`).toBe(producer?.acked);
  }
  expect(await factsOf(page, 'BatchFailed')).toEqual([]);
});

test('a broker is killed and restarted with the keyboard alone', async ({ page }) => {
  await openAlone(page);
  await playTo(page, 8 * SECOND);
  await page.keyboard.press('g');
  for (let press = 0; press < 60 && !(await entity(page, 'broker-2').evaluate((element) => element === document.activeElement)); press += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(entity(page, 'broker-2')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(entity(page, 'broker-2')).toHaveAttribute('data-state', 'dead');
  await page.keyboard.press('Tab');
  await expect(entity(page, 'broker-2').getByRole('button', { name: 'Restart broker 2' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entity(page, 'broker-2')).not.toHaveAttribute('data-state', 'dead');
});
