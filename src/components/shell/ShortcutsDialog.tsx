import { useState } from 'react';
import type { ReactNode } from 'react';
import { storeShortcuts, storedShortcuts } from '../../store/preferences.ts';
import { Dialog } from './Dialog.tsx';
import { SHORTCUTS } from './shortcuts.ts';

/** The list of keys, and the switch that turns them off. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [on, setOn] = useState(storedShortcuts);
  const change = (next: boolean): void => {
    storeShortcuts(next);
    setOn(next);
  };
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="shortcuts">
        {SHORTCUTS.map(({ keys, does }) => (
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
        Use these keys
      </label>
    </Dialog>
  );
}
