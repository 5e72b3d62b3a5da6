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
import type { GroupDetail } from '../src/protocol/groupsDetail.ts';
import { groupDetails } from '../src/worker/detail/groups.ts';
import { buildFrame } from '../src/worker/frame/buildFrame.ts';
import { huesFor } from '../src/worker/frame/hues.ts';
import { createFrameCache } from '../src/worker/frame/replicas.ts';
import { measuredView } from '../src/worker/metrics/measuredView.ts';
import { disagreements, readSums, type Said } from './support/agree.ts';
import { frameOf, idle } from './support/app.ts';
import { expectedArrows, readArrows } from './support/arrows.ts';
import { expectedGroupLines, readGroupLines } from './support/groups.ts';
import { lookThrough } from './support/lenses.ts';
import { expectedLog, readLogs, type DrawnLog } from './support/logs.ts';
import { libraryDocument, momentAt, openMoment, type Moment } from './support/moments.ts';
import { readPicture, readSigns, untrueSigns, untruths } from './support/picture.ts';
import { expect, test } from './support/test.ts';

/** `TRUTH_SEED=7 npm run e2e -- 31-truth` looks at other runs; the seed of one that failed is in its name. */
const FIRST = Number(env['TRUTH_SEED'] ?? 1);
const RUNS = Number(env['TRUTH_RUNS'] ?? 1);
/** Time that arrows are compared in: less than the diagram shows. */
const STRETCH_US = 100_000;
const LATEST_US = 24_000_000;
/** Gauges are read so often: the last moment of a run is one at which they were. */
const GAUGES_US = 500_000;

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** A random run with one more topic, which the same groups read. */
const withAudit = (document: unknown): unknown => {
  const own = document as { readonly cluster: { readonly topics: readonly unknown[] }; readonly producers: readonly unknown[]; readonly consumers: readonly { readonly topics: readonly string[] }[] };
  return {
    ...own,
    cluster: { ...own.cluster, topics: [...own.cluster.topics, { name: 'audit', partitions: 2, replicationFactor: 2 }] },
    producers: [...own.producers, { id: 'ledger', topic: 'audit', rate: 4, config: { acks: 1 } }],
    consumers: own.consumers.map((consumer) => ({ ...consumer, topics: [...consumer.topics, 'audit'] })),
  };
};

const randomMoments = fc.tuple(randomRun, fc.array(fc.integer({ min: 6_000_000, max: LATEST_US }), { minLength: 3, maxLength: 3 }));

for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
  test(`what every lens says is what the state says, and what the others say: a random run, seed ${seed}`, async ({ page }) => {
    const [[run, times] = []] = fc.sample(randomMoments, { seed, numRuns: 1 });
    if (run === undefined || times === undefined) throw new Error('There is a run for every seed.');
    const document = withAudit(run.document);
    const [last = 0, ...others] = times.toSorted((a, b) => b - a);
    for (const at of others) await expectTruth(page, await momentAt(document, at));
    const at = last - (last % GAUGES_US);
    const moment = await momentAt(document, at);
    const said = await expectTruth(page, moment);
    await lookThrough(page, 'sequence');
    await expectTrueArrows(page, await momentAt(document, at - STRETCH_US), at);
    await lookThrough(page, 'metrics');
    await expectTrueCharts(page, moment);
    await expectSameLag(page, said, await frameOf(page));
  });
}

test('what is said while brokers are dead and connections broken, seconds after', async ({ page }) => {
  const moment = await momentAt(libraryDocument('leader-dies'), 11_000_000);
  await expectTruth(page, moment);
  expect((await frameOf(page)).links.some(({ broken }) => broken !== null)).toBe(true);
});

