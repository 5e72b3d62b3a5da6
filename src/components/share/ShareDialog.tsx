import { use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { durationText, localCount } from '../format/readersNumbers.ts';
import type { SavedRun } from '../../store/link/codec.ts';
import { writeLink } from '../../store/link/codec.ts';
import { ComparisonContext } from '../compare/comparisonContext.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { useCopy } from '../shell/useCopy.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { download } from './download.ts';
import { Exports } from './Exports.tsx';
import { fileStem, momentFileName } from './fileName.ts';
import { LastVisitChoice } from './LastVisitChoice.tsx';
import { linkAddress, LONG_LINK } from './linkAddress.ts';

/** A link to this very moment, and files to keep. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const saved = useSavedNow();
  const title = useAppState(({ run }) => run?.title ?? '');
  const stem = fileStem(saved?.scenario, title);
  const address = useLink(saved);
  const { copied, copy } = useCopy();
  return (
    <Dialog title="Share this moment" onClose={onClose}>
      <p>{saved === null ? 'One moment.' : contentsOf(saved, title)}</p>
      <textarea className="snippet" readOnly rows={4} value={address} aria-label="Link to this moment" onFocus={(event) => event.target.select()} />
      {address.length > LONG_LINK && <p>The link has {localCount(address.length)} characters, and some programs cut such links off. A file is safer.</p>}
      <div className="dialog-actions">
        <output>{copied}</output>
        <button
          type="button"
          className="button"
          disabled={saved === null}
          onClick={() => download(`${momentFileName(stem, saved?.at ?? 0)}.json`, `${JSON.stringify(saved, null, 2)}\n`)}
        >
          Save as file
        </button>
        <button type="button" className="button primary" disabled={address === ''} onClick={() => copy(address)}>
          Copy link
        </button>
      </div>
      <p className="share-note">
        {saved?.branches === undefined ? 'The link holds everything' : `The link holds this future up to this moment. ${onlyInFile(saved.branches.length)} in the file alone`}: nothing is stored anywhere else. Open a
        saved file with <q>Open file</q>.
      </p>
      <Exports name={stem} />
      <LastVisitChoice />
    </Dialog>
  );
}

/** The run as it is when the dialog opens; what is asked for later by others does not change the link under the reader's hands. */
function useSavedNow(): SavedRun | null {
  const { actions, store } = useSimulator();
  const beside = use(ComparisonContext)?.beside ?? null;
  const [saved, setSaved] = useState<SavedRun | null>(null);
  useEffect(() => {
    const before = store.getState().saved;
    const unsubscribe = store.subscribe(({ saved: now }) => {
      if (now === before) return;
      setSaved(now as SavedRun);
      unsubscribe();
    });
    actions.save(beside);
    return unsubscribe;
  }, [actions, store, beside]);
  return saved;
}

function contentsOf({ did, at, seed, scenario }: SavedRun, title: string): string {
  const acted = did.filter((action) => action.do !== undefined).length;
  const actions = acted === 0 ? 'nothing done to it' : acted === 1 ? 'the one thing done to it' : `the ${acted} things done to it`;
  return `“${title}”${scenario === undefined ? ' with its document' : ''}, seed ${seed}, ${actions}, at ${durationText(at)}.`;
}

function onlyInFile(branches: number): string {
  if (branches === 1) return 'What is known beyond it is';
  return branches === 2 ? 'The other future is' : `The ${branches - 1} other futures are`;
}

function useLink(saved: SavedRun | null): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (saved === null) return undefined;
    let isCurrent = true;
    void writeLink(saved).then((link) => {
      if (isCurrent) setAddress(linkAddress(link, document.baseURI));
    });
    return () => {
      isCurrent = false;
    };
  }, [saved]);
  return address;
}
