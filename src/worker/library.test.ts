import { describe, expect, it } from 'vitest';
import { loadScenario, SCENARIO_LIBRARY } from '../scenarios/library.ts';
import { createLibrary } from './library.ts';

describe('the documents that are read when they are wanted', () => {
  it('are those that the command line has, in the same order', async () => {
    const library = createLibrary();
    expect(await library.list()).toEqual(SCENARIO_LIBRARY);
    for (const { id } of SCENARIO_LIBRARY) expect(library.find(id), id).toEqual(loadScenario(id));
  });

  it('are not there before they are read, and need not be read again', async () => {
    let asked = 0;
    const library = createLibrary(new Map([['one', async () => ({ default: { n: (asked += 1) } })]]));
    expect([library.has('one'), library.find('one')]).toEqual([false, null]);
    expect(await library.read(['one', 'one'])).toBe(true);
    expect(await library.read(['one'])).toBe(true);
    expect(library.has('one')).toBe(true);
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('say that they could not be read, and are asked for again', async () => {
    let isThere = false;
    const library = createLibrary(new Map([['one', () => (isThere ? Promise.resolve({ default: {} }) : Promise.reject(new Error('offline')))]]));
    expect([await library.read(['one']), await library.list(), library.has('one')]).toEqual([false, null, false]);
    isThere = true;
    expect(await library.read(['one'])).toBe(true);
  });

  it('of no other name count as read', async () => {
    const library = createLibrary();
    expect([library.has('__proto__'), await library.read(['nothing', '__proto__']), library.find('nothing')]).toEqual([true, true, null]);
  });
});
