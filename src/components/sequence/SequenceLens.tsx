import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
import { following } from '../../scene/sequence/timeView.ts';
import { MESSAGE_KINDS, type MessageCategory, type NodeFamily, type SequenceStretch } from '../../store/facts.ts';
import * as words from '../../words/sequence/lens.ts';
import { useViewport } from '../cluster/useViewport.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { LensProps } from '../stage/lenses.ts';
import '../styles/sequence.css';
import { Detail } from './Detail.tsx';
import { Diagram } from './Diagram.tsx';
import { Heads } from './Heads.tsx';
import { itemsOf, type Items, type Lit } from './items.ts';
import { LitBar } from './LitBar.tsx';
import { PlayheadLine } from './PlayheadLine.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useBand, type Band } from './useBand.ts';
import { useFirstStretch, useKeptView } from './useFirstStretch.ts';
import { useItemMenu } from './useItemMenu.tsx';
import { useLanes } from './useLanes.ts';
import { useSequenceInput } from './useSequenceInput.ts';
import { useLit } from './useLit.ts';
import { usePointing } from './usePointing.ts';
import { useStretch } from './useStretch.ts';
import type { ViewHandle } from './viewHandle.ts';

/** The sequence lens: what passed between whom, over time. */
export default function SequenceLens({ embedded }: LensProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const viewport = useViewport(container, embedded);
  const view = useKeptView();
  const { actions } = useSimulator();
  const { kinds, setKinds } = useKinds();
  const timers = useAppState(({ sequenceView }) => sequenceView.timers) ?? !embedded;
  const band = useBand(view);
  const lit = useLit();
  const stretch = useStretch(band, kinds, lit);
  const { lanes, fold } = useLanes(stretch, viewport?.width ?? 0);
  const isReady = useFirstStretch(view, stretch, lanes);
  useFollow(view);
  return (
    <div className="lens sequence" data-kind={viewport?.kind} ref={container} aria-busy={!isReady}>
      {!embedded && <Toolbar view={view} kinds={kinds} onKinds={setKinds} timers={timers} onTimers={(show) => actions.setSequenceView({ timers: show })} counts={stretch?.counts ?? null} lit={lit} />}
      {!embedded && <LitBar view={view} lit={lit} />}
      {viewport !== null && stretch !== null && isReady ? <Sheet view={view} band={band} stretch={stretch} lanes={lanes} onFold={fold} timers={timers} lit={lit} isPhone={viewport.kind === 'phone'} /> : <p className="lens-wait">{words.playsOnceMore}</p>}
    </div>
  );
}

/** The kinds that are chosen, and while nobody leads the controllers what passes between them and the brokers, unless the reader puts that away. */
function useKinds(): { readonly kinds: readonly MessageCategory[]; readonly setKinds: (next: readonly MessageCategory[]) => void } {
  const { actions } = useSimulator();
  const chosen = useAppState((state) => state.shownKinds);
  const isLeaderless = useAppState(({ frame }) => frame !== null && frame.metadata.leader < 0);
  const [isPutAway, setPutAway] = useState(false);
  const kinds = useMemo(() => MESSAGE_KINDS.filter((kind) => chosen.includes(kind) || (kind === 'control' && isLeaderless && !isPutAway)), [chosen, isLeaderless, isPutAway]);
  const setKinds = (next: readonly MessageCategory[]): void => {
    if (kinds.includes('control') !== next.includes('control')) setPutAway(!next.includes('control'));
    for (const kind of MESSAGE_KINDS) if (kinds.includes(kind) !== next.includes(kind)) actions.setKindShown(kind, next.includes(kind));
  };
  return { kinds, setKinds };
}

interface SheetProps {
  readonly view: ViewHandle;
  readonly band: Band;
  readonly stretch: SequenceStretch;
  readonly lanes: SequenceLanes;
  readonly onFold: (family: NodeFamily) => void;
  readonly timers: boolean;
  readonly lit: Lit | null;
  readonly isPhone: boolean;
}

/** The lines with their heads, and what is pointed at in words. */
function Sheet({ view, band, stretch, lanes, onFold, timers, lit, isPhone }: SheetProps): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const height = useHeight(body, view);
  const knownTo = useAppState((state) => state.knownTo);
  const items = useMemo(() => itemsOf(stretch, lanes, band, knownTo, timers), [stretch, lanes, band, knownTo, timers]);
  const { item, pinned, shown, other, said, side, hands } = usePointing(items, stretch, view);
  useSequenceInput(body, view, hands);
  const menu = useItemMenu(body, hands);
  return (
    <>
      <div className="sequence-stage">
        <div className="sequence-sheet">
          <Heads lanes={lanes} onFold={onFold} />
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
        {item !== null && <Detail item={item} other={other} pinned={pinned} side={side} onClose={hands.drop} />}
        {menu}
      </div>
      <Rest stretch={stretch} items={items} isPhone={isPhone} />
      <output className="visually-hidden">{said}</output>
    </>
  );
}

/** What is drawn, what is not, and how to read one of them. How all of it is read stands beside the picture, where there is room. */
function Rest({ stretch: { crowd }, items: { arrows, inside }, isPhone }: Pick<SheetProps, 'stretch' | 'isPhone'> & { readonly items: Items }): ReactNode {
  const within = inside === 0 ? null : ` ${words.moreWithin(inside)}`;
  if (crowd !== null) return <p className="sequence-rest">{words.tooMany(crowd.total)}</p>;
  if (arrows.length === 0) {
    return (
      <p className="sequence-rest">
        {words.noMessage}
        {within}
      </p>
    );
  }
  return (
    <p className="sequence-rest">
      {isPhone ? words.tapOrDrag : words.pointOrGo} <span className="sequence-legend">{words.howToRead}</span>
      {within}
    </p>
  );
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
