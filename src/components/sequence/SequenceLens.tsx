import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { foldedAtFirst, layoutLanes } from '../../scene/sequence/lanes.ts';
import { following } from '../../scene/sequence/timeView.ts';
import { MESSAGE_KINDS, type MessageCategory, type NodeFamily, type SequenceNode, type SequenceStretch } from '../../store/facts.ts';
import { WHY } from '../../store/state.ts';
import * as words from '../../words/sequence/lens.ts';
import { useViewport } from '../cluster/useViewport.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { LensProps } from '../stage/lenses.ts';
import '../styles/sequence.css';
import { Detail } from './Detail.tsx';
import { Diagram } from './Diagram.tsx';
import { Heads } from './Heads.tsx';
import { itemsOf, litBy, type Items, type Lit } from './items.ts';
import { PlayheadLine } from './PlayheadLine.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useBand, type Band } from './useBand.ts';
import { useSequenceInput } from './useSequenceInput.ts';
import { usePointing } from './usePointing.ts';
import { useStretch } from './useStretch.ts';
import { createViewHandle, type ViewHandle } from './viewHandle.ts';

/** The sequence lens: what passed between whom, over time. */
export default function SequenceLens({ embedded }: LensProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const viewport = useViewport(container, embedded);
  const [view] = useState(createViewHandle);
  const { actions } = useSimulator();
  const kinds = useAppState((state) => state.shownKinds);
  const setKinds = (next: readonly MessageCategory[]): void => MESSAGE_KINDS.forEach((kind) => actions.setKindShown(kind, next.includes(kind)));
  const [timers, setTimers] = useState(!embedded);
  const band = useBand(view);
  const lit = useLit();
  const stretch = useStretch(band, kinds, lit);
  useFollow(view);
  return (
    <div className="lens sequence" data-kind={viewport?.kind} ref={container} aria-busy={stretch === null}>
      {!embedded && <Toolbar view={view} kinds={kinds} onKinds={setKinds} timers={timers} onTimers={setTimers} counts={stretch?.counts ?? null} lit={lit} />}
      {viewport !== null && stretch !== null && <Sheet view={view} band={band} stretch={stretch} width={viewport.width} timers={timers} lit={lit} />}
    </div>
  );
}

interface SheetProps {
  readonly view: ViewHandle;
  readonly band: Band;
  readonly stretch: SequenceStretch;
  readonly width: number;
  readonly timers: boolean;
  readonly lit: Lit | null;
}

/** The lines with their heads, and what is pointed at in words. */
function Sheet({ view, band, stretch, width, timers, lit }: SheetProps): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const height = useHeight(body, view);
  const nodes = useShownNodes(stretch);
  const [chosen, setChosen] = useState<FoldChoice>({});
  const lanes = useMemo(() => layoutLanes(nodes, foldedNow(nodes, width, chosen), width), [nodes, chosen, width]);
  const knownTo = useAppState((state) => state.knownTo);
  const items = useMemo(() => itemsOf(stretch, lanes, band, knownTo, timers), [stretch, lanes, band, knownTo, timers]);
  const { item, pinned, shown, other, said, hands } = usePointing(items, stretch, view);
  useSequenceInput(body, view, hands);
  const fold = (family: NodeFamily): void => setChosen((before) => ({ ...before, [family]: !foldedNow(nodes, width, before).has(family) }));
  return (
    <>
      <div className="sequence-sheet">
        <Heads lanes={lanes} onFold={fold} />
        <div
          className="sequence-body"
          ref={body}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a picture in which arrow keys go from message to message
          tabIndex={0}
          role="application"
          aria-roledescription={words.diagram}
          aria-label={words.about}
          style={{ width: lanes.width }}
        >
          {height > 0 && (
            <>
              <Diagram view={view} band={band} lanes={lanes} stretch={stretch} items={items} height={height} knownTo={knownTo} lit={lit} shown={shown} />
              <PlayheadLine view={view} height={height} width={lanes.width} />
            </>
          )}
        </div>
      </div>
      <Detail item={item} other={other} pinned={pinned} rest={restOf(stretch, items)} />
      <output className="visually-hidden">{said}</output>
    </>
  );
}

/** What the reader has folded, true, or opened, false; what is not in it follows the room there is. */
type FoldChoice = Readonly<Partial<Record<NodeFamily, boolean>>>;

function foldedNow(nodes: readonly SequenceNode[], width: number, chosen: FoldChoice): ReadonlySet<NodeFamily> {
  const folded = new Set(foldedAtFirst(nodes, width).filter((family) => chosen[family] !== false));
  for (const { family } of nodes) if (chosen[family] === true) folded.add(family);
  return folded;
}

/** While nothing is pointed at: what is drawn, and what is not. */
function restOf({ crowd }: SequenceStretch, { arrows, inside }: Items): string {
  if (crowd !== null) return words.tooMany(crowd.total);
  const drawn = arrows.length === 0 ? words.noMessage : words.howToRead;
  return inside === 0 ? drawn : `${drawn} ${words.moreWithin(inside)}`;
}

/** All nodes but those outside the cluster that nobody talks to here. */
function useShownNodes({ nodes, messages }: SequenceStretch): readonly SequenceNode[] {
  const talks = messages.filter(({ from, to }) => nodes.some(({ name, family }) => family === 'others' && (name === from || name === to)));
  const signature = nodes.filter(({ name, family }) => family !== 'others' || talks.some(({ from, to }) => from === name || to === name)).map(({ name }) => name).join(' ');
  return useMemo(() => nodes.filter(({ name }) => signature.split(' ').includes(name)), [nodes, signature]);
}

function useLit(): Lit | null {
  const chain = useAppState(({ why, selected }) => (selected === WHY ? (why?.chain ?? null) : null));
  return useMemo(() => (chain === null ? null : litBy(chain)), [chain]);
}

/** Keeps the playhead where it is while it is followed. */
function useFollow(view: ViewHandle): void {
  const { playhead } = useSimulator();
  useEffect(
    () =>
      playhead.subscribe((now) => {
        if (view.isFollowing()) view.set(following(view.get(), now, view.height()));
      }),
    [playhead, view],
  );
}

function useHeight(body: RefObject<HTMLElement | null>, view: ViewHandle): number {
  const { playhead } = useSimulator();
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const { current } = body;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => {
      const next = Math.floor(current.clientHeight);
      view.resize(next);
      if (view.isFollowing()) view.follow(true, playhead.now());
      setHeight(next);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [body, view, playhead]);
  return height;
}