test('what is said of the dead and the silent where there is no controller, while a partition moves, and of heartbeats that come seldom', async ({ page }) => {
  const { story: _, ...first } = libraryDocument('first-look') as { readonly story: unknown; readonly cluster: { readonly config: object } };
  const document = {
    ...first,
    cluster: { ...first.cluster, config: { ...first.cluster.config, 'broker.heartbeat.interval.ms': 6000, 'broker.session.timeout.ms': 18_000 } },
    script: [
      { at: '8s', do: { kind: 'killBroker', broker: 1 } },
      { at: '30s', do: { kind: 'reassignPartitions', topic: 'orders', partition: 1, replicas: [2, 3] } },
      ...[3000, 3001].map((controller) => ({ at: '30s', do: { kind: 'killController', controller } })),
      { at: '31s', do: { kind: 'killBroker', broker: 2 } },
    ],
  };
  // Five seconds without a heartbeat are none that is missing.
  await expectTruth(page, await momentAt(document, 7_500_000));
  await expect(page.locator('.broker[data-silent]')).toHaveCount(0);
  await expectTruth(page, await momentAt(document, 40_000_000));
  await lookThrough(page, 'cluster');
  await expect(page.locator('[data-key="broker-1"] .broker-note')).toHaveText('dead, fenced');
  await expect(page.locator('[data-key="broker-2"] .broker-note')).toHaveText(/^(dead, no controller to fence it|not fenced)$/);
});

/** The three lenses that show a moment, each against the state, then against one another. */
async function expectTruth(page: Page, moment: Moment): Promise<Said> {
  const { sim } = moment.timeline.run;
  const frame = buildFrame(sim, huesFor(sim.world.spec), createFrameCache());
  const details = groupDetails(sim, frame);
  await openMoment(page, moment);
  expect(await frameOf(page)).toEqual(frame);
  const cluster = await readPicture(page);
  expect(untruths(cluster, frame), 'cluster').toEqual([]);
  // What marks a broken connection comes when the first one breaks.
  await expect.poll(async () => untrueSigns(await readSigns(page), frame), { message: 'signs in the cluster' }).toEqual([]);
  await lookThrough(page, 'partitions');
  const partitions = await expectEveryLog(page, frame, details);
  await lookThrough(page, 'groups');
  const groups = await readGroupLines(page);
  expect(groups, 'groups').toEqual(expectedGroupLines(details));
  const said = { cluster, partitions, groups, sums: await readSums(page) };
  expect(disagreements(said), 'lenses with one another').toEqual([]);
  return said;
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
  const keys = frame.partitions.filter(({ topic }) => topic === 'orders').map(({ key }) => key);
  const truths: Readonly<Record<'cluster' | 'partitions' | 'groups' | 'sequence' | 'metrics', () => Promise<unknown>>> = {
    cluster: async () => expect(untrueSigns(await readSigns(page), frame)).toEqual([]),
    partitions: () => expectTrueLogs(page, frame, keys, groupDetails(timeline.run.sim, frame)),
    groups: async () => expect(await readGroupLines(page)).toEqual(expectedGroupLines(groupDetails(timeline.run.sim, frame))),
    sequence: async () => expect(await readArrows(page, AT - STRETCH_US)).toEqual(arrows),
    metrics: () => expectTrueCharts(page, moment),
  };
  const lies: readonly (readonly [lens: keyof typeof truths, lie: () => void])[] = [
    ['cluster', () => document.querySelector('.vitals')?.setAttribute('data-fetches', '99')],
    ['cluster', () => document.querySelector('.vitals [title]')?.remove()],
    ['cluster', () => document.querySelector('.scene')?.insertAdjacentHTML('beforeend', '<i class="trouble" data-from="broker-1" data-to="broker-2" data-why="lost"></i>')],
    ['cluster', () => document.querySelector('.scene')?.insertAdjacentHTML('beforeend', '<i class="link" data-link="broker-1|broker-2" data-dead></i>')],
    ['partitions', () => document.querySelector('.log-copy .record')?.remove()],
    ['partitions', () => document.querySelector('.log-group')?.setAttribute('data-lag', '999')],
    ['partitions', () => document.querySelector('.log-copy .record')?.setAttribute('data-state', 'diverged')],
    ['groups', () => document.querySelector('.gline-figure')?.lastChild?.replaceWith('999')],
    ['groups', () => document.querySelector('.glane')?.append(document.querySelector('.glane:last-of-type .gline') ?? '')],
    ['sequence', () => [...document.querySelectorAll('.arrows .arrow[data-fate="handled"] .arrow-line')].at(-1)?.setAttribute('x2', '2')],
    ['sequence', () => [...document.querySelectorAll('.arrows .arrow[data-fate="handled"]')].at(-1)?.remove()],
    ['metrics', () => document.querySelector('.chart-value strong')?.replaceChildren('1')],
  ];
  for (const [lens, lie] of lies) {
    // Away and back: all that is drawn is drawn anew.
    await lookThrough(page, lens === 'cluster' ? 'groups' : 'cluster');
    await lookThrough(page, lens);
    if (lens === 'sequence') await showAllKinds(page);
    await truths[lens]();
    await page.evaluate(lie);
    await expect(truths[lens](), lie.toString()).rejects.toThrow();
  }
});

