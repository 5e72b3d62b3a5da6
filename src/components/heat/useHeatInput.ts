import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { areaAt, type HeatGrid, type HeatPlace } from '../../scene/heat/heatGrid.ts';
import { placeAt, type HeatLayout } from '../../scene/heat/heatLayout.ts';
import { useSimulator } from '../simulatorContext.tsx';

interface HeatInput {
  readonly grid: HeatGrid;
  readonly layout: HeatLayout;
  readonly place: HeatPlace;
  readonly onPlace: (place: HeatPlace) => void;
}

/** The map is one stop in the tab order. A pointer points and a click goes near; a finger points, and goes near with the button beside the words. */
export function useHeatInput(root: RefObject<HTMLElement | null>, input: HeatInput): void {
  const { actions } = useSimulator();
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const pointed = (event: PointerEvent | MouseEvent): HeatPlace | null => {
      const box = current.getBoundingClientRect();
      const { grid, layout } = latest.current;
      return placeAt(layout, grid, event.clientX - box.left, event.clientY - box.top);
    };
    const point = (event: PointerEvent): void => {
      const place = pointed(event);
      const { place: last, onPlace } = latest.current;
      if (place !== null && (place.row !== last.row || place.column !== last.column)) onPlace(place);
    };
    const near = (place: HeatPlace): void => {
      const { grid } = latest.current;
      const area = areaAt(grid, place);
      if (area === null) return;
      actions.setCloseUp(area);
      const broker = place.row < 0 ? grid.brokers[place.column] : undefined;
      if (broker !== undefined) actions.select(broker.key);
    };
    const onClick = (event: MouseEvent): void => {
      const place = pointed(event);
      if (place !== null && (event as PointerEvent).pointerType !== 'touch') near(place);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { grid, place, onPlace } = latest.current;
      if (event.key === 'Enter') near(place);
      else {
        const next = moved(grid, place, event.key);
        if (next === null) return;
        onPlace(next);
      }
      event.preventDefault();
      event.stopPropagation();
    };
    current.addEventListener('pointermove', point);
    current.addEventListener('pointerdown', point);
    current.addEventListener('click', onClick);
    current.addEventListener('keydown', onKeyDown);
    return () => {
      current.removeEventListener('pointermove', point);
      current.removeEventListener('pointerdown', point);
      current.removeEventListener('click', onClick);
      current.removeEventListener('keydown', onKeyDown);
    };
  }, [root, actions]);
}

const PAGE = 10;

/** Null for keys that do not move. One step left of the first broker is the whole topic, above the first topic the whole broker. */
function moved({ topics, brokers }: HeatGrid, { row, column }: HeatPlace, key: string): HeatPlace | null {
  const to = (nextRow: number, nextColumn: number): HeatPlace => {
    const place = { row: Math.max(-1, Math.min(topics.length - 1, nextRow)), column: Math.max(-1, Math.min(brokers.length - 1, nextColumn)) };
    return place.row < 0 && place.column < 0 ? { row, column } : place;
  };
  switch (key) {
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'PageDown':
      return to(row + PAGE, column);
    case 'PageUp':
      return to(Math.max(0, row - PAGE), column);
    case 'Home':
      return to(Math.max(0, row), -1);
    case 'End':
      return to(row, brokers.length - 1);
    default:
      return null;
  }
}
