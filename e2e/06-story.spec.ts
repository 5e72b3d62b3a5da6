import type { Locator, Page } from '@playwright/test';
import { entity, factsOf, nowOf, openApp, pause, play, playUntil, predict, rootOf, select, setSpeed } from './support/app.ts';
import { expect, test } from './support/test.ts';

function storyOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Story' });
}

/** Reads on to the question of "A leader dies", where the run waits for an answer. */
async function openAtQuestion(page: Page): Promise<void> {
  await openApp(page, '?scenario=leader-dies');
  await setSpeed(page, '10 times faster');
  await expect(storyOf(page).getByTestId('prediction')).toBeVisible({ timeout: 20_000 });
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
}

test('a story goes step by step, asks once, and judges the answer by what happened', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  const story = storyOf(page);
  await expect(story).toContainText('Step 1 of 6');
  await expect(story.getByRole('heading', { name: 'Write with acks=all' })).toBeVisible();
  await expect(story.getByRole('listitem')).toHaveText([
    'Write with acks=all',
    'Followers fetch',
    'Broker 1 stops answering',
    'Session timeout, fencing',
    'A new leader, a new epoch',
    'Broker 1 returns, truncates, catches up',
  ]);
  // What the step is about is marked in the picture.
  await expect(entity(page, 'producer:checkout')).toHaveAttribute('data-in-focus', '');
  await expect(entity(page, '1/orders-0')).toHaveAttribute('data-in-focus', '');
  await expect(entity(page, '1/orders-1')).not.toHaveAttribute('data-in-focus', '');

  await story.getByRole('button', { name: 'Next' }).click();
  await expect(story).toContainText('Step 2 of 6', { timeout: 20_000 });
  await expect(entity(page, 'producer:checkout')).not.toHaveAttribute('data-in-focus', '');
  await story.getByRole('button', { name: 'Next' }).click();
  await expect(story).toContainText('Step 3 of 6', { timeout: 20_000 });

  // The broker is dead and the run waits for the answer.
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'false');
  await expect(entity(page, 'broker-1')).toHaveAttribute('data-state', 'dead');
  expect(await nowOf(page)).toBe(10_000_000);
  const question = story.getByRole('group', { name: 'Predict' });
  await expect(question).toContainText('Who leads next?');
  await expect(question.getByRole('radio')).toHaveCount(3);
  await predict(page, /^Broker 3/);
  await expect(story).not.toContainText('What happened');

  await story.getByRole('button', { name: /^(Next|See what happens)/ }).click();
  await expect(story).toContainText('Step 4 of 6', { timeout: 20_000 });
  await pause(page);
  // The same moment brings the fencing and the new leader, so the question is settled.
  await playUntil(page, '2 times faster', () => window.__commitLog.state().story?.predictions.some(({ truth }) => truth !== null) === true, 0);
  await pause(page);
  const settled = story.getByRole('region', { name: 'Your prediction' });
  await expect(settled).toHaveAttribute('data-verdict', 'wrong');
  await expect(settled).toContainText('What happened: Broker 2, the next replica in the list that is in sync');
  await expect(settled).toContainText('You said: Broker 3, since brokers vote and the longest log wins');
  await expect(settled).toContainText('Replicas of a partition do not vote.');
  const elected = (await factsOf(page, 'LeaderElected')).filter(({ fact }) => 'partition' in fact && fact.partition === 0 && 'topic' in fact && fact.topic === 'orders');
  expect(elected.at(-1)?.fact).toMatchObject({ leader: 2, leaderEpoch: 1 });
  await expect(entity(page, '2/orders-0')).toHaveAttribute('data-role', 'leader');
  await expect(entity(page, '2/orders-0')).toHaveAttribute('data-epoch', '1');

  await setSpeed(page, '5 times faster');
  await play(page);
  await expect(story).toContainText('Step 6 of 6', { timeout: 20_000 });
  await expect(entity(page, 'broker-1')).not.toHaveAttribute('data-state', 'dead');
  await expect(story.getByRole('listitem').last()).toHaveAttribute('aria-current', 'step');
  const flags = page.getByRole('region', { name: 'Timeline' }).locator('.flags text');
  await expect(flags).toHaveText(['1', '2', '3', '4', '5', '6']);
  await expect(story.getByRole('button', { name: /scenarios?$/ })).toBeVisible();
});

test('a right answer is said to be right', async ({ page }) => {
  await openAtQuestion(page);
  await predict(page, /^Broker 2/);
  await play(page);
  await expect(storyOf(page)).toContainText(/Step [56] of 6/, { timeout: 20_000 });
  const settled = storyOf(page).getByRole('region', { name: 'Your prediction' });
  await expect(settled).toHaveAttribute('data-verdict', 'right');
  await expect(settled).toContainText(/you said/i);
});

test('the answer is judged by the run: a reader who prevents it sees another outcome', async ({ page }) => {
  await openAtQuestion(page);
  await predict(page, /^Broker 2/);
  // Broker 2 leaves in good order before the controller misses broker 1: it cannot be the next leader.
  const inspector = await select(page, 'broker-2');
  await inspector.getByRole('button', { name: 'Shut down' }).click();
  await playUntil(page, '10 times faster', () => window.__commitLog.state().story?.predictions.some(({ truth }) => truth !== null) === true, 0);
  await pause(page);
  const [prediction] = await page.evaluate(() => window.__commitLog.state().story?.predictions ?? []);
  const leaders = (await factsOf(page, 'LeaderElected')).flatMap(({ fact }) => (fact.type === 'LeaderElected' && fact.topic === 'orders' && fact.partition === 0 ? [fact.leader] : []));
  expect(leaders).toContain(3);
  expect(leaders).not.toContain(2);
  expect(prediction).toMatchObject({ chosen: 0, truth: 1 });
});

test('the story can be left and taken up again, and another scenario chosen', async ({ page }) => {
  await openAtQuestion(page);
  const story = storyOf(page);
  await story.getByRole('button', { name: 'Try it yourself' }).click();
  // The question held the run; it does not any more.
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'true');
  await expect(story.getByRole('region', { name: 'Things to try' }).getByRole('button')).toHaveText(['Kill broker 1', 'Restart broker 1']);
  await story.getByRole('button', { name: 'Restart broker 1' }).click();
  await expect(entity(page, 'broker-1')).not.toHaveAttribute('data-state', 'dead');
  await story.getByRole('button', { name: 'Back to the story' }).click();
  await expect(story).toContainText(/Step \d of 6/);

  await page.getByRole('button', { name: 'A leader dies' }).click();
  const dialog = page.getByRole('dialog', { name: 'Scenarios' });
  await expect(dialog.getByRole('button', { name: /First look|A leader dies|A consumer dies|acks compared/ })).toHaveCount(4);
  await dialog.getByRole('button', { name: /acks compared/ }).click();
  await expect(dialog).toBeHidden();
  await expect(story).toContainText('Three promises');
  await expect(entity(page, 'producer:nobody')).toBeVisible();
});
