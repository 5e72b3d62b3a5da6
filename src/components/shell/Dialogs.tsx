import { lazy, Suspense, useCallback } from 'react';
import type { ReactNode } from 'react';
import { assertNever } from '../../base/assert.ts';
import type { Comparison } from '../../store/compare/createComparison.ts';
import { useAppState } from '../simulatorContext.tsx';
import { useOpenDialog, type DialogName } from './dialogContext.ts';
import { EmbedDialog } from './EmbedDialog.tsx';
import { ScenarioPicker } from './ScenarioPicker.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { useWaitingRun } from './useWaitingRun.ts';

const ShareDialog = lazy(() => import('../share/ShareDialog.tsx').then((module) => ({ default: module.ShareDialog })));
const CompareDialog = lazy(() => import('../compare/CompareDialog.tsx'));
const KeyDialog = lazy(() => import('../inspector/KeyDialog.tsx'));
const GlossaryDialog = lazy(() => import('../glossary/GlossaryDialog.tsx'));
const BuildDialog = lazy(() => import('../build/BuildDialog.tsx'));
const AddDialog = lazy(() => import('../build/AddDialog.tsx'));
const TranscriptDialog = lazy(() => import('../transcript/TranscriptDialog.tsx'));
const Palette = lazy(() => import('../palette/Palette.tsx'));

interface DialogsProps {
  readonly opened: DialogName | null;
  readonly onCompare: (comparison: Comparison) => void;
  readonly onLeaveComparison: () => void;
}

/** What a form for something more begins with. */
const ADDED = { 'add:broker': 'broker', 'add:topic': 'topic', 'add:producer': 'producer', 'add:consumer': 'consumer', 'add:controller': 'controller' } as const;

/** The dialog over the page, if there is one. */
export function Dialogs({ opened, ...comparing }: DialogsProps): ReactNode {
  useWaitingRun(opened === 'build' || opened?.startsWith('add') === true);
  return opened === null ? null : (
    <Suspense fallback={null}>
      <Opened name={opened} {...comparing} />
    </Suspense>
  );
}

function Opened({ name, onCompare, onLeaveComparison }: Omit<DialogsProps, 'opened'> & { readonly name: DialogName }): ReactNode {
  const open = useOpenDialog();
  const close = useCallback(() => open(null), [open]);
  const title = useAppState(({ run }) => run?.title ?? '');
  const libraryId = useAppState(({ source }) => (source?.kind === 'library' ? source.id : null));
  const compare = (comparison: Comparison): void => {
    close();
    onCompare(comparison);
  };
  switch (name) {
    case 'scenarios':
      return <ScenarioPicker onClose={close} />;
    case 'share':
      return <ShareDialog onClose={close} />;
    case 'embed':
      return libraryId === null ? null : <EmbedDialog id={libraryId} title={title} onClose={close} />;
    case 'compare':
      return <CompareDialog onCompare={compare} onLeave={onLeaveComparison} onClose={close} />;
    case 'keys':
      return <ShortcutsDialog onClose={close} />;
    case 'key':
      return <KeyDialog onClose={close} />;
    case 'glossary':
      return <GlossaryDialog onClose={close} />;
    case 'build':
      return <BuildDialog onClose={close} />;
    case 'add':
      return <AddDialog onClose={close} />;
    case 'add:broker':
    case 'add:topic':
    case 'add:producer':
    case 'add:consumer':
    case 'add:controller':
      return <AddDialog begin={ADDED[name]} onClose={close} />;
    case 'transcript':
      return <TranscriptDialog onClose={close} />;
    case 'commands':
      return <Palette onClose={close} />;
    default:
      return assertNever(name);
  }
}
