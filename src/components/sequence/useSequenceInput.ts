import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { following, panBy, zoomAt, zoomStep, type TimeView } from '../../scene/sequence/timeView.ts';
import { useSimulator } from '../simulatorContext.tsx';
import type { Item } from './items.ts';
import type { ViewHandle } from './viewHandle.ts';

/** `coarse`: pressed by a finger. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly coarse: boolean;
}

export interface SequenceHands {
  /** The pointer is over this place of the picture; null when it has left. */
  readonly point: (place: Place | null) => void;
  /** A press that did not move. */
  readonly press: (place: Place) => void;
  /** To the next or the last thing in time, or over to what belongs to this one. */
  readonly step: (to: 'next' | 'last' | 'other') => void;
  /** Keeps what has the focus, or lets it go. */
  readonly pin: () => void;
  /** Lets go what is kept: whether there was any. */
  readonly drop: () => boolean;
  /** Asks why of what is shown. */
  readonly why: () => void;
  /** Keeps what is at a place, or with null what is shown, and says where that is; null where there is nothing. */
  readonly take: (place: Place | null) => { readonly item: Item; readonly x: number; readonly y: number } | null;
}

/** A press that moves less is one in place. */
const STILL_PX = 4;
const WHEEL = 0.0016;
const MOST_WHEEL = 240;
const LINE_PX = 16;

interface Parts {
  readonly element: HTMLElement;
  readonly view: ViewHandle;
  readonly hands: () => SequenceHands;
  readonly pan: (px: number) => void;
  /** What keeps the playhead in sight keeps it at its place, unless the reader looks at another one. */
  readonly zoom: (next: TimeView, at: 'playhead' | 'pointer') => void;
  /** Shows the end of what is known, and stays there. */
  readonly toPresent: () => void;
}

/** Pointer, wheel, fingers and keys for the picture. */
export function useSequenceInput(root: RefObject<HTMLElement | null>, view: ViewHandle, hands: SequenceHands): void {
  const { playhead, store } = useSimulator();
  const latest = useRef(hands);
  useEffect(() => {
    latest.current = hands;
  });
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const parts: Parts = {
      element: current,
      view,
      hands: () => latest.current,
      pan(px) {
        view.follow(false, playhead.now());
        view.set(panBy(view.get(), px, view.height(), Math.max(store.getState().knownTo, playhead.now())));
      },
      zoom(next, at) {
        const now = playhead.now();
        if (view.isFollowing() && at === 'pointer' && !store.getState().playing) view.follow(false, now);
        view.set(view.isFollowing() ? following(next, now, view.height()) : next);
      },
      toPresent: () => view.follow(true, playhead.now()),
    };
    const stops = [listenToPointers(parts), listenToWheel(parts), listenToKeys(parts)];
    return () => stops.forEach((stop) => stop());
  }, [root, view, playhead, store]);
}

/** One finger or the mouse moves through time, two also zoom; a press in place is one on what is there. */
function listenToPointers({ element, view, hands, pan }: Parts): () => void {
  const pointers = new Map<number, { readonly x: number; readonly y: number }>();
  let pressed: { readonly x: number; readonly y: number; moved: boolean } | null = null;
  const placeOf = ({ clientX, clientY, pointerType }: PointerEvent): Place => {
    const box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top, coarse: pointerType !== 'mouse' };
  };
  const pinch = (before: { readonly x: number; readonly y: number }, event: PointerEvent, other: { readonly x: number; readonly y: number }): void => {
    const apart = (x: number, y: number): number => Math.max(20, Math.hypot(x - other.x, y - other.y));
    const middle = (before.y + other.y) / 2 - element.getBoundingClientRect().top;
    view.set(zoomAt(view.get(), apart(before.x, before.y) / apart(event.clientX, event.clientY), middle, view.height()));
    pan((before.y - event.clientY) / 2);
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, [role="slider"]') !== null)) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    element.setPointerCapture(event.pointerId);
    pressed = pointers.size === 1 ? { x: event.clientX, y: event.clientY, moved: false } : null;
  };
  const onMove = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return hands().point(placeOf(event));
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) pinch(before, event, other);
    else if (pressed === null || (!pressed.moved && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < STILL_PX)) return;
    else {
      pressed.moved = true;
      pan(before.y - event.clientY);
      if (element.parentElement !== null) element.parentElement.scrollLeft += before.x - event.clientX;
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const onUp = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (pressed !== null && !pressed.moved && event.type === 'pointerup') hands().press(placeOf(event));
    pressed = null;
  };
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  // A finger that asked for the menu has pressed nothing.
  element.addEventListener('contextmenu', () => (pressed = null), { signal });
  element.addEventListener('pointerleave', () => hands().point(null), { signal });
  return () => stop.abort();
}

/** The wheel zooms at the pointer, with Shift it moves through time. Where the page scrolls it does that, and zooms with Control; sideways it scrolls the lines. */
function listenToWheel({ element, view, pan, zoom }: Parts): () => void {
  const onWheel = (event: WheelEvent): void => {
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (isPlain && (doesPageScroll() || Math.abs(event.deltaX) > Math.abs(event.deltaY))) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? LINE_PX : 1;
    if (event.shiftKey) return pan((event.deltaX || event.deltaY) * unit);
    const factor = Math.exp(Math.max(-MOST_WHEEL, Math.min(MOST_WHEEL, event.deltaY * unit)) * WHEEL);
    zoom(zoomAt(view.get(), factor, event.clientY - element.getBoundingClientRect().top, view.height()), 'pointer');
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
}

/** The diagram fills the window then, and who turns the wheel wants to get past it. */
function doesPageScroll(): boolean {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight > clientHeight + 1;
}

function listenToKeys(parts: Parts): () => void {
  const { element } = parts;
  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== element || event.altKey || event.ctrlKey || event.metaKey || !act(parts, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('keydown', onKey);
  return () => element.removeEventListener('keydown', onKey);
}

/** Whether the key does something here. */
function act({ view, hands, pan, zoom, toPresent }: Parts, key: string): boolean {
  const height = view.height();
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp':
      hands().step(key === 'ArrowDown' ? 'next' : 'last');
      return true;
    case 'ArrowRight':
    case 'ArrowLeft':
      hands().step('other');
      return true;
    case 'Enter':
      hands().pin();
      return true;
    case 'Escape':
      return hands().drop();
    case 'w':
      hands().why();
      return true;
    case 'PageDown':
    case 'PageUp':
      pan((key === 'PageDown' ? 0.8 : -0.8) * height);
      return true;
    case 'Home':
      pan(-Infinity);
      return true;
    case 'End':
    case 'f':
      toPresent();
      return true;
    case '+':
    case '=':
    case '-':
      zoom(zoomStep(view.get(), key === '-' ? 'out' : 'in', height / 2, height), 'playhead');
      return true;
    default:
      return false;
  }
}
