import { useMemo } from 'react';
import type { Point } from '../../scene/geometry.ts';
import type { Arrow } from '../../scene/sequence/arrows.ts';
import { placeLabels, type Marked, type PlacedMark, type Segment } from '../../scene/sequence/labels.ts';
import { AXIS_WIDTH } from '../../scene/sequence/lanes.ts';
import { nameWeights } from '../../scene/sequence/nameWeights.ts';
import * as words from '../../words/sequence/lens.ts';
import { isLit } from './Arrows.tsx';
import { factLabel } from './factLabel.ts';
import type { Items, Lit } from './items.ts';
import type { Band } from './useBand.ts';

/** With more arrows in the band, their names would be more than what they name. */
const MOST_NAMED = 110;
/** Names weigh less than 10; facts and errors more, and what is lit or selected more than its like. */
const FACT = 20;
const TROUBLE = 30;
const LIT = 100;
/** Where a name stands along its arrow, if not where that begins. */
const ALONG = [0.5, 0.25, 0.75];
const OVER_PX = 8;
const BESIDE_PX = 14;

export interface DrawnMark extends PlacedMark {
  readonly tone: 'bad' | 'fact' | 'name';
  readonly isPale: boolean;
}

/** Facts with their words, errors, and the names of messages where there are few: words only where nothing strikes them. */
export function useMarks({ facts, arrows }: Items, { origin, usPerPx }: Band, width: number, lit: Lit | null, selected: string | null): readonly DrawnMark[] {
  return useMemo(() => {
    const y = (at: number): number => (at - origin) / usPerPx;
    const marks: (Marked & Pick<DrawnMark, 'tone' | 'isPale'>)[] = facts.map(({ x, view }) => {
      const isPale = lit !== null && !lit.facts.has(view.seq);
      const top = y(view.at);
      const elsewhere = [-BESIDE_PX, BESIDE_PX].map((by) => ({ x, y: top + by }));
      return { key: `fact ${view.seq}`, x, y: top, words: factLabel(view), weight: FACT + (lit !== null && !isPale ? LIT : 0), elsewhere, tone: 'fact', isPale };
    });
    const weights = nameWeights(arrows.map(({ message }) => message));
    for (const arrow of arrows) {
      const { message, fromX, endX, startsAt, endsAt } = arrow;
      const isPale = lit !== null && !isLit(arrow, lit);
      const more = (lit !== null && !isPale) || message.from === selected || message.to === selected ? LIT : 0;
      const trouble = message.errors[0] ?? (message.fate === 'lost' ? words.lost : null);
      const elsewhere = along(arrow, y);
      if (trouble !== null) marks.push({ key: `error ${message.key}`, x: endX, y: y(endsAt) + (message.fate === 'lost' ? 0 : 9), words: trouble, weight: TROUBLE + more, elsewhere, tone: 'bad', isPale });
      else if (arrows.length <= MOST_NAMED) {
        marks.push({ key: `name ${message.key}`, x: fromX + Math.sign(endX - fromX) * 2, y: y(startsAt) - 7, words: message.api, weight: (weights.get(message.key) ?? 0) + more, elsewhere, tone: 'name', isPale });
      }
    }
    const placed = placeLabels(marks, arrows.map((arrow): Segment => ({ x1: arrow.fromX, y1: y(arrow.startsAt), x2: arrow.endX, y2: y(arrow.endsAt) })), AXIS_WIDTH, width);
    return marks.map((mark, index) => ({ ...mark, label: placed[index]?.label ?? null }));
  }, [facts, arrows, origin, usPerPx, width, lit, selected]);
}

function along({ fromX, endX, startsAt, endsAt }: Arrow, y: (at: number) => number): readonly Point[] {
  return fromX === endX ? [] : ALONG.map((part) => ({ x: fromX + (endX - fromX) * part, y: y(startsAt) + (y(endsAt) - y(startsAt)) * part - OVER_PX }));
}
