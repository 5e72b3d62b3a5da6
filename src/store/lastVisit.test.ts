import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetRunOfTab, forgetVisit, keepsLastVisit, keepVisit, lastVisit, runOfTab, setKeepsLastVisit } from './lastVisit.ts';

/** Of all tabs; each has another one of its own. */
function storage(): Map<string, string> {
  openTab();
  return stub('localStorage');
}

function openTab(): Map<string, string> {
  return stub('sessionStorage');
}

function stub(name: string): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal(name, {
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
    expect(lastVisit()).toBe('{"v":1,"at":5}');
    expect(runOfTab()).toBe(lastVisit());
    forgetVisit();
    expect([lastVisit(), runOfTab()]).toEqual([null, null]);
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

  it('of another tab does not touch the run of this one', () => {
    keepVisit({ tab: 1 });
    const mine = globalThis.sessionStorage;
    openTab();
    expect(runOfTab()).toBeNull();
    keepVisit({ tab: 2 });
    vi.stubGlobal('sessionStorage', mine);
    expect([runOfTab(), lastVisit()]).toEqual(['{"tab":1}', '{"tab":2}']);
    forgetRunOfTab();
    expect([runOfTab(), lastVisit()]).toEqual([null, '{"tab":2}']);
  });

  it('that is too large is not kept, and none of before comes back instead', () => {
    keepVisit({ v: 1 });
    keepVisit({ document: 'x'.repeat(600_000) });
    expect([lastVisit(), runOfTab()]).toEqual([null, null]);
  });

  it('that does not fit any more leaves nothing older', () => {
    keepVisit({ v: 1 });
    vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
      throw new Error('full');
    });
    keepVisit({ v: 2 });
    expect(lastVisit()).toBeNull();
  });

  it('is none where storage is forbidden or full', () => {
    const refuse = (): never => {
      throw new Error('denied');
    };
    for (const name of ['localStorage', 'sessionStorage']) vi.stubGlobal(name, { getItem: refuse, setItem: refuse, removeItem: refuse });
    keepVisit({ v: 1 });
    expect(lastVisit()).toBeNull();
    setKeepsLastVisit(false);
  });
});
