import { assertNever } from '../../base/assert.ts';
import type { Detail, Look } from '../../protocol/look.ts';
import type { Frame } from '../../protocol/views.ts';
import type { KafkaSimulation } from '../../sim/index.ts';
import type { Hues } from '../frame/hues.ts';
import { groupDetails } from './groups.ts';
import { createKeyIndex, type KeyIndex } from './keyIndex.ts';
import { partitionsDetail } from './partitions.ts';

/** The moment that is shown: the state, and the frame that was just built from it. */
export interface Shown {
  readonly sim: KafkaSimulation;
  readonly frame: Frame;
  readonly hues: Hues;
  readonly cache: DetailCache;
}

/** Kept from frame to frame of one run, for one highlighted key. */
export interface DetailCache {
  readonly keys: KeyIndex;
}

export function createDetailCache(): DetailCache {
  return { keys: createKeyIndex() };
}

/** What the lens that is looked through needs besides the frame; null when it needs nothing. */
export function buildDetail(shown: Shown, { detail, highlightKey }: Look): Detail | null {
  if (detail === null) return null;
  switch (detail.kind) {
    case 'partitions':
      return partitionsDetail(shown, detail.windows, highlightKey);
    case 'groups':
      return { kind: 'groups', groups: groupDetails(shown.sim, shown.frame) };
    default:
      return assertNever(detail);
  }
}
