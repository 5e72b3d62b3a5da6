import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/findChromium.mjs';
import { buildIfNeeded } from '../scripts/build.mjs';
import { serve } from '../scripts/staticServer.mjs';
import { freePort, ROOT } from '../scripts/tools.mjs';
import { LENSES, type Lens } from '../src/base/lens.ts';
import { openSession, tell } from '../src/worker/session.ts';
import type { Session } from '../src/worker/sessionState.ts';
import { advance, NO_STOPS } from '../src/worker/time/play.ts';
import { largeDocument } from './largeDocument.ts';
import { cpuUs, leastNs, row, type Row } from './measure.ts';
import { taskMs } from './page.ts';

/** By then everybody has joined and every partition is fetched. */
const SETTLED_US = 600_000;
const MEASURED_US = 600_000;
const FRAMES = 10;
const MEASURED_MS = 4_000;

/** A hundred brokers with ten thousand partitions, as the worker holds them: guarantees checked, checkpoints taken. */
export function largeEngineRows(): Row[] {
  const began = cpuUs();
  const opened = openSession(() => null, { kind: 'text', text: JSON.stringify(largeDocument()), name: 'large.json' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const { session } = opened;
  tell(session);
  const startMs = (cpuUs() - began) / 1000;
  playTo(session, SETTLED_US);
  const { sim } = session.timeline.run;
  const events = sim.state.processed;
  const before = cpuUs();
  playTo(session, SETTLED_US + MEASURED_US);
  const playedS = (cpuUs() - before) / 1e6;
  const frameNs = leastNs(3, () => {
    for (let count = 0; count < FRAMES; count += 1) tell(session);
    return FRAMES;
  });
  return [
    row('100 brokers, 10,000 partitions: start and first frame', startMs, 'ms'),
    row('100 brokers, 10,000 partitions: events, checkpoints and all', (session.timeline.run.sim.state.processed - events) / playedS / 1000, 'thousand/s'),
    row('100 brokers, 10,000 partitions: one second of the cluster', playedS / (MEASURED_US / 1e6), 's'),
    row('100 brokers, 10,000 partitions: frame and delta', frameNs / 1e6, 'ms'),
  ];
}

function playTo(session: Session, to: number): void {
  while (advance(session, to, NO_STOPS, () => false) !== 'reached');
}

/** How long messages take where five thousand and more are to be in flight at once. */
const SLOW = '100ms';
const MANY = 5_000;

/** The real page while such a run plays: processor time of its main thread for each picture on the screen, near and far, in every lens. */
export async function largePageRows(): Promise<Row[]> {
  await buildIfNeeded();
  const port = await freePort(4490);
  const server = await serve({ folder: join(ROOT, 'dist'), port });
  const executablePath = await findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await newPage(browser, port, largeDocument());
    const rows: Row[] = [];
    for (const [words, go] of [
      ['the map', async () => page.locator('[data-measure="traffic"]').click()],
      ['a topic', async () => goNear(page, ['Home'])],
      ['a topic on a broker', async () => goNear(page, ['ArrowRight'])],
      ...LENSES.slice(1).map((lens, index) => [`the lens of ${lens}`, async () => lookThrough(page, lens, index + 2)] as const),
    ] as const) {
      await go();
      rows.push(playingRow(words, await playingMs(page)));
    }
    await page.close();
    const crowded = await newPage(browser, port, largeDocument(SLOW));
    await goNear(crowded, ['Home']);
    await crowded.waitForFunction(() => (window.__commitLog.state().frame?.flows.length ?? 0) > 0);
    rows.push(playingRow(`a topic, over ${MANY} messages in flight`, await playingMs(crowded)));
    return rows;
  } finally {
    await browser.close();
    server.close();
  }
}

async function lookThrough(page: Page, lens: Lens, key: number): Promise<void> {
  await page.keyboard.press(String(key));
  await page.locator(`.stage[data-lens="${lens}"]`).waitFor();
}

function playingRow(words: string, ms: number): Row {
  return row(`main thread a frame while 10,000 partitions play, ${words}`, ms, 'ms', { text: 'under 8', holds: ms < 8 });
}

async function newPage(browser: Browser, port: number, document: unknown): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ content: 'globalThis.__name = (value) => value;' });
  await page.goto(`http://127.0.0.1:${port}/index.html`);
  await openLarge(page, document);
  await page.evaluate(countFrames);
  return page;
}

async function openLarge(page: Page, document: unknown): Promise<void> {
  await page.waitForFunction(() => window.__commitLog.state().run !== null);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await chooser).setFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
  await page.waitForFunction(
    (settled) => {
      const { frame } = window.__commitLog.state();
      return frame !== null && frame.heat.length > 0 && frame.now > settled;
    },
    SETTLED_US,
    { timeout: 240_000 },
  );
}

async function goNear(page: Page, keys: readonly string[]): Promise<void> {
  const back = page.getByRole('button', { name: 'All brokers and topics' });
  if ((await back.count()) > 0) await back.click();
  const board = page.locator('.heat-board');
  await board.focus();
  for (const key of keys) await board.press(key);
  await board.press('Enter');
  await page.locator('.large-picture .scene').waitFor();
}

/** Of the run that plays. */
async function playingMs(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const now = await nowOn(page);
  const before = await taskMs(session);
  const from = await page.evaluate(() => window.drawnFrames);
  await page.waitForTimeout(MEASURED_MS);
  const frames = (await page.evaluate(() => window.drawnFrames)) - from;
  const ms = ((await taskMs(session)) - before) / frames;
  if ((await nowOn(page)) === now) throw new Error('The run does not play.');
  return ms;
}

async function nowOn(page: Page): Promise<number> {
  return page.evaluate(() => window.__commitLog.state().frame?.now ?? 0);
}

function countFrames(): void {
  window.drawnFrames = 0;
  const count = (): void => {
    window.drawnFrames += 1;
    requestAnimationFrame(count);
  };
  count();
}
