import type { Theme } from './state.ts';

const THEME = 'commit-log.theme';
const SHORTCUTS = 'commit-log.shortcuts';

/** What the reader chose on this machine. Storage may be missing or forbidden; then the choice lasts as long as the page. */
export function storedTheme(): Theme {
  const theme = read(THEME);
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

export function storeTheme(theme: Theme): void {
  write(THEME, theme);
}

/** Whether single keys do things. */
export function storedShortcuts(): boolean {
  return read(SHORTCUTS) !== 'off';
}

export function storeShortcuts(on: boolean): void {
  write(SHORTCUTS, on ? 'on' : 'off');
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept for this page alone.
  }
}
