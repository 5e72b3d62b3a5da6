import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import type { Simulator } from '../../store/createSimulator.ts';
import * as words from '../../words/cluster/commands.ts';
import { swallowClick } from './useLinkDrag.ts';

const STARTS_PX = 6;
/** Between the words and the cards. */
const BESIDE_PX = 8;
/** What the consumer can do is asked for when it is taken; by then it has been told, or nothing is done. */
const WAITS_MS = 3_000;

interface Taken {
  readonly key: string;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  ghost: HTMLElement | null;
  group: string | null;
}

/** A consumer's card that is dragged onto the name of another group moves there, as the action in its inspector does. By mouse or pen: a finger scrolls. */
export function useConsumerDrag(root: RefObject<HTMLElement | null>): void {
  const simulator = useSimulator();
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    let taken: Taken | null = null;
    const end = (): void => {
      if (taken === null) return;
      if (taken.ghost !== null) swallowClick(current);
      taken.ghost?.remove();
      markTarget(current, null);
      delete current.dataset['dragging'];
      taken = null;
    };
    const onDown = (event: PointerEvent): void => {
      const card = event.button !== 0 || event.pointerType === 'touch' ? null : cardAt(event.target);
      const key = card?.dataset['key'];
      if (key !== undefined && card?.matches('[data-state="dead"], [data-state="closed"], [data-state="failed"]') === false) taken = { key, pointer: event.pointerId, x: event.clientX, y: event.clientY, ghost: null, group: null };
    };
    const onMove = (event: PointerEvent): void => {
      if (taken === null || event.pointerId !== taken.pointer) return;
      if (taken.ghost === null) {
        if (Math.hypot(event.clientX - taken.x, event.clientY - taken.y) < STARTS_PX) return;
        current.setPointerCapture(event.pointerId);
        current.dataset['dragging'] = 'consumer';
        taken.ghost = createGhost(current);
        if (simulator.store.getState().selected !== taken.key) simulator.actions.select(taken.key);
      }
      taken.group = groupUnder(event.clientX, event.clientY);
      markTarget(current, taken.group);
      drawGhost(current, taken.ghost, event, wordsFor(simulator, taken));
      event.preventDefault();
    };
    const onUp = (event: PointerEvent): void => {
      if (taken === null || event.pointerId !== taken.pointer) return;
      const { key, group } = taken;
      end();
      if (group !== null) moveTo(simulator, key, group);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || (taken?.ghost ?? null) === null) return;
      event.stopPropagation();
      end();
    };
    const listeners = [['pointerdown', onDown], ['pointermove', onMove], ['pointerup', onUp], ['pointercancel', end]] as const;
    for (const [name, listener] of listeners) current.addEventListener(name, listener as EventListener);
    window.addEventListener('keydown', onKey, true);
    return () => {
      for (const [name, listener] of listeners) current.removeEventListener(name, listener as EventListener);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [root, simulator]);
}

function cardAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element && target.closest('button') === null ? target.closest<HTMLElement>('.entity.consumer') : null;
}

function groupUnder(x: number, y: number): string | null {
  const under = document.elementsFromPoint(x, y).flatMap((element) => element.closest<HTMLElement>('.entity.group, .entity.consumer') ?? []);
  for (const { dataset } of under) {
    const group = dataset['key']?.startsWith('group:') === true ? dataset['key'].slice('group:'.length) : dataset['group'];
    if (group !== undefined) return group;
  }
  return null;
}

function markTarget(root: HTMLElement, group: string | null): void {
  for (const header of root.querySelectorAll<HTMLElement>('.entity.group')) {
    if (header.dataset['key'] === `group:${group ?? ''}`) header.dataset['target'] = '';
    else delete header.dataset['target'];
  }
}

function createGhost(root: HTMLElement): HTMLElement {
  const ghost = document.createElement('span');
  ghost.className = 'drag-words';
  ghost.setAttribute('aria-hidden', 'true');
  root.append(ghost);
  return ghost;
}

function drawGhost(root: HTMLElement, ghost: HTMLElement, { clientX, clientY }: PointerEvent, words: string): void {
  const box = root.getBoundingClientRect();
  const x = clientX - box.left;
  ghost.textContent = words;
  // Beside the card it was taken from and the names of groups, where there is room: they are what it is about.
  const beside = [...root.querySelectorAll('.entity.consumer, .entity.group')].map((each) => each.getBoundingClientRect().left - box.left);
  const left = Math.min(x, ...beside) - ghost.offsetWidth - BESIDE_PX;
  ghost.style.transform = left >= 0 ? `translate(${left}px, ${clientY - box.top}px) translate(0, -50%)` : `translate(${x}px, ${clientY - box.top}px) translate(${x > box.width / 2 ? '-100%' : '12px'}, -120%)`;
}

function wordsFor({ store }: Simulator, { key, group }: Taken): string {
  const id = key.slice('consumer:'.length);
  const own = store.getState().frame?.consumers.find((consumer) => consumer.key === key)?.group;
  if (group === null) return words.dropOnGroup(id);
  return group === own ? words.isInGroup(id, group) : words.toGroup(id, group);
}

/** Does what the consumer's inspector offers, as soon as it is known. */
function moveTo({ store, actions }: Simulator, key: string, group: string): void {
  const attempt = (): boolean => {
    const { inspection } = store.getState();
    if (inspection?.target !== key) return false;
    const move = inspection.actions.find(({ after }) => joins(after, group));
    if (move !== undefined) actions.carryOut(move);
    return true;
  };
  if (attempt()) return;
  const stop = store.subscribe(() => {
    if (attempt()) stop();
  });
  setTimeout(stop, WAITS_MS);
}

/** Whether a command adds a consumer to the group, as the second one of a move does. */
function joins(command: unknown, group: string): boolean {
  const { kind, consumer } = (command ?? {}) as { readonly kind?: unknown; readonly consumer?: { readonly group?: unknown } };
  return kind === 'addConsumer' && consumer?.group === group;
}