/** Topic by topic; of the internal one the partition that holds the first group. */
async function expectEveryLog(page: Page, frame: Frame, details: readonly GroupDetail[]): Promise<readonly DrawnLog[]> {
  const logs: DrawnLog[] = [];
  await page.getByRole('checkbox', { name: 'internal topics' }).check();
  const home = `__consumer_offsets-${details[0]?.offsetsPartition ?? 0}`;
  const choices = frame.topics.filter(({ internal }) => !internal).map(({ name }) => ({ name, partitions: frame.partitions.filter(({ topic }) => topic === name).map(({ key }) => key) }));
  for (const { name, partitions } of [...choices, ...(frame.partitions.some(({ key }) => key === home) ? [{ name: home, partitions: [home] }] : [])]) {
    if (name === home) await page.getByRole('searchbox', { name: 'Filter by name' }).fill(home);
    await page.locator('.log-topic-name, .log-entry').filter({ hasText: name }).and(page.locator(name === home ? `[data-entry="${home}"]` : '.log-topic-name')).click();
    await idle(page);
    await expect(page.locator('.log-block')).toHaveCount(partitions.length);
    logs.push(...(await expectTrueLogs(page, frame, partitions, details)));
  }
  return logs;
}

async function expectTrueLogs(page: Page, frame: Frame, partitions: readonly string[], details: readonly GroupDetail[]): Promise<readonly DrawnLog[]> {
  const logs = await readLogs(page);
  expect(logs.map(({ partition }) => partition)).toEqual(partitions);
  for (const log of logs) {
    const own = expectedLog(frame, log);
    // The frame has the newest records of each copy.
    const newest = log.copies.map((copy) => ({ ...copy, records: copy.records.filter(({ offset }) => offset >= (frame.replicas.find(({ key }) => key === copy.key)?.cells[0]?.offset ?? 0)) }));
    expect(newest, log.partition).toEqual(own.copies);
    const read = details.flatMap(({ group, partitions: all }) =>
      all.flatMap(({ key, committed, lag, readers }) => {
        const positions = [...new Set(readers.map(({ position }) => position).filter((position) => position >= 0))];
        return key !== log.partition || (committed < 0 && positions.length === 0) ? [] : [{ group, committed, lag, positions }];
      }),
    );
    expect(log.groups.map(({ group, committed, lag, positions }) => ({ group, committed, lag, positions })), `groups of ${log.partition}`).toEqual(read);
  }
  return logs;
}

/** The chart of a lone group's lag, while nobody is dead, is the sum that the groups lens has. */
async function expectSameLag(page: Page, { sums }: Said, { brokers }: Frame): Promise<void> {
  const [sum, ...more] = Object.values(sums);
  const told = /^\d+/.exec(sum ?? '')?.[0];
  if (told === undefined || more.length > 0 || brokers.some(({ state }) => state !== 'running')) return;
  await expect(page.locator('.chart[data-metric="groupLag"] .chart-value strong'), 'lag in groups and in metrics').toHaveText(told);
}

async function showAllKinds(page: Page): Promise<void> {
  // How much time it shows at first is the lens's own choice.
  const isLongEnough = (): Promise<boolean> => page.evaluate((length) => (window.__commitLog.state().sequence?.from ?? Infinity) <= Math.max(0, (window.__commitLog.state().frame?.now ?? 0) - length), STRETCH_US);
  for (let press = 0; press < 8 && !(await isLongEnough()); press += 1) {
    await page.getByRole('button', { name: 'More time in sight' }).click();
    await idle(page);
  }
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
