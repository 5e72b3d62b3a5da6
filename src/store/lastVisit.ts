const RUN = 'commit-log.last-visit';
const KEEPS = 'commit-log.keep-last-visit';
/** A run with its own large document is not kept: storage is small, and shared by all pages of a site. */
const MOST_CHARACTERS = 500_000;

/** Whether the reader wants to begin next time where they leave. */
export function keepsLastVisit(): boolean {
  return read(localStorageOrNone, KEEPS) !== 'no';
}

export function setKeepsLastVisit(keeps: boolean): void {
  write(localStorageOrNone, KEEPS, keeps ? null : 'no');
  if (!keeps) forgetVisit();
}

/**
 * Keeps a saved run, unless the reader does not want that: for this tab, which may be loaded again, and for the next visit. What cannot be
 * kept is not, and nothing older comes back in its place.
 */
export function keepVisit(saved: unknown): void {
  if (!keepsLastVisit()) return;
  const text = JSON.stringify(saved);
  const kept = text.length <= MOST_CHARACTERS ? text : null;
  write(sessionStorageOrNone, RUN, kept);
  write(localStorageOrNone, RUN, kept);
}

/** The run of this very tab, which another one's does not touch; null when there is none. Whoever opens it checks it. */
export function runOfTab(): string | null {
  return keepsLastVisit() ? read(sessionStorageOrNone, RUN) : null;
}

/** The run of the last visit, in whatever tab that was; null when there is none. */
export function lastVisit(): string | null {
  return keepsLastVisit() ? read(localStorageOrNone, RUN) : null;
}

/** This tab has begun something else. */
export function forgetRunOfTab(): void {
  write(sessionStorageOrNone, RUN, null);
}

export function forgetVisit(): void {
  forgetRunOfTab();
  write(localStorageOrNone, RUN, null);
}

type Store = () => Storage;

const localStorageOrNone: Store = () => localStorage;
const sessionStorageOrNone: Store = () => sessionStorage;

/** Storage may be missing, full or forbidden; then the page begins as it does for everybody. */
function read(store: Store, key: string): string | null {
  try {
    return store().getItem(key);
  } catch {
    return null;
  }
}

function write(store: Store, key: string, value: string | null): void {
  try {
    store().removeItem(key);
    if (value !== null) store().setItem(key, value);
  } catch {
    // Nothing is kept then.
  }
}
