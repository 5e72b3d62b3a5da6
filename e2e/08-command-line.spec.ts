import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { SECOND, entity, eventsOf, idle, leaveStory, nowOf, openApp, playTo, rootOf } from './support/app.ts';
import { libraryFile, runDocument } from './support/commandLine.ts';
import type { ClusterState, Outcome } from './support/commandLine.ts';
import { OWN_DOCUMENT, dropFile, openFile } from './support/documents.ts';
import { expect, test } from './support/test.ts';

/** The page, paused, is where the command line is after the same document up to the same time. */
async function expectSameRun(page: Page, file: string): Promise<Outcome> {
  const outcome = await runDocument(file, await nowOf(page));
  // A pause may come between two events of one moment, where the command line does not stop.
  while ((await eventsOf(page)) < outcome.events && (await nowOf(page)) === Math.round(outcome.virtualMs * 1000)) {
    await page.keyboard.press('.');
    await idle(page);
  }
  expect(Math.round(outcome.virtualMs * 1000)).toBe(await nowOf(page));
  expect(outcome.events).toBe(await eventsOf(page));
  expect(outcome.traceHash).toBe(await rootOf(page).getAttribute('data-trace-hash'));
  return outcome;
}

/** What is drawn, against the state that the command line prints. */
async function expectDrawn(page: Page, { topics, groups, producers, brokers }: ClusterState): Promise<void> {
  for (const { id, epoch } of brokers) await expect(entity(page, `broker-${id}`)).toHaveAttribute('data-epoch', String(epoch));
  for (const [topic, partitions] of Object.entries(topics)) {
    if (topic.startsWith('__')) continue;
    for (const { partition, leader, logs } of partitions) {
      for (const [broker, { endOffset, highWatermark }] of Object.entries(logs)) {
        const replica = entity(page, `${broker}/${topic}-${partition}`);
        await expect(replica).toHaveAttribute('data-leo', String(endOffset));
        await expect(replica).toHaveAttribute('data-hw', String(highWatermark));
        await expect(replica).toHaveAttribute('data-role', Number(broker) === leader ? 'leader' : 'follower');
      }
    }
  }
  for (const [id, { sent, acked, failed }] of Object.entries(producers)) {
    await expect(entity(page, `producer:${id}`)).toHaveAttribute('data-sent', String(sent));
    await expect(entity(page, `producer:${id}`)).toHaveAttribute('data-acked', String(acked));
    await expect(entity(page, `producer:${id}`)).toHaveAttribute('data-failed', String(failed));
  }
  for (const [id, { generation, members }] of Object.entries(groups)) {
    await expect(entity(page, `group:${id}`)).toHaveAttribute('data-generation', String(generation));
    for (const [member, assigned] of Object.entries(members)) {
      await expect(entity(page, `consumer:${member}`)).toHaveAttribute('data-assigned', assigned.join(' '));
    }
  }
}

test('a built-in scenario is the same run on the page and on the command line', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await leaveStory(page);
  await playTo(page, 7.5 * SECOND);
  await expectDrawn(page, (await expectSameRun(page, libraryFile('leader-dies'))).state);
  // Past the death of a broker, an election, and its return.
  await playTo(page, 26 * SECOND, '5 times faster');
  const { state } = await expectSameRun(page, libraryFile('leader-dies'));
  await expectDrawn(page, state);
  expect(state.topics['orders']?.[0]).toMatchObject({ leader: 2, leaderEpoch: 1 });
});

test('how fast it is played, in steps or at once, does not change the run', async ({ page }) => {
  await openApp(page, '?scenario=first-look');
  await playTo(page, 1 * SECOND, '2 times faster');
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('.');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('n');
  await playTo(page, 40 * SECOND, '100 times faster');
  await expectSameRun(page, libraryFile('first-look'));
});

test('a document from a file is the same run, opened or dropped', async ({ page }, testInfo) => {
  const text = JSON.stringify(OWN_DOCUMENT, null, 2);
  const file = testInfo.outputPath('own.json');
  await writeFile(file, text);
  await openApp(page);
  await openFile(page, 'own.json', text);
  await expect(page.getByRole('button', { name: 'A document of my own' })).toBeVisible();
  await playTo(page, 20 * SECOND);
  await expectDrawn(page, (await expectSameRun(page, file)).state);

  const other = JSON.stringify({ ...OWN_DOCUMENT, title: 'Another one', seed: 12 });
  await dropFile(page, 'other.json', other);
  await expect(page.getByRole('button', { name: 'Another one' })).toBeVisible();
  await playTo(page, 6 * SECOND);
  const otherFile = testInfo.outputPath('other.json');
  await writeFile(otherFile, other);
  await expectSameRun(page, otherFile);
});
