import type { ReactNode } from 'react';
import type { Lens } from '../../base/lens.ts';
import { underMinIsrOf } from '../../scene/holds.ts';
import * as words from '../../words/inspector/pictureKey.ts';
import * as logWords from '../../words/partitions/key.ts';
import { useAppState } from '../simulatorContext.tsx';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { CLUSTER_KEY } from './clusterKey.tsx';
import type { KeyEntry } from './keyEntry.ts';
import { KeyList } from './KeyList.tsx';
import { flowsEntry, HEAT_KEY, ONLY_NEAR } from './largeKey.tsx';
import { GROUPS_KEY, METRICS_KEY, PARTITIONS_KEY, SEQUENCE_KEY } from './lensKeys.tsx';

const KEYS: Readonly<Record<Lens, readonly KeyEntry[]>> = {
  cluster: CLUSTER_KEY,
  partitions: PARTITIONS_KEY,
  groups: GROUPS_KEY,
  sequence: SEQUENCE_KEY,
  metrics: METRICS_KEY,
};

/** With more brokers than that their replicas are tiles, as a rule. */
const ROWS_UP_TO = 12;

/** Of the cluster only what is drawn: a large one is a map, or a part of it. */
function useEntries(lens: Lens): readonly KeyEntry[] {
  const isLarge = useAppState(({ frame }) => frame !== null && frame.heat.length > 0);
  const isNear = useAppState(({ closeUp }) => closeUp !== null);
  const ways = useAppState(({ frame }) => frame?.flows.length ?? 0);
  const isBroken = useAppState(({ frame }) => frame?.links.some(({ broken }) => broken !== null) === true);
  const isCrowded = useAppState(({ frame }) => (frame?.brokers.length ?? 0) > ROWS_UP_TO);
  const refuses = useAppState(({ frame }) => frame?.brokers.some((broker) => underMinIsrOf(broker) > 0) === true);
  if (lens !== 'cluster') return KEYS[lens];
  if (isLarge && !isNear) return HEAT_KEY;
  // What is wrong just now, and what there is most of, is explained where it is seen at once.
  const present = CLUSTER_KEY.filter(({ id }) => (id === 'broken' && isBroken) || (id === 'under-min' && refuses) || (id === 'tile' && isCrowded));
  return [...(isLarge ? [ONLY_NEAR] : []), ...(ways > 0 ? [flowsEntry(ways)] : []), ...present, ...CLUSTER_KEY.filter((entry) => !present.includes(entry))];
}

/** How to read the picture, and what explains more. */
export function PictureKey(): ReactNode {
  const open = useOpenDialog();
  const lens = useAppState((state) => state.lens);
  const entries = useEntries(lens);
  return (
    <div className="picture-key">
      <KeyList entries={entries} />
      {lens === 'partitions' && <p className="picture-key-hint">{logWords.moving}</p>}
      <p className="picture-key-hint">{words.hint}</p>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => open('glossary')}>
        {words.glossary}
      </button>
    </div>
  );
}
