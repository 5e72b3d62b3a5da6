import { use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { durationText, localCount } from '../format/readersNumbers.ts';
import { Said } from '../format/Said.tsx';
import type { SavedRun } from '../../store/link/codec.ts';
import { writeShortLink } from '../../store/link/codec.ts';
import * as words from '../../words/share.ts';
import { ComparisonContext } from '../compare/comparisonContext.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { focusFirst } from '../shell/focusFirst.ts';
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
  const futures = saved?.branches?.length ?? 0;
  return (
    <Dialog title={words.shareThis} onClose={onClose}>
      <p>{saved === null ? words.oneMoment : contentsOf(saved, title)}</p>
      <textarea ref={focusFirst} className="snippet" readOnly rows={4} value={address} aria-label={words.linkToThis} onFocus={(event) => event.target.select()} />
      {address.length > LONG_LINK && <p>{words.longLink(localCount(address.length))}</p>}
      <div className="dialog-actions">
        <output>{copied}</output>
        <button
          type="button"
          className="button"
          disabled={saved === null}
          onClick={() => download(`${momentFileName(stem, saved?.at ?? 0)}.json`, `${JSON.stringify(saved, null, 2)}\n`)}
        >
          {words.saveAsFile}
        </button>
        <button type="button" className="button primary" disabled={address === ''} onClick={() => copy(address)}>
          {words.copyLink}
        </button>
      </div>
      <p className="share-note">
        <Said words={words.whereKept[keptIn(futures)]} parts={{ others: futures - 1, openFile: <q>{words.openFile}</q> }} />
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
  const contents = scenario === undefined ? words.contentsWithDocument : words.contents;
  return contents(title, seed, acted, durationText(at));
}

/** `futures` that a file holds; none where the link holds the whole run. */
function keptIn(futures: number): keyof typeof words.whereKept {
  if (futures === 0) return 'all';
  if (futures === 1) return 'later';
  return futures === 2 ? 'oneOther' : 'others';
}

function useLink(saved: SavedRun | null): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (saved === null) return undefined;
    let isCurrent = true;
    void writeShortLink(saved).then((link) => {
      if (isCurrent) setAddress(linkAddress(link, document.baseURI));
    });
    return () => {
      isCurrent = false;
    };
  }, [saved]);
  return address;
}
