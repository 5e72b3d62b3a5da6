import { useState } from 'react';
import type { ReactNode } from 'react';
import { keepsLastVisit, setKeepsLastVisit } from '../../store/lastVisit.ts';
import * as words from '../../words/share.ts';

/** Whether the page begins next time where it was left. Switched off, what was kept is gone at once. */
export function LastVisitChoice(): ReactNode {
  const [keeps, setKeeps] = useState(keepsLastVisit);
  return (
    <label className="share-choice">
      <input
        type="checkbox"
        checked={keeps}
        onChange={({ target }) => {
          setKeepsLastVisit(target.checked);
          setKeeps(target.checked);
        }}
      />
      {words.beginWhereLeft}
    </label>
  );
}
