import { useState } from 'react';
import { nearestArrow } from '../../scene/sequence/arrows.ts';
import { timeAtY, yOf } from '../../scene/sequence/timeView.ts';
import type { SequenceMessage, SequenceStretch } from '../../store/facts.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { whyOf } from './doings.ts';
import type { Item, Items } from './items.ts';
import type { Place, SequenceHands } from './useSequenceInput.ts';
import type { ViewHandle } from './viewHandle.ts';
import { sayItem } from './words.ts';

export interface Pointing {
  /** What is pointed at, or else what is kept. */
  readonly item: Item | null;
  readonly pinned: boolean;
  /** The request of a response, or the other way round. */
  readonly other: SequenceMessage | null;
  /** What is drawn in front of everything else. */
  readonly shown: readonly Item[];
  /** What the keys came to, in a sentence. */
  readonly said: string;
  /** Where in the picture there is room for words about it. */
  readonly side: 'top' | 'bottom';
  readonly hands: SequenceHands;
}

/** So near to the upper edge words there would lie over what they are about; a little farther down they stay where they are. */
const WORDS_PX = 150;
const STAYS_PX = 40;
const REACH_PX = 7;
const REACH_FINGER_PX = 16;

/** What is pointed at, by pointer or keys, and kept. */
export function usePointing(items: Items, stretch: SequenceStretch, view: ViewHandle): Pointing {
  const { actions, store } = useSimulator();
  const [side, setSide] = useState<Pointing['side']>('top');
  const [pointed, setPointed] = useState<string | null>(null);
  const [pinned, setPinned] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const find = (key: string | null): Item | null => (key === null ? null : (items.inOrder.find((one) => one.key === key) ?? null));
  const item = find(pointed) ?? find(pinned);
  const other = item?.kind === 'message' ? otherOf(stretch, item.arrow.message) : null;
  const otherItem = other === null ? null : find(other.key);
  // At the top as a rule: the present is near the lower edge.
  const makeRoom = (y: number): void => setSide((before) => (y < WORDS_PX ? 'bottom' : y > WORDS_PX + STAYS_PX ? 'top' : before));
  const show = (next: Item): void => {
    setPinned(next.key);
    setPointed(null);
    setSaid(sayItem(next, next.kind === 'message' ? otherOf(stretch, next.arrow.message) : null));
    // What one goes to by keys comes into sight.
    const y = yOf(view.get(), next.at);
    const height = view.height();
    if (y < 16 || y > height - 16) {
      view.follow(false, 0);
      view.set({ ...view.get(), from: next.at - height * view.get().usPerPx * (y < 16 ? 0.7 : 0.3) });
    }
  };
  return {
    item,
    pinned: item !== null && item.key === pinned,
    other,
    shown: item === null ? [] : otherItem === null ? [item] : [item, otherItem],
    said,
    // What is kept may have moved since.
    side: item === null || item.key === pointed ? side : yOf(view.get(), item.at) < WORDS_PX ? 'bottom' : 'top',
    hands: {
      point: (place: Place | null) => {
        if (place !== null) makeRoom(place.y);
        setPointed(place === null ? null : (itemAt(items, view, place)?.key ?? null));
      },
      press: (place: Place) => {
        const found = itemAt(items, view, place);
        setPinned(found === null || found.key === pinned ? null : found.key);
        if (found?.kind === 'fact' && found.view.node !== '' && found.view.node !== 'admin') actions.select(found.view.node);
      },
      step: (to: 'next' | 'last' | 'other') => {
        if (to === 'other') {
          if (otherItem !== null) show(otherItem);
          return;
        }
        const next = neighbour(items.inOrder, item, to, view);
        if (next !== null) show(next);
      },
      pin: () => setPinned(item === null || item.key === pinned ? null : item.key),
      drop: () => {
        setPinned(null);
        setPointed(null);
        return item !== null;
      },
      why: () => (item === null ? null : whyOf(item, store.getState().frame, actions))?.(),
      take: (place: Place | null) => {
        const found = place === null ? item : itemAt(items, view, place);
        if (found === null) return null;
        setPinned(found.key);
        setPointed(null);
        return { item: found, x: found.x, y: Math.min(view.height(), Math.max(0, yOf(view.get(), found.at))) };
      },
    },
  };
}

/** The other half of an exchange, the last try of it. */
function otherOf({ messages }: SequenceStretch, message: SequenceMessage): SequenceMessage | null {
  if (message.exchange === null) return null;
  return messages.findLast(({ exchange, isResponse }) => exchange === message.exchange && isResponse !== message.isResponse) ?? null;
}

function itemAt({ inOrder, arrows }: Items, view: ViewHandle, { x, y, coarse }: Place): Item | null {
  const reach = coarse ? REACH_FINGER_PX : REACH_PX;
  const near = inOrder.find((one) => one.kind !== 'message' && Math.abs(one.x - x) <= reach && Math.abs(yOf(view.get(), one.at) - y) <= (one.kind === 'fact' ? reach : 3));
  if (near !== undefined) return near;
  const arrow = nearestArrow(arrows, x, y, (at) => yOf(view.get(), at), reach);
  return arrow === null ? null : (inOrder.find(({ key }) => key === arrow.message.key) ?? null);
}

/** The next thing in time from the one that is shown; without one, the first that is in sight. */
function neighbour(inOrder: readonly Item[], item: Item | null, to: 'next' | 'last', view: ViewHandle): Item | null {
  if (item === null) {
    const [top, bottom] = [view.get().from, timeAtY(view.get(), view.height())];
    const inSight = inOrder.filter(({ at }) => at >= top && at <= bottom);
    return (to === 'next' ? inSight[0] : inSight.at(-1)) ?? null;
  }
  const index = inOrder.findIndex(({ key }) => key === item.key);
  return inOrder[index + (to === 'next' ? 1 : -1)] ?? null;
}
