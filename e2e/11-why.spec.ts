import { readFileSync } from 'node:fs';
import { SECOND, entity, frameOf, idle, leaveStory, nowOf, openApp, playTo, select, transport } from './support/app.ts';
import { openFile } from './support/documents.ts';
import { expect, test } from './support/test.ts';

test('why: from an election back to the broker that was killed, each cause a way to its moment', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
  await playTo(page, 6 * SECOND);
  await entity(page, 'broker-1').hover({ position: { x: 14, y: 9 } });
  await entity(page, 'broker-1').getByRole('button', { name: 'Kill broker 1' }).click();
  const killedAt = (await frameOf(page)).now;
  await playTo(page, 20 * SECOND);

  const why = page.locator('.event[data-type="BrokerFenced"]').getByRole('button', { name: /^Why: The controller fences broker 1/ });
  await why.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Inspector' });
  await expect(panel.getByRole('status')).toHaveText('It comes of: kill broker 1.');
  // Who asked by keyboard reads on there.
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  const names = await panel.locator('.why-causes li').evaluateAll((items) => items.map((item) => item.getAttribute('data-name')));
  expect(names).toEqual(['NodeKilled', 'killBroker']);
  await expect(panel.getByTestId('space-time').locator('.space-time-arrow')).toHaveCount(1);

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await idle(page);
  expect(await nowOf(page)).toBe(killedAt);
  expect((await frameOf(page)).brokers.find(({ id }) => id === 1)?.state).toBe('dead');
  // The answer stays while one looks around.
  await expect(panel.getByRole('status')).toHaveText('It comes of: kill broker 1.');
  await panel.getByRole('button', { name: 'Close the causes' }).click();
  await expect(panel.getByRole('status')).toHaveCount(0);
});

test('why not: the conditions of the rule, with their values', async ({ page }) => {
  await openApp(page, '?scenario=acks-compared');
  await leaveStory(page);
  // Well before the story would do the same, at 6 s.
  await playTo(page, 3 * SECOND);
  for (const broker of [2, 3]) {
    await entity(page, `broker-${broker}`).hover({ position: { x: 14, y: 9 } });
    await entity(page, `broker-${broker}`).getByRole('button', { name: `Kill broker ${broker}` }).click();
    await idle(page);
  }
  await playTo(page, 20 * SECOND);
  await select(page, '3/payments-0');
  const answers = page.getByRole('region', { name: 'What holds it up' });
  const held = answers.locator('details[data-asked="high-watermark:payments-0"]');
  await expect(held.locator('summary')).toContainText('The high watermark of payments-0 stays at');
  await expect(held.locator('li[data-met="false"]')).toContainText('Only 1 in sync (1), where min.insync.replicas asks for 2.');
  await expect(answers.locator('details[data-asked="isr:payments-0@3"] li[data-met="false"]').first()).toContainText('Broker 3 is dead.');
  // What is not met leads to what made it so.
  await answers.getByRole('button', { name: 'Why: Broker 3 is dead.' }).click();
  const panel = page.getByRole('region', { name: 'Inspector' });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Broker 3 is dead.');
  await expect(panel.getByRole('status')).toHaveText('It comes of: kill broker 3.');
});

test('why, of what is no fact: a lagging replica, a record, a message; its messages on the picture', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
  await playTo(page, 3 * SECOND);
  await entity(page, 'broker-1').hover({ position: { x: 14, y: 9 } });
  await entity(page, 'broker-1').getByRole('button', { name: 'Kill broker 1' }).click();
  await playTo(page, 20 * SECOND);
  const panel = page.getByRole('region', { name: 'Inspector' });

  await select(page, '1/orders-0');
  await panel.getByRole('button', { name: 'Why is it not in sync?' }).click();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Broker 1 is not in sync for orders-0/);
  await expect(panel.getByRole('status')).toHaveText('It comes of: kill broker 1.');
  const arrow = page.locator('.cause-arrows [data-way="broker-1>controller-3000"]');
  await expect(arrow).toHaveAttribute('data-shown', 'false');
  await panel.locator('li[data-name="NodeKilled"] > button').first().click();
  await expect(arrow).toHaveAttribute('data-shown', 'true');
  await expect(page.locator('.cause-label')).toHaveText('BrokerHeartbeat');
  await idle(page);

  await select(page, '3/orders-0');
  await panel.getByLabel('Record at offset').fill('0');
  await panel.getByRole('button', { name: 'Where from?' }).press('Enter');
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Offset 0 of orders-0 holds record checkout:/);

  const sender = async (): Promise<string | undefined> => (await frameOf(page)).messages.find(({ from }) => from.startsWith('broker-'))?.from;
  for (let steps = 0; steps < 40 && (await sender()) === undefined; steps += 1) {
    await transport(page).getByRole('button', { name: 'Step' }).click();
    await idle(page);
  }
  await select(page, (await sender()) ?? '');
  await panel.getByRole('region', { name: 'Messages on their way' }).getByRole('button', { name: /^Why:/ }).first().click();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/sends|answers/);
  await expect(panel.getByRole('status')).not.toHaveText(/played once more/);
});

