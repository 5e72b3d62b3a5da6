import { LENSES } from '../src/base/lens.ts';
import { accented } from '../test/pseudoLanguage.ts';
import { SECOND, entity, idle } from './support/app.ts';
import { lookThrough } from './support/lenses.ts';
import { momentAt, openMoment } from './support/moments.ts';
import { expect } from './support/test.ts';
import { test, untranslated } from './support/translated.ts';

// One site for all: none is built while another test reads it.
test.describe.configure({ mode: 'default' });

/** Names without vowels: what has some is not the document's. */
const DOCUMENT = {
  v: 1,
  id: 'x1',
  title: 'X 1',
  seed: 7,
  cluster: { brokers: 3, controllers: 3, topics: [{ name: 't1', partitions: 3, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }] },
  producers: [{ id: 'p1', topic: 't1', rate: 12, keys: ['k1', 'k2', 'k3'], valueBytes: 200, config: { acks: 'all' } }],
  consumers: [
    { id: 'c1', group: 'g1', topics: ['t1'] },
    { id: 'c2', group: 'g1', topics: ['t1'] },
  ],
  script: [
    { at: '6s', do: { kind: 'killBroker', broker: 1 } },
    { at: '9s', do: { kind: 'killConsumer', consumer: 'c2' } },
    { at: '10s', do: { kind: 'killBroker', broker: 2 } },
  ],
};

test('every word on the page comes from the catalogue, which the build can swap', async ({ page }) => {
  test.slow();
  const expectTranslated = async (where: string): Promise<void> => {
    await idle(page);
    expect.soft(await untranslated(page), where).toEqual([]);
  };
  const expectDialog = async (where: string): Promise<void> => {
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectTranslated(where);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  const press = (name: string): Promise<void> => page.getByRole('button', { name: accented(name), exact: true }).first().click();

  await openMoment(page, await momentAt(DOCUMENT, 21 * SECOND));
  await press('Dismiss');
  for (const lens of LENSES) {
    await lookThrough(page, lens);
    await expectTranslated(lens);
  }
  await lookThrough(page, 'cluster');
  for (const key of ['broker-1', 'broker-3', '3/t1-0', 'producer:p1', 'consumer:c1', 'group:g1', 'controller-3000']) {
    await entity(page, key).focus();
    await page.keyboard.press('Enter');
    await expect(entity(page, key)).toHaveAttribute('aria-current', 'true');
    await expectTranslated(`the inspector of ${key}`);
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu')).toBeVisible();
    await expectTranslated(`what can be done with ${key}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
    await idle(page);
  }
  await page.keyboard.press('Control+k');
  await expectDialog('the list of commands');
  for (const opener of ['Share', 'Keyboard shortcuts', 'Transcript', 'Compare']) {
    await press(opener);
    await expectDialog(`the dialog “${opener}”`);
  }
  // What is offered there has titles of its own, until one is built.
  await page.getByRole('button', { name: 'X 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: new RegExp(accented('Build your own')) }).click();
  await expectDialog('the dialog to build with');
  await page.locator('.event-why, .event button').first().click();
  await expectTranslated('an event and its causes');

  await press('Compare');
  await page.getByRole('dialog').getByRole('button', { name: /^acks=1/ }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await expectTranslated('two runs beside each other');
});

/** Its title, what it announces with it, the steps of its story and what it offers to do are the document's. */
const OF_THE_DOCUMENT = 'h1, output, .embed-story, .embed-step, .embed-offers';

test('and so does every word of an embed, but those of its document', async ({ page }) => {
  await page.goto('embed.html?scenario=leader-dies');
  await expect(page.locator('.entity.broker')).toHaveCount(3);
  await page.getByRole('button', { name: accented('Pause'), exact: true }).click();
  expect(await untranslated(page, `.term, ${OF_THE_DOCUMENT}`)).toEqual([]);
});
