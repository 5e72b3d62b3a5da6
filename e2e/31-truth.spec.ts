import { env } from 'node:process';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import { formatValue } from '../src/components/metrics/formatValue.ts';
import { indexAt } from '../src/scene/charts/chartShapes.ts';
import { measureUntil, startMeasurement } from '../src/scenarios/measurement.ts';
import { momentOf } from '../src/sim/index.ts';
import { randomRun } from '../src/sim/testing/randomRuns.ts';
import { CATALOGUE } from '../src/store/metrics.ts';
import type { Frame } from '../src/protocol/views.ts';
import { groupDetails } from '../src/worker/detail/groups.ts';
import { buildFrame } from '../src/worker/frame/buildFrame.ts';
import { huesFor } from '../src/worker/frame/hues.ts';
import { createFrameCache } from '../src/worker/frame/replicas.ts';
import { measuredView } from '../src/worker/metrics/measuredView.ts';
import { frameOf, idle } from './support/app.ts';
import { expectedArrows, readArrows } from './support/arrows.ts';
import { expectedGroupLines, readGroupLines } from './support/groups.ts';
import { lookThrough } from './support/lenses.ts';
import { expectedLog, readLogs } from './support/logs.ts';
import { libraryDocument, momentAt, openMoment, type Moment } from './support/moments.ts';
import { readPicture, untruths } from './support/picture.ts';
import { expect, test } from './support/test.ts';

/** `TRUTH_SEED=7 npm run e2e -- 31-truth` looks at other runs; the seed of one that failed is in its name. */
const FIRST = Number(env['TRUTH_SEED'] ?? 1);
const RUNS = Number(env['TRUTH_RUNS'] ?? 4);
/** Time that arrows are compared in: less than the diagram shows. */
const STRETCH_US = 100_000;
const LATEST_US = 24_000_000;

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
  test(`what every lens says is what the state says: a random run, seed ${seed}`, async ({ page }) => {
    const [[run, at] = []] = fc.sample(fc.tuple(randomRun, fc.integer({ min: 1_000_000, max: LATEST_US })), { seed, numRuns: 1 });
    if (run === undefined || at === undefined) throw new Error('There is a run for every seed.');
    const moment = await momentAt(run.document, at);
    const frame = buildFrame(moment.timeline.run.sim, huesFor(run.parsed.spec), createFrameCache());
    await openMoment(page, moment);
    expect(await frameOf(page)).toEqual(frame);

    expect(untruths(await readPicture(page), frame), 'cluster').toEqual([]);
    await lookThrough(page, 'partitions');
    await expectTrueLogs(page, frame);
    await lookThrough(page, 'groups');
    expect(await readGroupLines(page), 'groups').toEqual(expectedGroupLines(groupDetails(moment.timeline.run.sim, frame)));
    await lookThrough(page, 'sequence');
    await expectTrueArrows(page, await momentAt(run.document, at - STRETCH_US), at);
    await lookThrough(page, 'metrics');
    await expectTrueCharts(page, moment);
  });
}

/** Records are on their way. */
const AT = 8_950_000;

