import { useState } from 'react';
import type { ReactNode } from 'react';
import { storeShortcuts, storedShortcuts } from '../../store/preferences.ts';
import * as words from '../../words/shell.ts';
import { shortcuts } from '../../words/shortcuts.ts';
import { Dialog } from './Dialog.tsx';

/** The list of keys, and the switch that turns them off. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [on, setOn] = useState(storedShortcuts);
  const change = (next: boolean): void => {
    storeShortcuts(next);
    setOn(next);
  };
  return (
    <Dialog title={words.keyboard} onClose={onClose}>
      <dl className="shortcuts">
        {shortcuts.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={on} onChange={(event) => change(event.target.checked)} />
        {words.useTheseKeys}
      </label>
    </Dialog>
  );
}
