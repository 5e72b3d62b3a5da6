import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { areaParts } from '../../scene/heat/heatGrid.ts';

/** What had the focus is gone with the map or with the picture near it, so what comes in its place gets it. Nobody else's focus is taken. */
export function useFocusKept(root: RefObject<HTMLElement | null>, area: string | null): void {
  const before = useRef(area);
  useEffect(() => {
    const from = before.current;
    before.current = area;
    const { current } = root;
    if (from === area || current === null || (document.activeElement ?? document.body) !== document.body) return;
    const { broker } = areaParts(area ?? '');
    const wanted = area === null ? ['.heat-board', '.heat-table .close-up-step'] : [...(broker === null ? [] : [`.entity[data-key="${broker}"]`]), '.entity[tabindex="0"]', '.close-up-step'];
    const found = wanted.map((selector) => current.querySelector<HTMLElement>(selector)).find((each) => each !== null);
    found?.focus({ preventScroll: true });
  }, [root, area]);
}
