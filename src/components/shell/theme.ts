import { useEffect } from 'react';
import type { Theme } from '../../store/state.ts';
import { useAppState } from '../simulatorContext.tsx';

/** Puts the theme on the page. `auto` leaves the choice to the reader's system, and so does a system that forces its colours. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto' || matchMedia('(forced-colors: active)').matches) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Keeps the page in the theme that the state names. */
export function useTheme(): void {
  const theme = useAppState((state) => state.theme);
  useEffect(() => applyTheme(theme), [theme]);
}