test('a lens that lies is found out', async ({ page }) => {
  const moment = await momentAt(libraryDocument('first-look'), AT);
  const { timeline } = moment;
  const frame = buildFrame(timeline.run.sim, huesFor(timeline.run.sim.world.spec), createFrameCache());
  const earlier = await momentAt(libraryDocument('first-look'), AT - STRETCH_US);
  const arrows = expectedArrows(earlier.timeline, AT);
  await openMoment(page, moment);
  const truths: Readonly<Record<'partitions' | 'groups' | 'sequence' | 'metrics', () => Promise<unknown>>> = {
    partitions: () => expectTrueLogs(page, frame),
    groups: async () => expect(await readGroupLines(page)).toEqual(expectedGroupLines(groupDetails(timeline.run.sim, frame))),
    sequence: async () => expect(await readArrows(page, AT - STRETCH_US)).toEqual(arrows),
    metrics: () => expectTrueCharts(page, moment),
  };
  const lies: readonly (readonly [lens: keyof typeof truths, lie: () => void])[] = [
    ['partitions', () => document.querySelector('.log-copy .record')?.remove()],
    ['partitions', () => document.querySelector('.log-copy .record')?.setAttribute('data-state', 'diverged')],
    ['groups', () => document.querySelector('.gline-figure')?.lastChild?.replaceWith('999')],
    ['groups', () => document.querySelector('.glane')?.append(document.querySelector('.glane:last-of-type .gline') ?? '')],
    ['sequence', () => [...document.querySelectorAll('.arrows .arrow[data-fate="handled"] .arrow-line')].at(-1)?.setAttribute('x2', '2')],
    ['sequence', () => [...document.querySelectorAll('.arrows .arrow[data-fate="handled"]')].at(-1)?.remove()],
    ['metrics', () => document.querySelector('.chart-value strong')?.replaceChildren('1')],
  ];
  for (const [lens, lie] of lies) {
    // Away and back: all that is drawn is drawn anew.
    await lookThrough(page, 'cluster');
    await lookThrough(page, lens);
    if (lens === 'sequence') await showAllKinds(page);
    await truths[lens]();
    await page.evaluate(lie);
    await expect(truths[lens](), lie.toString()).rejects.toThrow();
  }
});

async function expectTrueLogs(page: Page, frame: Frame): Promise<void> {
  const logs = await readLogs(page);
  expect(logs.map(({ partition }) => partition)).toEqual(frame.partitions.filter(({ topic }) => topic === 'orders').map(({ key }) => key));
  for (const log of logs) {
    const own = expectedLog(frame, log);
    // The frame has the newest records of each copy.
    const newest = log.copies.map((copy) => ({ ...copy, records: copy.records.filter(({ offset }) => offset >= (frame.replicas.find(({ key }) => key === copy.key)?.cells[0]?.offset ?? 0)) }));
    expect(newest, log.partition).toEqual(own.copies);
  }
}

async function showAllKinds(page: Page): Promise<void> {
  for (const name of [/^control/, /^metadata/]) await page.getByRole('checkbox', { name }).check();
  // The answer to what was asked with these kinds has as many messages as there are.
  await page.waitForFunction(() => {
    const { sequence } = window.__commitLog.state();
    return sequence !== null && sequence.messages.length === Object.values(sequence.counts).reduce((sum, count) => sum + count, 0);
  });
  await idle(page);
}

async function expectTrueArrows(page: Page, { timeline }: Moment, until: number): Promise<void> {
  await showAllKinds(page);
  const { at } = momentOf(timeline);
  expect(await readArrows(page, at), 'sequence').toEqual(expectedArrows(timeline, until));
}

async function expectTrueCharts(page: Page, { timeline }: Moment): Promise<void> {
  const measured = await page.evaluate(() => window.__commitLog.state().measured);
  if (measured === null) throw new Error('The page has measured nothing.');
  const measurement = startMeasurement(timeline);
  measureUntil(measurement, momentOf(timeline).at, () => false);
  const own = measuredView(measurement.meter, measured.window, measured.branch, true);
  const index = indexAt(own.times, momentOf(timeline).at);
  const shown = await page.locator('.chart').evaluateAll((all) => all.map((chart) => [(chart as HTMLElement).dataset['metric'], chart.querySelector('.chart-value strong')?.textContent ?? null]));
  const expected = shown.map(([metric]) => {
    const { info, chart } = { info: CATALOGUE[metric as keyof typeof CATALOGUE], chart: own.charts[metric as keyof typeof CATALOGUE] };
    const value = chart.series.length === 1 ? (chart.series[0]?.values[index] ?? null) : null;
    return [metric, value === null ? null : formatValue(value, info.unit)];
  });
  expect(shown, 'metrics').toEqual(expected);
}
