import type { Frame } from '../../scene/frame.ts';

/** What a menu is asked for at a place of the picture. */
export interface MenuTarget {
  readonly element: HTMLElement | SVGElement;
  /** What is selected for it; null for a message, which is not a thing of the cluster. */
  readonly key: string | null;
  /** Of the record that was pointed at in a copy. */
  readonly offset: number | null;
  /** Of the message that was pointed at. */
  readonly message: string | null;
}

/** The thing at a place, with the record or the message there; null where the menu would be about nothing, which leaves the browser its own. */
export function menuTargetAt(target: EventTarget | null, frame: Frame | null): MenuTarget | null {
  const element = target instanceof Element ? target.closest<HTMLElement | SVGElement>('[data-key]') : null;
  const key = element?.dataset['key'];
  if (element === null || key === undefined) return null;
  if (element.matches('.entity, .link-hit, .log-name')) {
    const offset = target instanceof Element ? target.closest<HTMLElement | SVGElement>('.cell, .record')?.dataset['offset'] : undefined;
    return { element, key, offset: offset === undefined ? null : Number(offset), message: null };
  }
  return frame?.messages.some((message) => message.key === key) === true ? { element, key: null, offset: null, message: key } : null;
}
