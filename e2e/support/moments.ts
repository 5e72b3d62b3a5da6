import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { problemLine } from '../../src/scenarios/problems.ts';
import { saveRun } from '../../src/scenarios/saved/saveRun.ts';
import { startTimeline, type ScenarioTimeline } from '../../src/scenarios/scenarioPlayer.ts';
import type { Lens } from '../../src/base/lens.ts';
import { momentOf, playNext, seekTime } from '../../src/sim/index.ts';
import { writeLink } from '../../src/store/link/codec.ts';
import { idle } from './app.ts';
import { libraryFile } from './commandLine.ts';

/** A moment of a run, as a link to it and as the simulator has it that the test plays beside the page. */
export interface Moment {
  readonly link: string;
  readonly timeline: ScenarioTimeline;
}

/** A document of the library, for `momentAt`. */
export function libraryDocument(id: string): unknown {
  return JSON.parse(readFileSync(libraryFile(id), 'utf8'));
}

/**
 * The moment of a document's run at a virtual time, in microseconds, or the first one after it of which `holds` is true. A link leads the
 * page there exactly, and it rests there: nothing depends on how quickly a machine plays.
 */
export async function momentAt(document: unknown, us: number, { seed = null, lens = 'cluster', holds = () => true }: { seed?: number | null; lens?: Lens; holds?: (timeline: ScenarioTimeline) => boolean } = {}): Promise<Moment> {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  const timeline = startTimeline(parsed, seed, 'main');
  seekTime(timeline, us);
  while (!holds(timeline)) {
    if (playNext(timeline, us + LONGEST_WAIT_US) === null) throw new Error(`It is not so within ${LONGEST_WAIT_US} us of ${us} us.`);
  }
  const link = await writeLink(saveRun(timeline, { document: parsed.scenario }, parsed.spec.seed, { lens, selected: null }));
  return { link, timeline };
}

const LONGEST_WAIT_US = 60_000_000;

/** Shows a moment on the page, paused. */
export async function openMoment(page: Page, { link, timeline }: Moment): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`index.html#s=${link}`);
  await page.waitForFunction((events) => window.__commitLog.state().frame?.events === events, momentOf(timeline).events);
  await idle(page);
}
