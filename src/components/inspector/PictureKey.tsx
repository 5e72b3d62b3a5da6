import type { ReactNode } from 'react';
import type { Lens } from '../../base/lens.ts';
import * as words from '../../words/inspector/pictureKey.ts';
import { Told } from '../glossary/Told.tsx';
import { useAppState } from '../simulatorContext.tsx';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { CLUSTER_KEY } from './clusterKey.tsx';
import type { KeyEntry } from './keyEntry.ts';
import { GROUPS_KEY, METRICS_KEY, SEQUENCE_KEY } from './lensKeys.tsx';

const OF_LOGS: ReadonlySet<string> = new Set(['record', 'watermark', 'sync', 'diverged', 'reader']);

const KEYS: Readonly<Record<Lens, readonly KeyEntry[]>> = {
  cluster: CLUSTER_KEY,
  partitions: CLUSTER_KEY.filter(({ id }) => OF_LOGS.has(id)),
  groups: GROUPS_KEY,
  sequence: SEQUENCE_KEY,
  metrics: METRICS_KEY,
};

/** How to read the picture, for a reader who has selected nothing. */
export function PictureKey(): ReactNode {
  const open = useOpenDialog();
  const lens = useAppState((state) => state.lens);
  return (
    <div className="picture-key">
      <p className="inspector-kind">{words.howToRead}</p>
      <ul>
        {KEYS[lens].map(({ id, glyph, meaning }) => (
          <li key={id}>
            <svg viewBox="0 0 40 24" width="40" height="24" aria-hidden="true">
              {glyph}
            </svg>
            <span>
              <Told words={meaning} />
            </span>
          </li>
        ))}
      </ul>
      <p className="picture-key-hint">{words.hint}</p>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => open('glossary')}>
        {words.glossary}
      </button>
    </div>
  );
}
