import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { movedTo, nextPitch, slotsIn, zoomedAbout } from '../../scene/partitions/logWindow.ts';
import type { Simulator } from '../../store/createSimulator.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** A press that moves no further is a click. */
const DRAGS_FROM = 4;

/**
 * Pointer and keys for all logs, which are one stop in the tab order. Arrow keys move between records and rows, Enter selects; page keys and
 * plus and minus, the wheel with Shift or Control, and dragging move through offsets. `onPoint` hears of the record that is pointed at.
 */
export function useLogInput(root: RefObject<HTMLElement | null>, onPoint: (place: string | null) => void): void {
  const simulator = useSimulator();
  const row = useRef<string | null>(null);
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    const hand = { block: null as HTMLElement | null, x: 0, from: 0, moved: false };
    const drop = (): void => {
      hand.block = null;
    };
    current.addEventListener('pointerdown', (event) => {
      const block = isOnControl(event.target) || !isOnStrip(event.target) ? null : blockOf(event.target);
      Object.assign(hand, { block, x: event.clientX, from: Number(block?.dataset['from']), moved: false });
    }, { signal });
    window.addEventListener('pointermove', (event) => {
      if (hand.block === null) return;
      const by = event.clientX - hand.x;
      if (Math.abs(by) >= DRAGS_FROM) hand.moved = true;
      if (hand.moved) moveTo(simulator, hand.block, hand.from - by / simulator.store.getState().logView.pitch);
    }, { signal });
    window.addEventListener('pointerup', drop, { signal });
    window.addEventListener('pointercancel', drop, { signal });
    current.addEventListener('pointerover', (event) => onPoint(placeAt(event.target)), { signal });
    current.addEventListener('pointerleave', () => onPoint(null), { signal });
    current.addEventListener('click', (event) => {
      if (!isOnControl(event.target) && !hand.moved) simulator.actions.select(selectsAt(event.target));
    }, { signal });
    current.addEventListener('focusin', (event) => {
      const stop = event.target instanceof Element ? event.target.closest(STOPS) : null;
      onPoint(placeAt(event.target));
      if (stop === null) return;
      row.current = rowNameOf(stop);
      for (const other of current.querySelectorAll('[tabindex="0"]')) other.setAttribute('tabindex', '-1');
      stop.setAttribute('tabindex', '0');
    }, { signal });
    current.addEventListener('focusout', ({ target }) => {
      onPoint(null);
      queueMicrotask(() => {
        // Whoever goes elsewhere is not to be brought back; what is not there any more had not been left.
        if (target instanceof Element && target.isConnected && !current.contains(document.activeElement)) row.current = null;
      });
    }, { signal });
    current.addEventListener('wheel', (event) => wheel(simulator, event), { signal, passive: false });
    current.addEventListener('keydown', (event) => {
      if (isOnControl(event.target) || event.altKey || event.ctrlKey || event.metaKey || !pressed(simulator, current, event)) return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    return () => listening.abort();
  }, [root, onPoint, simulator]);
  // What had the focus may have left the window: then its row has it, and there is always one thing to come back to.
  useEffect(() => {
    const { current } = root;
    if (current === null || current.querySelector('[tabindex="0"]') !== null) return;
    const stop = [...current.querySelectorAll<HTMLElement>(ROWS)].find((each) => rowNameOf(each) === row.current) ?? current.querySelector<HTMLElement>(ROWS);
    stop?.setAttribute('tabindex', '0');
    if (row.current !== null && document.activeElement === document.body) stop?.focus();
  });
}

const ROWS = '.log-copy, .log-group';

function rowNameOf(stop: Element): string | null {
  const row = stop.closest<HTMLElement>(ROWS);
  return row === null ? null : `${row.closest<HTMLElement>('.log-block')?.dataset['partition']} ${row.dataset['key'] ?? row.dataset['selects']}`;
}

const STOPS = '.log-copy, .log-group, .record';

function wheel(simulator: Simulator, event: WheelEvent): void {
  const block = blockOf(event.target);
  if (block === null || !isOnStrip(event.target)) return;
  const { logView } = simulator.store.getState();
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    const pitch = nextPitch(logView.pitch, event.deltaY < 0 ? 1 : -1);
    const strip = event.target instanceof Element ? event.target.closest('.log-strip') : null;
    const { left = 0, width = 0 } = strip?.getBoundingClientRect() ?? {};
    const window = { from: Number(block.dataset['from']), slots: Number(block.dataset['slots']) };
    simulator.actions.setLogView({ pitch });
    moveTo(simulator, block, zoomedAbout(event.clientX - left, window, logView.pitch, pitch), slotsIn(width, pitch));
    return;
  }
  const by = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (Math.abs(by) < 1 || (!event.shiftKey && Math.abs(event.deltaY) > Math.abs(event.deltaX))) return;
  event.preventDefault();
  // A slow wheel moves by one offset at a time.
  moveTo(simulator, block, Number(block.dataset['from']) + Math.sign(by) * Math.max(1, Math.abs(by) / logView.pitch));
}

