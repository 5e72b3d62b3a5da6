import { use, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Frame, PartitionsDetail } from '../../scene/frame.ts';
import { MOST_WINDOWS } from '../../store/facts.ts';
import { centredOn, isIn, slotsIn } from '../../scene/partitions/logWindow.ts';
import type { LogView } from '../../store/state.ts';
import { PictureContext } from '../cluster/pictureContext.ts';
import * as pictureWords from '../../words/cluster/picture.ts';
import * as words from '../../words/partitions/lens.ts';
import { Told } from '../glossary/Told.tsx';
import { useStageMoment } from '../cluster/useStageFrame.ts';
import { useStoryFocus } from '../cluster/useStoryFocus.ts';
import { useViewport } from '../cluster/useViewport.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { LensProps } from '../stage/lenses.ts';
import { cutsAt } from './cuts.ts';
import { LogBlock } from './LogBlock.tsx';
import { LogTools } from './LogTools.tsx';
import { Rail } from './Rail.tsx';
import { RecordTip } from './RecordTip.tsx';
import { partitionOf, partitionsShown, recordNamed } from './shown.ts';
import { laneTops, LABEL_WIDTH, type StripSize } from './sizes.ts';
import { useLogInput } from './useLogInput.ts';
import '../styles/partitions.css';

/** From this width on the list of partitions stands beside the logs, and labels beside the strips. */
const RAIL_FROM = 700;
const RAIL_WIDTH = 184;
const BESIDE_FROM = 470;
const MARGIN = 32;

/** The partitions lens: all copies of a partition by offset. */
export default function PartitionsLens({ embedded }: LensProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const viewport = useViewport(container, embedded);
  const { frame, detail } = useStageMoment();
  const view = useAppState((state) => state.logView);
  const hasRail = !embedded && (viewport?.width ?? 0) >= RAIL_FROM;
  const size = viewport === null ? null : sizeFor(viewport.width - (hasRail ? RAIL_WIDTH : 0) - MARGIN, view);
  return (
    <div className="lens log-lens" data-kind={viewport?.kind} data-rail={hasRail ? 'beside' : 'above'} ref={container}>
      {frame !== null && size !== null && <Logs frame={frame} detail={detail?.kind === 'partitions' ? detail : null} view={view} size={size} embedded={embedded} height={viewport?.height ?? 0} />}
    </div>
  );
}

function sizeFor(room: number, view: LogView): StripSize {
  const stacked = room < BESIDE_FROM;
  const width = Math.max(80, room - (stacked ? 0 : LABEL_WIDTH));
  return { pitch: view.pitch, width, slots: slotsIn(width, view.pitch), stripHeight: laneTops(view).height, stacked };
}

interface LogsProps {
  readonly frame: Frame;
  readonly detail: PartitionsDetail | null;
  readonly view: LogView;
  readonly size: StripSize;
  readonly embedded: boolean;
  readonly height: number;
}

/** Height of a partition with three copies and a group, about. */
const BLOCK_HEIGHT = 250;

function Logs({ frame, detail, view, size, embedded, height }: LogsProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  useLogInput(root, setPointed);
  const internal = useAppState((state) => state.showInternalTopics);
  const { shown, partitions } = partitionsShown(frame, view.shown, internal);
  // Beside another one there is no list to choose from: it is scrolled.
  const isBeside = use(PictureContext) !== null;
  const drawn = partitions.slice(0, embedded && !isBeside ? Math.max(1, Math.floor(height / BLOCK_HEIGHT)) : MOST_WINDOWS);
  useLooking(drawn.map(({ key }) => key), size.slots, view);
  useSelectionInSight(frame, detail, view, partitions.map(({ key }) => key), size.slots);
  const facts = useAppState((state) => state.facts);
  const cuts = useMemo(() => cutsAt(facts, frame.now), [facts, frame.now]);
  const focus = useStoryFocus();
  const logs = detail?.logs ?? [];
  return (
    <>
      {!embedded && <Rail frame={frame} shown={shown} found={detail?.found ?? null} />}
      <div className="log-main" data-stacked={size.stacked ? '' : undefined} data-cells={size.pitch >= 12 ? 'wide' : 'narrow'}>
        {!embedded && <LogTools view={view} found={detail?.found ?? null} />}
        <div
          className="log-picture"
          ref={root}
          role="application"
          aria-roledescription={pictureWords.picture}
          aria-label={words.picture}
        >
          {drawn.map((partition) => {
            const log = logs.find(({ key }) => key === partition.key);
            return log === undefined ? null : <LogBlock key={partition.key} frame={frame} partition={partition} log={log} size={size} view={view} cuts={cuts} focus={focus} />;
          })}
        </div>
        {partitions.length === 0 && (
          <p className="log-left-out">
            <Told words={internal ? words.noTopic : words.onlyInternalTopics} />
          </p>
        )}
        {partitions.length > drawn.length && <p className="log-left-out">{(embedded ? words.someOf : words.someOfChoose)(drawn.length, partitions.length)}</p>}
      </div>
      {pointed !== null && <RecordTip place={pointed} logs={logs} />}
    </>
  );
}

/** Tells the worker which logs are looked at, and when nobody looks any more. */
function useLooking(keys: readonly string[], slots: number, { windows }: LogView): void {
  const { actions } = useSimulator();
  const wanted = JSON.stringify(keys.map((partition) => ({ partition, from: windows[partition] ?? null, slots })));
  useEffect(() => {
    actions.lookAt({ kind: 'partitions', windows: JSON.parse(wanted) as { partition: string; from: number | null; slots: number }[] });
  }, [actions, wanted]);
  useEffect(() => () => actions.lookAt(null), [actions]);
}

/** What is selected, here or through another lens, comes into sight once. */
function useSelectionInSight(frame: Frame, detail: PartitionsDetail | null, { windows }: LogView, shown: readonly string[], slots: number): void {
  const { actions } = useSimulator();
  const selected = useAppState((state) => state.selected);
  const seen = useRef<string | null>(null);
  const partition = partitionOf(frame, selected);
  const log = detail?.logs.find(({ key }) => key === partition);
  useEffect(() => {
    if (selected === null) seen.current = null;
    if (selected === null || partition === null || seen.current === selected) return;
    if (!shown.includes(partition)) {
      actions.setLogView({ shown: partition });
      return;
    }
    const record = recordNamed(selected);
    if (log === undefined) return;
    seen.current = selected;
    document.querySelector(`.log-block[data-partition="${CSS.escape(partition)}"]`)?.scrollIntoView({ block: 'nearest' });
    if (record === null) return;
    if (isIn({ from: windows[partition] ?? log.from, slots }, record.offset)) return;
    const from = centredOn(record.offset, log, slots);
    const { [partition]: _, ...others } = windows;
    actions.setLogView({ windows: from === null ? others : { ...others, [partition]: from } });
  });
}
