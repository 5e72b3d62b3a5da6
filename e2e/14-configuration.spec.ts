import { frameOf, idle, leaveStory, openApp, pause, play, select, setSpeed } from './support/app.ts';
import { expect, test } from './support/test.ts';

test('an entry of a topic is changed while it runs, taken away again, and a bad value gets its sentence', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await pause(page);
  const inspector = await select(page, '1/orders-0');
  const entry = inspector.locator('.config-list li', { hasText: 'min.insync.replicas' }).first();
  await entry.locator('summary').click();
  await entry.getByRole('textbox').fill('many');
  await entry.getByRole('button', { name: 'Set' }).click();
  await expect(page.getByRole('alert')).toContainText('min.insync.replicas');
  await expect(page.getByRole('alert')).toContainText('give a whole number from 1');
  expect((await frameOf(page)).partitions.find(({ key }) => key === 'orders-0')?.minInsyncReplicas).toBe(2);

  await entry.getByRole('textbox').fill('3');
  await entry.getByRole('button', { name: 'Set' }).click();
  // A request to the controller, committed by a majority: some milliseconds of the cluster's time.
  await setSpeed(page, 'real time');
  await play(page);
  await expect.poll(async () => (await frameOf(page)).partitions.find(({ key }) => key === 'orders-0')?.minInsyncReplicas).toBe(3);
  await pause(page);
  await idle(page);
  await expect(entry.locator('summary')).toContainText('3');
  await expect(entry.locator('summary')).toContainText('changed');
  await entry.getByRole('button', { name: 'Take away' }).click();
  await play(page);
  await expect.poll(async () => (await frameOf(page)).partitions.find(({ key }) => key === 'orders-0')?.minInsyncReplicas).toBe(1);
  await expect(entry.locator('summary')).not.toContainText('changed');
});
