import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Frame, HeatMeasure } from '../../scene/frame.ts';
import { closeUpOf } from '../../scene/heat/closeUp.ts';
import { areaParts, heatGrid, placeOf, type HeatGrid, type HeatPlace } from '../../scene/heat/heatGrid.ts';
import { layoutHeat, rectOf } from '../../scene/heat/heatLayout.ts';
import type { Viewport } from '../../scene/types.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { CloseUpBar } from './CloseUpBar.tsx';
import { HeatMap } from './HeatMap.tsx';
import { areaOf, useAreaOfSelection } from './useAreaOfSelection.ts';
import { useFocusKept } from './useFocusKept.ts';
import { useGrowing } from './useGrowing.ts';
import '../styles/heat.css';

interface LargeClusterProps {
  readonly frame: Frame;
  readonly viewport: Viewport;
  /** Draws a part of the cluster as a small one. */
  readonly draw: (part: Frame, room: Viewport) => ReactNode;
}

const BAR = 38;
/** Above and below the map: what is measured, what is pointed at, and the legend. */
const AROUND_MAP = 128;
const PAD = 16;
/** A phone's page scrolls, so rows are as high as they like. */
const PHONE_ROW = 15;

/** A cluster that is too large to draw everything: a map of all of it, and what one goes near to as a picture of its own. */
export default function LargeCluster({ frame, viewport, draw }: LargeClusterProps): ReactNode {
  const { actions, store } = useSimulator();
  const root = useRef<HTMLDivElement>(null);
  const area = useAppState(({ closeUp }) => closeUp);
  const internal = useAppState(({ showInternalTopics }) => showInternalTopics);
  const selected = useAppState((state) => areaOf(state.selected));
  const [measure, setMeasure] = useState<HeatMeasure>('leaders');
  const [asTable, setAsTable] = useState(false);
  const grid = useMemo(() => heatGrid(frame, internal), [frame, internal]);
  const [place, setPlace] = usePlace(grid, area);
  const layout = useLayout(grid, viewport);
  useAreaOfSelection();
  useFocusKept(root, area);
  useGrowing(root, area, (key) => rectOf(layout, placeOf(grid, key)));
  useEffect(() => {
    const onEscape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], :popover-open') !== null) return;
      const { closeUp, selected } = store.getState();
      if (closeUp !== null && (selected === null || selected === areaParts(closeUp).broker)) actions.setCloseUp(null);
    };
    // Before the page lets go of the selection, on which it depends what is left.
    window.addEventListener('keydown', onEscape, true);
    return () => window.removeEventListener('keydown', onEscape, true);
  }, [actions, store]);
  return (
    <div className="large" data-area={area ?? ''} ref={root}>
      {area === null ? (
        <HeatMap grid={grid} layout={layout} measure={measure} onMeasure={setMeasure} asTable={asTable} onTable={setAsTable} place={place} onPlace={setPlace} selected={selected === null ? null : placeOf(grid, selected)} />
      ) : (
        <Near frame={frame} area={area} viewport={viewport} draw={draw} />
      )}
    </div>
  );
}

function Near({ frame, area, viewport, draw }: LargeClusterProps & { readonly area: string }): ReactNode {
  const part = useMemo(() => closeUpOf(frame, area), [frame, area]);
  // The same room as long as it is as large: another would lay out everything again with each frame.
  const room = useMemo(() => ({ ...viewport, height: Math.max(0, viewport.height - BAR) }), [viewport]);
  return (
    <>
      <CloseUpBar area={area} part={part} />
      <div className="large-picture">{draw(part.frame, room)}</div>
    </>
  );
}

/** What the map's ring is around: on the way back, what one comes from. */
function usePlace(grid: HeatGrid, area: string | null): readonly [HeatPlace, (place: HeatPlace) => void] {
  const [place, setPlace] = useState<HeatPlace>({ row: 0, column: 0 });
  const [seen, setSeen] = useState<string | null>(null);
  if (area !== seen) {
    setSeen(area);
    const near = area === null ? null : placeOf(grid, area);
    if (near !== null && (near.row >= 0 || near.column >= 0)) setPlace(near);
  }
  return [place, setPlace];
}

/** The same as long as the same things are there, however they are. */
function useLayout(grid: HeatGrid, viewport: Viewport): ReturnType<typeof layoutHeat> {
  const width = viewport.width - 2 * PAD;
  const height = viewport.kind === 'phone' ? grid.topics.length * PHONE_ROW + 40 : viewport.height - AROUND_MAP;
  const there = JSON.stringify([grid.topics.map(({ name }) => name), grid.brokers.map(({ id, rack }) => [id, rack])]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `there` stands for all of the grid that a layout depends on
  return useMemo(() => layoutHeat(grid, width, height), [there, width, height]);
}
