import type { ReactNode } from 'react';
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
      <h1 className="wordmark">The Commit Log</h1>
      <nav className="breadcrumb" aria-label="Scenario">
        {level !== '' && <span className="breadcrumb-level">{level}</span>}
        <button type="button" className="button picker-button" aria-haspopup="dialog" onClick={() => open('scenarios')}>
          <span>{title === '' ? 'Choose a scenario' : title}</span>
          <Icon name="down" />
        </button>
      </nav>
      <div className="top-actions">
        <button type="button" className="button compare-button" aria-haspopup="dialog" disabled={!comparable} onClick={() => open('compare')}>
          Compare
        </button>
        <GuaranteesButton />
        <OpenFile />
        {title !== '' && (
          <button type="button" className="button" aria-haspopup="dialog" onClick={() => open('share')}>
            Share
          </button>
        )}
        {libraryId !== null && (
          <button type="button" className="button" aria-haspopup="dialog" onClick={() => open('embed')}>
            Embed
          </button>
        )}
        <button type="button" className="button keys-button" aria-haspopup="dialog" aria-label="Keyboard shortcuts" onClick={() => open('keys')}>
          Keys
        </button>
        <button type="button" className="button icon-button" aria-haspopup="dialog" aria-label="All commands" title="All commands (Ctrl K)" onClick={() => open('commands')}>
          <Icon name="more" />
        </button>
        <ThemeButton />
      </div>
    </header>
  );
}
