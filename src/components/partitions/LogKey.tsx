import type { ReactNode } from 'react';
import * as words from '../../words/partitions/key.ts';
import { KeyList } from '../inspector/KeyList.tsx';
import { PARTITIONS_KEY } from '../inspector/lensKeys.tsx';

/** How to read the logs, where the panel beside them does not say it: there is no room for one, or it tells of what is selected. */
export function LogKey(): ReactNode {
  return (
    <details className="log-key">
      <summary>{words.howToRead}</summary>
      <KeyList entries={PARTITIONS_KEY} />
      <p>{words.moving}</p>
    </details>
  );
}
