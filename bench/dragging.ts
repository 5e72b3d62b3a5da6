import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/findChromium.mjs';
import { buildIfNeeded } from '../scripts/build.mjs';
import { serve } from '../scripts/staticServer.mjs';
import { freePort, ROOT } from '../scripts/tools.mjs';
import { percentiles, row, type Row } from './measure.ts';
import { taskMs } from './page.ts';

const TEN_MINUTES_US = 600_000_000;
const MOVES = 150;
/** A hand moves on about as often as the screen is painted. */
const MOVE_MS = 16;
/** Where the axis begins, and what it leaves free at its end. */
const LABELS = 78;
const RIGHT = 28;

declare global {
  interface Window {
    /** Milliseconds from each move of the pointer to the first painted picture of that moment or a later one. */
    waits: number[];
  }
}

/** The playhead of the real page dragged to and fro over ten known minutes: how long until the picture is there. */
export async function draggingRows(): Promise<Row[]> {
  await buildIfNeeded();
  const port = await freePort(4470);
  const server = await serve({ folder: join(ROOT, 'dist'), port });
  const executablePath = await findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // What turns TypeScript into JavaScript here gives functions their names with this.
    await page.addInitScript({ content: 'globalThis.__name = (value) => value;' });
    await page.goto(`http://127.0.0.1:${port}/index.html?scenario=first-look`);
    await computeTenMinutes(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await taskMs(session);
    const { p95, median } = percentiles(await dragAbout(page));
    const mainMs = ((await taskMs(session)) - before) / MOVES;
    return [
      row('main thread a move while dragging over ten minutes', mainMs, 'ms'),
      row('picture on the screen while dragging over ten minutes, median', median, 'ms'),
      row('picture on the screen while dragging over ten minutes, p95', p95, 'ms', { text: 'under 50', holds: p95 < 50 }),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

async function computeTenMinutes(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it yourself' }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  await playhead.focus();
  for (let press = 0; press < 400; press += 1) {
    const now = await page.evaluate(async () => {
      await window.__commitLog.idle();
      return window.__commitLog.state().frame?.now ?? 0;
    });
    if (now >= TEN_MINUTES_US) return;
    await playhead.press('PageUp');
  }
}

async function dragAbout(page: Page): Promise<number[]> {
  const box = await page.locator('.timeline-space').boundingBox();
  if (box === null) throw new Error('The timeline is not shown.');
  const width = box.width - LABELS - RIGHT;
  const end = Number(await page.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuemax')) * 1_000_000;
  await page.evaluate(watch, { left: box.x + LABELS, width, end });
  const known = (width * TEN_MINUTES_US) / end;
  const y = box.y + box.height - 12;
  await page.mouse.move(box.x + LABELS + known, y);
  await page.mouse.down();
  for (let move = 0; move < MOVES; move += 1) {
    // To and fro, ever another way: a sum of two sweeps that do not meet again.
    const share = (Math.sin(move / 7) + Math.sin(move / 17) + 2) / 4;
    await page.mouse.move(box.x + LABELS + known * share, y);
    await page.waitForTimeout(MOVE_MS);
  }
  await page.mouse.up();
  await page.evaluate(() => window.__commitLog.idle());
  return page.evaluate(() => window.waits);
}

/** Runs in the page: notes when the pointer moved and when the picture of where it was is painted. */
function watch({ left, width, end }: { readonly left: number; readonly width: number; readonly end: number }): void {
  window.waits = [];
  let waiting: { readonly at: number; readonly sinceMs: number }[] = [];
  window.addEventListener('pointermove', ({ clientX, timeStamp }) => waiting.push({ at: ((clientX - left) / width) * end, sinceMs: timeStamp }), true);
  const look = (): void => {
    const now = window.__commitLog.state().frame?.now ?? -1;
    // Within a pixel of it.
    const shown = waiting.findLastIndex(({ at }) => Math.abs(at - now) <= end / width / 2);
    for (const { sinceMs } of waiting.slice(0, shown + 1)) window.waits.push(performance.now() - sinceMs);
    waiting = waiting.slice(shown + 1);
    requestAnimationFrame(look);
  };
  look();
}
