import { describe, expect, it } from 'vitest';
import { ADDITIONS, commandOf, firstOf } from '../src/components/build/additions.ts';
import { documentOf, TEACHING_TIMES } from '../src/components/build/draft.ts';
import { PRESETS } from '../src/components/build/presets.ts';
import { unreachable } from '../src/base/assert.ts';
import { parseCommand, parseScenario } from '../src/scenarios/index.ts';
import { startRun } from '../src/scenarios/play.ts';
import { findConfigEntry } from '../src/sim/index.ts';

describe('clusters to begin with', () => {
  it.each(PRESETS.map(({ name, draft }) => [name, draft] as const))('%s is a document that runs', (_, draft) => {
    const parsed = parseScenario(documentOf(draft));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it.each(TEACHING_TIMES)('$name is shorter than Kafka’s own', ({ of, name, ms, defaultMs }) => {
    const entry = findConfigEntry([of === 'cluster' ? 'broker' : 'consumer'], name);
    expect([entry?.default, ms < defaultMs, entry?.modelled]).toEqual([defaultMs, true, true]);
  });
});

describe('what is added to a cluster that runs', () => {
  const parsed = parseScenario(documentOf(PRESETS.find(({ name }) => name === 'Three racks')?.draft ?? unreachable('no such preset')));
  if (!parsed.ok) throw new Error('The preset does not run.');
  const { names } = startRun(parsed, null);
  const present = { brokers: [1, 2, 3, 4, 5, 6], controllers: [3000, 3001, 3002], topics: ['orders'], producers: ['checkout'], consumers: ['analytics-1'], groups: ['analytics'] };

  it.each(ADDITIONS)('a %s is a command that the simulator takes', (kind) => {
    const command = parseCommand(commandOf(firstOf(kind, present)), names);
    expect(command.ok ? [] : command.problems).toEqual([]);
  });
});