/** The window of the block's partition begins at another offset. */
function moveTo({ store, actions }: Simulator, block: HTMLElement, to: number, slots = Number(block.dataset['slots'])): void {
  const { partition = '', start, end } = block.dataset;
  const from = movedTo(to, { start: Number(start), end: Number(end) }, slots);
  const { [partition]: _, ...others } = store.getState().logView.windows;
  actions.setLogView({ windows: from === null ? others : { ...others, [partition]: from } });
}

function pressed(simulator: Simulator, root: HTMLElement, event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target.closest<HTMLElement>(STOPS) : null;
  const block = blockOf(at);
  if (at === null || block === null) return false;
  const [from, slots, start] = [Number(block.dataset['from']), Number(block.dataset['slots']), Number(block.dataset['start'])];
  const { actions, store } = simulator;
  switch (event.key) {
    case 'Enter':
      actions.select(selectsAt(at));
      return true;
    case 'PageUp':
      moveTo(simulator, block, from - slots + 2);
      return true;
    case 'PageDown':
      moveTo(simulator, block, from + slots - 2);
      return true;
    case 'Home':
      moveTo(simulator, block, start);
      return true;
    case 'End':
      moveTo(simulator, block, Infinity);
      return true;
    case '+':
    case '=':
    case '-':
      zoom(simulator, at, block, nextPitch(store.getState().logView.pitch, event.key === '-' ? -1 : 1));
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      return moveSideways(simulator, at, block, event.key === 'ArrowLeft' ? -1 : 1);
    case 'ArrowUp':
    case 'ArrowDown':
      return moveDown(root, at, event.key === 'ArrowUp' ? -1 : 1);
    default:
      return false;
  }
}

/** The record that has the focus stays in the middle. */
function zoom(simulator: Simulator, at: HTMLElement, block: HTMLElement, pitch: number): void {
  const width = at.closest('.log-copy, .log-group')?.querySelector('.log-strip')?.getBoundingClientRect().width ?? 0;
  const { offset } = at.dataset;
  simulator.actions.setLogView({ pitch });
  const slots = slotsIn(width, pitch);
  if (offset !== undefined) moveTo(simulator, block, Number(offset) - Math.floor(slots / 2), slots);
}

/** To the next record of the row; at the edge of the window, the window moves. */
function moveSideways(simulator: Simulator, at: HTMLElement, block: HTMLElement, by: 1 | -1): boolean {
  const row = at.closest('.log-copy');
  if (row === null) return false;
  const records = [...row.querySelectorAll<HTMLElement>('.record')];
  const index = records.indexOf(at);
  const next = index < 0 ? (by > 0 ? records[0] : undefined) : records[index + by];
  if (next !== undefined) next.focus();
  else if (index === 0 && by < 0 && Number(block.dataset['from']) === Number(block.dataset['start'])) (row as HTMLElement).focus();
  else if (index >= 0) moveTo(simulator, block, Number(block.dataset['from']) + by * Math.ceil(Number(block.dataset['slots']) / 2));
  return true;
}

/** To the row above or below, at the same offset where it has one. */
function moveDown(root: HTMLElement, at: HTMLElement, by: 1 | -1): boolean {
  const rows = [...root.querySelectorAll<HTMLElement>('.log-copy, .log-group')];
  const row = at.closest<HTMLElement>('.log-copy, .log-group');
  const next = row === null ? undefined : rows[rows.indexOf(row) + by];
  if (next === undefined) return true;
  const { offset } = at.dataset;
  const same = offset === undefined ? null : next.querySelector<HTMLElement>(`.record[data-offset="${offset}"]`);
  (same ?? next).focus();
  return true;
}

function isOnControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, select, .log-bar') !== null;
}

function isOnStrip(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.log-strip') !== null;
}

function blockOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.log-block') : null;
}

function placeAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('.record')?.dataset['record'] ?? null) : null;
}

function selectsAt(target: EventTarget | null): string | null {
  const found = target instanceof Element ? target.closest<HTMLElement>('[data-selects], [data-key]') : null;
  return found?.dataset['selects'] ?? found?.dataset['key'] ?? null;
}
