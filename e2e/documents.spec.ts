import { SECOND, idle, nowOf, openApp, playTo, rootOf } from './support/app.ts';
import { OWN_DOCUMENT, dropFile, openFile } from './support/documents.ts';
import { expect, test } from './support/test.ts';

const BAD: readonly (readonly [what: string, text: string, said: readonly string[]])[] = [
  ['is no JSON', '{ "v": 1, ', ['line 1']],
  ['is an empty file', '', []],
  ['has a wrong number', JSON.stringify({ ...OWN_DOCUMENT, cluster: { ...OWN_DOCUMENT.cluster, brokers: -1 } }), ['cluster.brokers']],
  [
    'has several faults',
    JSON.stringify({ ...OWN_DOCUMENT, producers: [{ id: 'web', topic: 'nothing', rate: 'fast' }], script: [{ at: 'soon', do: { kind: 'explode' } }] }),
    ['producers[0].rate', 'script[0].at', 'script[0].do'],
  ],
  ['kills a broker that it does not have', JSON.stringify({ ...OWN_DOCUMENT, script: [{ at: '1s', do: { kind: 'killBroker', broker: 9 } }] }), ['script[0]', '9']],
];

test('a bad document says what is wrong and where, and the run in progress goes on', async ({ page }) => {
  await openApp(page);
  await playTo(page, 3 * SECOND);
  const run = await page.evaluate(() => window.__commitLog.state().run);
  const before = { now: await nowOf(page), hash: await rootOf(page).getAttribute('data-trace-hash') };
  const problems = page.getByRole('alert', { name: 'Problems' });
  for (const [index, [what, text, said]] of BAD.entries()) {
    const name = `bad-${index}.json`;
    await (index % 2 === 0 ? dropFile(page, name, text) : openFile(page, name, text));
    await expect(problems, what).toContainText(`${name} cannot be run`);
    for (const words of said) await expect(problems, what).toContainText(words);
    expect(await problems.getByRole('listitem').count(), what).toBeGreaterThanOrEqual(Math.max(1, said.filter((each) => each.includes('[')).length - 1));
    await idle(page);
    expect({ now: await nowOf(page), hash: await rootOf(page).getAttribute('data-trace-hash') }, what).toEqual(before);
    await problems.getByRole('button', { name: 'Dismiss' }).click();
    await expect(problems).toBeHidden();
  }
  await playTo(page, 4 * SECOND);
  expect(await page.evaluate(() => window.__commitLog.state().run)).toEqual(run);
  expect(await nowOf(page)).toBeGreaterThan(before.now);
});

test('a bad document does not stop a run that plays', async ({ page }) => {
  await openApp(page);
  await page.waitForFunction(() => (window.__commitLog.state().frame?.now ?? 0) > 0);
  await dropFile(page, 'bad.json', '[]');
  await expect(page.getByRole('alert', { name: 'Problems' })).toBeVisible();
  await expect(rootOf(page)).toHaveAttribute('data-playing', 'true');
  const now = await nowOf(page);
  await expect.poll(() => nowOf(page)).toBeGreaterThan(now);
});

test('a good document replaces the run, and its words are no markup', async ({ page }) => {
  await openApp(page);
  const title = '<img src=x onerror="document.title=1"> & more';
  await dropFile(page, 'own.json', JSON.stringify({ ...OWN_DOCUMENT, title, summary: '<b>bold</b>' }));
  await expect(page.getByRole('navigation', { name: 'Scenario' })).toContainText(title);
  await expect(page.locator('.app img')).toHaveCount(0);
  await expect(page.locator('.entity.broker')).toHaveCount(4);
  await expect(page.locator('.entity.replica')).toHaveCount(12);
  // What is not built in has no address to embed.
  await expect(page.getByRole('button', { name: 'Embed' })).toHaveCount(0);
});

test('a command that cannot be done is refused with a sentence, and the run goes on', async ({ page }) => {
  await openApp(page, '?scenario=leader-dies');
  await page.getByRole('button', { name: 'Try it yourself' }).click();
  await playTo(page, 2 * SECOND);
  await page.getByRole('complementary', { name: 'Story' }).getByRole('button', { name: 'Restart broker 1' }).click();
  await idle(page);
  await expect(page.locator('.app')).toContainText(/broker 1.*(already|running|not dead|is not)/i);
  await playTo(page, 3 * SECOND);
});