test('why, by pressing what is drawn: a message on its way, and a cell of a log', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await leaveStory(page);
  await playTo(page, 3 * SECOND);
  const panel = page.getByRole('region', { name: 'Inspector' });

  const cell = page.locator('.entity[data-key="1/orders-0"] .cell').first();
  const offset = await cell.getAttribute('data-offset');
  await cell.click();
  await expect(panel.getByLabel('Record at offset')).toHaveValue(offset ?? '');
  await panel.getByRole('button', { name: 'Where from?' }).click();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(new RegExp(`^Offset ${offset} of orders-0 holds record checkout:`));
  await page.keyboard.press('Escape');

  const places = async (): Promise<readonly { readonly x: number; readonly y: number; readonly label: string }[]> => page.evaluate(whereMessagesAre);
  for (let steps = 0; steps < 60 && (await places()).length === 0; steps += 1) {
    await transport(page).getByRole('button', { name: 'Step' }).click();
    await idle(page);
  }
  const [place] = await places();
  if (place === undefined) throw new Error('No message is drawn.');
  await page.mouse.move(place.x, place.y);
  await expect(page.locator('.message-tip')).toHaveText(`${place.label}. Click: why?`);
  await page.mouse.click(place.x, place.y);
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(place.label.endsWith('Response') ? /answers the/ : new RegExp(`sends ${place.label}`));
});

test('why a record is lost, of one that is followed in a single run', async ({ page }) => {
  const document = JSON.parse(readFileSync(new URL('../src/scenarios/library/leader-dies.json', import.meta.url), 'utf8')) as { title: string; producers: { config: { acks: string } }[] };
  for (const { config } of document.producers) config.acks = '1';
  await openApp(page);
  await openFile(page, 'acks-1.json', JSON.stringify({ ...document, title: 'acks=1' }));
  await page.waitForFunction(() => window.__commitLog.state().run?.title === 'acks=1');
  await leaveStory(page);
  // Its leader is cut off at 9.5 s, and dies at 10 s with what it has acknowledged alone.
  await playTo(page, 9.8 * SECOND);
  const panel = await select(page, '1/orders-0');
  await panel.getByLabel('Record at offset').fill('23');
  await panel.getByRole('button', { name: 'Follow' }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'acks=1' })).toBeVisible();
  const ask = panel.getByRole('button', { name: 'Why is it lost?' });
  await expect(ask).toBeHidden();
  await playTo(page, 20 * SECOND, '5 times faster');
  // A copy is left with the broker that is dead.
  await ask.click();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Record checkout:\d+ was acknowledged at offset 23 of orders-0 and is not there any more: broker [23] leads/);
  await expect(panel.getByRole('status')).toContainText('kill broker 1');
});

/** Where the picture says that there is a message, away from everything else: it is asked as a pointer asks it. */
function whereMessagesAre(): readonly { readonly x: number; readonly y: number; readonly label: string }[] {
  const tip = document.querySelector<HTMLElement>('.message-tip');
  const scene = tip?.parentElement?.getBoundingClientRect();
  if (tip === null || scene === undefined) return [];
  const found: { x: number; y: number; label: string }[] = [];
  for (let x = scene.left + 4; x < scene.right && found.length === 0; x += 8) {
    for (let y = scene.top + 4; y < scene.bottom && found.length === 0; y += 8) {
      const target = document.elementFromPoint(x, y);
      if (target === null || target.closest('.entity, button') !== null) continue;
      target.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true }));
      const label = /^(\w+)\. Click: why\?$/.exec(tip.hidden ? '' : (tip.textContent ?? ''))?.[1];
      // The tip stands where the message is; a link lies under it, and beside the message a press means the link.
      if (label !== undefined) found.push({ x: scene.left + Number.parseFloat(tip.style.left), y: scene.top + Number.parseFloat(tip.style.top), label });
    }
  }
  return found;
}
