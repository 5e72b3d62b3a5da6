import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { Comparison } from '../../store/compare/createComparison.ts';
import { CompareButton } from '../compare/CompareButton.tsx';
import { GuaranteesButton } from '../guarantees/GuaranteesButton.tsx';
import { useAppState } from '../simulatorContext.tsx';
import { EmbedDialog } from './EmbedDialog.tsx';
import { Icon } from './Icon.tsx';
import { OpenFile } from './OpenFile.tsx';
import { ScenarioPicker } from './ScenarioPicker.tsx';
import { ThemeButton } from './ThemeButton.tsx';

const ShareDialog = lazy(() => import('../share/ShareDialog.tsx').then((module) => ({ default: module.ShareDialog })));

interface TopBarProps {
  readonly onShortcuts: () => void;
  /** The list of scenarios is open; it is opened from elsewhere, too. */
  readonly picking: boolean;
  readonly setPicking: (picking: boolean) => void;
  readonly onCompare: (comparison: Comparison) => void;
  readonly onLeaveComparison: () => void;
}

/** The name of the program, what is running, and what can be done with the page. */
export function TopBar({ onShortcuts, picking, setPicking, onCompare, onLeaveComparison }: TopBarProps): ReactNode {
  const [embedding, setEmbedding] = useState(false);
  const [sharing, setSharing] = useState(false);
  const title = useAppState(({ run }) => run?.title ?? '');
  const level = useAppState(({ run }) => run?.level ?? '');
  const libraryId = useAppState(({ source }) => (source?.kind === 'library' ? source.id : null));
  return (
    <header className="top-bar">
      <h1 className="wordmark">The Commit Log</h1>
      <nav className="breadcrumb" aria-label="Scenario">
        {level !== '' && <span className="breadcrumb-level">{level}</span>}
        <button type="button" className="button picker-button" aria-haspopup="dialog" onClick={() => setPicking(true)}>
          <span>{title === '' ? 'Choose a scenario' : title}</span>
          <Icon name="down" />
        </button>
      </nav>
      <div className="top-actions">
        <CompareButton onCompare={onCompare} onLeave={onLeaveComparison} />
        <GuaranteesButton />
        <OpenFile />
        {title !== '' && (
          <button type="button" className="button" aria-haspopup="dialog" onClick={() => setSharing(true)}>
            Share
          </button>
        )}
        {libraryId !== null && (
          <button type="button" className="button" aria-haspopup="dialog" onClick={() => setEmbedding(true)}>
            Embed
          </button>
        )}
        <button type="button" className="button keys-button" aria-haspopup="dialog" aria-label="Keyboard shortcuts" onClick={onShortcuts}>
          Keys
        </button>
        <ThemeButton />
      </div>
      {picking && <ScenarioPicker onClose={() => setPicking(false)} />}
      {sharing && (
        <Suspense fallback={null}>
          <ShareDialog onClose={() => setSharing(false)} />
        </Suspense>
      )}
      {embedding && libraryId !== null && <EmbedDialog id={libraryId} title={title} onClose={() => setEmbedding(false)} />}
    </header>
  );
}
