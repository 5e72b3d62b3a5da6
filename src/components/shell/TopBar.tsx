import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { GuaranteesButton } from '../guarantees/GuaranteesButton.tsx';
import { useAppState } from '../simulatorContext.tsx';
import { useOpenDialog } from './dialogContext.ts';
import { Icon } from './Icon.tsx';
import { OpenFile } from './OpenFile.tsx';
import { shelfWordOf } from './shelves.ts';
import { ThemeButton } from './ThemeButton.tsx';

/** The name of the program, what is running, and what can be done with the page. */
export function TopBar(): ReactNode {
  const open = useOpenDialog();
  const title = useAppState(({ run }) => run?.title ?? '');
  const level = useAppState(({ run }) => (run === null ? '' : shelfWordOf(run)));
  const libraryId = useAppState(({ source }) => (source?.kind === 'library' ? source.id : null));
  const comparable = useAppState(({ run, failure }) => run !== null && failure === null);
  return (
    <header className="top-bar">
      <h1 className="wordmark">{words.productName}</h1>
      <nav className="breadcrumb" aria-label={words.scenario}>
        {level !== '' && <span className="breadcrumb-level">{level}</span>}
        <button type="button" className="button picker-button" aria-haspopup="dialog" onClick={() => open('scenarios')}>
          <span>{title === '' ? words.chooseScenario : title}</span>
          <Icon name="down" />
        </button>
      </nav>
      <div className="top-actions">
        <button type="button" className="button compare-button" aria-haspopup="dialog" disabled={!comparable} onClick={() => open('compare')}>
          {words.compare}
        </button>
        <GuaranteesButton />
        <OpenFile />
        {title !== '' && (
          <button type="button" className="button" aria-haspopup="dialog" onClick={() => open('share')}>
            {words.share}
          </button>
        )}
        {libraryId !== null && (
          <button type="button" className="button embed-button" aria-haspopup="dialog" onClick={() => open('embed')}>
            {words.embed}
          </button>
        )}
        <button type="button" className="button keys-button" aria-haspopup="dialog" aria-label={words.keyboardShortcuts} onClick={() => open('keys')}>
          {words.shortcuts}
        </button>
        <button type="button" className="button icon-button" aria-haspopup="dialog" aria-label={words.allCommands} title={words.allCommandsWithKey} onClick={() => open('commands')}>
          <Icon name="more" />
        </button>
        <ThemeButton />
      </div>
    </header>
  );
}
