import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { momentOf, seekTime, traceHashOf } from '../../sim/index.ts';
import { loadScenario, SCENARIO_LIBRARY } from '../library.ts';
import { startTimeline } from '../scenarioPlayer.ts';
import { ENGINE_VERSION } from './engineVersion.ts';

interface Pinned {
  readonly engine: number;
  readonly hashes: Readonly<Record<string, string>>;
}

/** What each built-in scenario is after so long, by its trace hash. */
const PLAYED_US = 30_000_000;
const PINNED = JSON.parse(readFileSync(new URL('engine.json', import.meta.url), 'utf8')) as Pinned;

function hashOf(id: string): string {
  const parsed = loadScenario(id);
  if (parsed === null) throw new Error(`there is a scenario ${id}`);
  const timeline = startTimeline(parsed, null, 'main');
  seekTime(timeline, PLAYED_US);
  return `${momentOf(timeline).events} ${traceHashOf(timeline.run.sim)}`;
}

describe('the version of the engine', () => {
  it.each(SCENARIO_LIBRARY.map(({ id }) => id))('is raised when %s becomes another run', (id) => {
    // Whoever means the change raises ENGINE_VERSION and puts what is received here into engine.json; a document that was changed needs no new version.
    expect({ engine: ENGINE_VERSION, hash: hashOf(id) }).toEqual({ engine: PINNED.engine, hash: PINNED.hashes[id] });
  });

  it('is pinned for what there is, and nothing else', () => {
    expect(Object.keys(PINNED.hashes).sort()).toEqual(SCENARIO_LIBRARY.map(({ id }) => id).sort());
  });
});
