const RUN = 'commit-log.last-visit';
const KEEPS = 'commit-log.keep-last-visit';
/** A run with its own large document is not kept: storage is small, and shared by all pages of a site. */
const MOST_CHARACTERS = 500_000;

/** Whether the reader wants to begin next time where they leave. */
export function keepsLastVisit(): boolean {
  return read(KEEPS) !== 'no';
}

export function setKeepsLastVisit(keeps: boolean): void {
  write(KEEPS, keeps ? null : 'no');
  if (!keeps) write(RUN, null);
}

/** Keeps a saved run for the next visit, unless the reader does not want that. What cannot be kept is not. */
export function keepVisit(saved: unknown): void {
  if (!keepsLastVisit()) return;
  const text = JSON.stringify(saved);
  if (text.length <= MOST_CHARACTERS) write(RUN, text);
}

/** The run of the last visit; null when there is none, or nothing that can be read. Whoever opens it checks it. */
export function lastVisit(): unknown {
  const text = keepsLastVisit() ? read(RUN) : null;
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    write(RUN, null);
    return null;
  }
}

export function forgetVisit(): void {
  write(RUN, null);
}

/** Storage may be missing, full or forbidden; then the page begins as it does for everybody. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is kept then.
  }
}
