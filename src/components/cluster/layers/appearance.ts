import type { MessageView } from '../../../scene/frame.ts';

/** Colours by name, as style sheets and the canvas palette know them. */
export type Tint = `key-${number}` | 'key-none' | 'control' | 'plain' | 'bad';

export interface Appearance {
  readonly tint: Tint;
  /** Requests are filled, responses hollow. */
  readonly hollow: boolean;
  readonly radius: number;
}

const WITH_RECORDS = 4.5;
const WITHOUT_RECORDS = 3.5;
const PER_RECORD = 0.35;
const RECORDS_SEEN = 8;

/** What a message looks like: hue of its record, else violet for control traffic, else grey; larger with more records. */
export function appearanceOf(message: Pick<MessageView, 'records' | 'response' | 'error' | 'hue' | 'category'>): Appearance {
  const extra = Math.min(RECORDS_SEEN, Math.max(0, message.records - 1)) * PER_RECORD;
  return {
    tint: tintOf(message),
    hollow: message.response,
    radius: (message.records > 0 ? WITH_RECORDS : WITHOUT_RECORDS) + extra,
  };
}

function tintOf({ error, hue, category }: Pick<MessageView, 'error' | 'hue' | 'category'>): Tint {
  if (error) return 'bad';
  if (hue !== null) return hue < 0 ? 'key-none' : `key-${hue}`;
  return category === 'control' || category === 'metadata' ? 'control' : 'plain';
}
