import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/findChromium.mjs';
import { serve } from '../scripts/staticServer.mjs';
import { freePort, ROOT } from '../scripts/tools.mjs';
import { row, type Row } from './measure.ts';

const COUNTS = [50, 200, 1000, 5000];
const MEASURED_MS = 3_000;

/** The page's main thread: processor time of one animation frame at different numbers of moving messages. */
export async function pageRows(): Promise<Row[]> {
  const outDir = mkdtempSync(join(tmpdir(), 'commit-log-bench-'));
  await build({ root: join(ROOT, 'bench/page'), configFile: false, logLevel: 'silent', base: './', build: { outDir, target: 'es2022' } });
  const port = await freePort(4450);
  const server = await serve({ folder: outDir, port });
  const executablePath = await findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const rows: Row[] = [];
    for (const count of COUNTS) rows.push(await frameRow(browser, port, count));
    return rows;
  } finally {
    await browser.close();
    server.close();
    rmSync(outDir, { recursive: true });
  }
}

async function frameRow(browser: Browser, port: number, count: number): Promise<Row> {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  const session = await page.context().newCDPSession(page);
  await page.goto(`http://127.0.0.1:${port}/index.html?messages=${count}`);
  await page.waitForFunction('window.drawnFrames > 30');
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskMs(session);
  const from = await drawnFrames(page);
  await page.waitForTimeout(MEASURED_MS);
  const frames = (await drawnFrames(page)) - from;
  const ms = ((await taskMs(session)) - before) / frames;
  await page.close();
  const aim = count === 200 ? { text: 'under 4', holds: ms < 4 } : count === 5000 ? { text: 'under 8', holds: ms < 8 } : null;
  return row(`main thread a frame, ${count} messages`, ms, 'ms', aim);
}

async function drawnFrames(page: Page): Promise<number> {
  return page.evaluate(() => window.drawnFrames);
}

export async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
