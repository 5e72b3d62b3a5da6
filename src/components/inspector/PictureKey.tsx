import type { ReactNode } from 'react';
import type { Lens } from '../../base/lens.ts';
import * as words from '../../words/inspector/pictureKey.ts';
import * as logWords from '../../words/partitions/key.ts';
import { useAppState } from '../simulatorContext.tsx';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { CLUSTER_KEY } from './clusterKey.tsx';
import type { KeyEntry } from './keyEntry.ts';
import { KeyList } from './KeyList.tsx';
import { GROUPS_KEY, METRICS_KEY, PARTITIONS_KEY, SEQUENCE_KEY } from './lensKeys.tsx';

const KEYS: Readonly<Record<Lens, readonly KeyEntry[]>> = {
  cluster: CLUSTER_KEY,
  partitions: PARTITIONS_KEY,
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
      <KeyList entries={KEYS[lens]} />
      {lens === 'partitions' && <p className="picture-key-hint">{logWords.moving}</p>}
      <p className="picture-key-hint">{words.hint}</p>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => open('glossary')}>
        {words.glossary}
      </button>
    </div>
  );
}
