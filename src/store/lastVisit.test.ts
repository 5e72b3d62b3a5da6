import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetVisit, keepsLastVisit, keepVisit, lastVisit, setKeepsLastVisit } from './lastVisit.ts';

function storage(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  return kept;
}

describe('the last visit', () => {
  beforeEach(() => void storage());
  afterEach(() => vi.unstubAllGlobals());

  it('is there again, until it is forgotten', () => {
    expect(lastVisit()).toBeNull();
    keepVisit({ v: 1, at: 5 });
    expect(lastVisit()).toEqual({ v: 1, at: 5 });
    forgetVisit();
    expect(lastVisit()).toBeNull();
  });

  it('is erased at once when the reader does not want it, and not kept any more', () => {
    const kept = storage();
    keepVisit({ v: 1 });
    setKeepsLastVisit(false);
    expect([...kept.keys()]).toEqual(['commit-log.keep-last-visit']);
    keepVisit({ v: 1 });
    expect(lastVisit()).toBeNull();
    setKeepsLastVisit(true);
    expect(keepsLastVisit()).toBe(true);
    expect([...kept.keys()]).toEqual([]);
  });

  it('that is damaged is none, and gone', () => {
    const kept = storage();
    kept.set('commit-log.last-visit', '{"v": 1');
    expect(lastVisit()).toBeNull();
    expect(kept.size).toBe(0);
  });

  it('that is too large is not kept', () => {
    keepVisit({ document: 'x'.repeat(600_000) });
    expect(lastVisit()).toBeNull();
  });

  it('is none where storage is forbidden or full', () => {
    const refuse = (): never => {
      throw new Error('denied');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    keepVisit({ v: 1 });
    expect(lastVisit()).toBeNull();
    setKeepsLastVisit(false);
  });
});
