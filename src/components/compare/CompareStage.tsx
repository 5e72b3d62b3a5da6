import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useStore } from 'zustand';
import type { Lens } from '../../base/lens.ts';
import type { Comparison } from '../../store/compare/createComparison.ts';
import type { ComparisonState } from '../../store/compare/comparisonState.ts';
import type { Simulator } from '../../store/createSimulator.ts';
import { DifferencesContext, PictureContext } from '../cluster/pictureContext.ts';
import { SimulatorProvider, useAppState, useSimulator } from '../simulatorContext.tsx';
import { LENS_VIEWS, type LensView } from '../stage/lenses.ts';
import { LensTabs } from '../stage/LensTabs.tsx';
import { StageOptions } from '../stage/StageOptions.tsx';
import * as words from '../../words/compare/stage.ts';
import { Outcome } from './Outcome.tsx';
import { useNarrow } from '../useNarrow.ts';
import { PHONE, usePlaces } from './usePlaces.ts';
import '../styles/compare.css';

interface CompareStageProps {
  readonly comparison: Comparison;
  readonly onLeave: () => void;
}

/** Two pictures of one moment, and what came out differently. Loaded when somebody compares. */
export default function CompareStage({ comparison, onLeave }: CompareStageProps): ReactNode {
  const run = useSimulator();
  const swapped = useStore(comparison.store, (state) => state.swapped);
  const lens = useAppState((state) => state.lens);
  const chosen = LENS_VIEWS.find((each) => each.lens === lens);
  const view = chosen !== undefined && chosen.besides ? chosen : CLUSTER;
  // Until another lens is chosen.
  const [refused, setRefused] = useState<{ readonly why: string; readonly lens: Lens } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const sides: readonly Side[] = swapped ? ['other', 'run'] : ['run', 'other'];
  return (
    <section className="stage compare" aria-label={words.comparison}>
      <div className="stage-bar compare-bar">
        <h2 className="visually-hidden" ref={heading} tabIndex={-1}>
          {words.compare}
        </h2>
        <LensTabs shown={view.lens} whyNot={whyNotBesides} onRefused={(why) => setRefused({ why, lens })} />
        {view.lens === 'cluster' && <StageOptions />}
        <div className="compare-actions">
          <button type="button" className="button" onClick={() => comparison.swap()}>
            {words.swapSides}
          </button>
          <button type="button" className="button" onClick={onLeave}>
            {words.leave}
          </button>
        </div>
      </div>
      <output className="compare-lens-note">{chosen !== undefined && chosen !== view ? words.clusterInPlaceOf(chosen.title) : refused?.lens === lens ? refused.why : null}</output>
      <div className="compare-space">
        <div className="compare-pictures" data-lens={view.lens}>
          {sides.map((side, index) => (
            <PictureBeside key={side} side={side} place={index === 0 ? 'left' : 'right'} comparison={comparison} simulator={side === 'run' ? run : comparison.other} view={view} />
          ))}
        </div>
        <Outcome comparison={comparison} />
      </div>
    </section>
  );
}

const CLUSTER = LENS_VIEWS[0] as LensView;

function whyNotBesides({ title, besides }: LensView): string | null {
  return besides ? null : words.oneRunAtATime(title);
}

type Side = 'run' | 'other';

interface PictureBesideProps {
  readonly side: Side;
  readonly place: 'left' | 'right';
  readonly comparison: Comparison;
  readonly simulator: Simulator;
  readonly view: LensView;
}

function PictureBeside({ side, place, comparison, simulator, view: { View } }: PictureBesideProps): ReactNode {
  const title = useStore(comparison.store, ({ titles }) => (side === 'run' ? titles.left : titles.right));
  const differs = useStore(comparison.store, ({ differences }) => (side === 'run' ? differences.left : differences.right));
  const section = useRef<HTMLElement>(null);
  useShownNow(section, simulator);
  const isPhone = useNarrow(PHONE);
  const places = usePlaces();
  const kind = useStore(comparison.store, (state) => state.kind);
  const isBehind = useStore(comparison.store, (state) => state.isBehind);
  // What is not drawn is not counted: a reader would look for it in vain.
  const internal = useAppState((state) => state.showInternalTopics);
  const count = internal ? differs.size : [...differs.keys()].filter((key) => !key.includes('/__')).length;
  const picture = useMemo(() => ({ name: title, isReadOnly: side === 'other' }), [side, title]);
  return (
    <section ref={section} className="compare-picture" aria-label={words.pictureAt(places[place], title)} data-side={side} data-place={place}>
      <h3 className="compare-title">
        <span className="compare-title-name">{title}</span>
        <span className="compare-title-note">{noteWords(side, kind, places[place])}</span>
        <span className="compare-title-count">{countWords(count, isBehind)}</span>
      </h3>
      <SimulatorProvider simulator={simulator}>
        <PictureContext value={picture}>
          <DifferencesContext value={differs}>
            <Suspense fallback={<div className="lens" aria-busy="true" />}>
              <View embedded={!isPhone} />
            </Suspense>
          </DifferencesContext>
        </PictureContext>
      </SimulatorProvider>
    </section>
  );
}

/** Writes past React of which time the picture is, for programs that drive the page. */
function useShownNow(element: RefObject<HTMLElement | null>, { store }: Simulator): void {
  useEffect(() => {
    const write = (): void => element.current?.setAttribute('data-now', String(store.getState().frame?.now ?? 0));
    write();
    return store.subscribe(write);
  }, [element, store]);
}

/** Which run it is, and where. */
function noteWords(side: Side, kind: ComparisonState['kind'], place: string): string {
  if (side === 'run') return words.yourRun(place);
  return kind === 'twin' ? words.itsTwin(place) : words.anotherFuture(place);
}

function countWords(count: number, isBehind: boolean): string {
  if (isBehind) return words.catchingUp;
  return count === 0 ? words.nothingDiffers : words.differNow(count);
}
