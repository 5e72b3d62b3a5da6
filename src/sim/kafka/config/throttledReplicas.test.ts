import { describe, expect, it } from 'vitest';
import { checkConfigValue } from './checkValue.ts';
import { findConfigEntry } from './table.ts';
import { isThrottled, parseThrottledReplicas } from './throttledReplicas.ts';

describe('throttled replicas', () => {
  const entry = findConfigEntry(['topic'], 'leader.replication.throttled.replicas');
  it.each(['*', '', '0:1', '0:1,0:2,12:3'])('%j is a value', (value) => {
    expect(entry === null ? null : checkConfigValue(entry, value)).toEqual({ ok: true, value });
  });
  it.each(['1', '0:a', '0:1,', '*,0:1', '0-1', 7])('%j is none', (value) => {
    expect(entry === null ? null : checkConfigValue(entry, value).ok).toBe(false);
  });
  it('are all of them, or those that are named', () => {
    expect(isThrottled(parseThrottledReplicas('*'), 3, 9)).toBe(true);
    const named = parseThrottledReplicas('0:1,2:3');
    expect([isThrottled(named, 0, 1), isThrottled(named, 2, 3), isThrottled(named, 0, 3), isThrottled(named, 2, 1)]).toEqual([true, true, false, false]);
    expect(isThrottled(parseThrottledReplicas(''), 0, 1)).toBe(false);
  });
});
