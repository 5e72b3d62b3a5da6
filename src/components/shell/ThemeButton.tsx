import type { ReactNode } from 'react';
import type { Theme } from '../../store/state.ts';
import * as words from '../../words/shell.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Icon } from './Icon.tsx';

const NEXT: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

/** Goes round the three themes. */
export function ThemeButton(): ReactNode {
  const { actions } = useSimulator();
  const theme = useAppState((state) => state.theme);
  return (
    <button type="button" className="button theme-button" onClick={() => actions.setTheme(NEXT[theme])} aria-label={words.themeIs(words.themes[theme])}>
      <Icon name="theme" />
      <span>{words.themes[theme]}</span>
    </button>
  );
}
