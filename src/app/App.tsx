import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { PictureContext } from '../components/cluster/pictureContext.ts';
import { ComparisonContext, useAsked, useNameOf } from '../components/compare/comparisonContext.tsx';
import { EventList } from '../components/events/EventList.tsx';
import { Inspector } from '../components/inspector/Inspector.tsx';
import { useSelectedInSight } from '../components/inspector/useSelectedInSight.ts';
import { DialogContext, TypedAheadContext } from '../components/shell/dialogContext.ts';
import { Dialogs } from '../components/shell/Dialogs.tsx';
import { FileDrop } from '../components/shell/FileDrop.tsx';
import { LiveRegion } from '../components/shell/LiveRegion.tsx';
import { Failure, Problems } from '../components/shell/Problems.tsx';
import { Segments } from '../components/shell/Segments.tsx';
import { TopBar } from '../components/shell/TopBar.tsx';
import { useShortcuts } from '../components/shell/shortcuts.ts';
import { useTheme } from '../components/shell/theme.ts';
import { useDialogs } from '../components/shell/useDialogs.ts';
import { SimulatorProvider, useAppState, useSimulator } from '../components/simulatorContext.tsx';
import { Stage } from '../components/stage/Stage.tsx';
import { SheetNotes } from '../components/stage/SheetNotes.tsx';
import { StageBar } from '../components/stage/StageBar.tsx';
import { StoryPanel } from '../components/story/StoryPanel.tsx';
import { TimeNote } from '../components/timeline/TimeNote.tsx';
import { Timeline } from '../components/timeline/Timeline.tsx';
import { Transport } from '../components/transport/Transport.tsx';
import type { Comparison } from '../store/compare/createComparison.ts';
import { useRootState } from '../embed/useRootState.ts';
import * as words from '../words/app.ts';
import { useAddress } from './useAddress.ts';
import { useCompareAgain } from './useCompareAgain.ts';
import { useComparing } from './useComparing.ts';
import { useLastVisit } from './useLastVisit.ts';
import { useRestOfPage } from './useRestOfPage.ts';

const CompareStage = lazy(() => import('../components/compare/CompareStage.tsx'));

/** The full page: story, stage and inspector side by side, and time underneath. */
export function App(): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const { opened, dialogs, typedAhead } = useDialogs();
  useRootState(root);
  useTheme();
  useAddress();
  useRestOfPage();
  useShortcuts(dialogs.open);
  const inspecting = useAppState(({ selected }) => selected !== null);
  useSelectedInSight();
  const { comparison, compare, leave } = useComparing();
  useCompareAgain(compare, leave);
  useLastVisit(comparison);
  return (
    <ComparisonContext value={comparison}>
      <DialogContext value={dialogs}>
        <div className="app" ref={root} data-inspecting={inspecting} data-comparing={comparison !== null}>
          <a className="skip-link" href="#stage">
            {words.skipToCluster}
          </a>
          <TopBar />
          <StoryPanel onChoose={() => dialogs.open('scenarios')} />
          <main className="app-stage" id="stage" tabIndex={-1}>
            {comparison === null ? (
              <Stage
                bar={
                  <>
                    <StageBar />
                    <SheetNotes />
                  </>
                }
              />
            ) : (
              <Suspense fallback={null}>
                <CompareStage comparison={comparison} onLeave={leave} />
              </Suspense>
            )}
            <Failure />
          </main>
          <aside className="app-inspector" aria-label={words.selection}>
            <InspectorBeside comparison={comparison} />
          </aside>
          <Deck />
          <Problems />
          <FileDrop />
          <LiveRegion />
          <TypedAheadContext value={typedAhead}>
            <Dialogs opened={opened} onCompare={compare} onLeaveComparison={leave} />
          </TypedAheadContext>
        </div>
      </DialogContext>
    </ComparisonContext>
  );
}

/** Of two runs that are compared, the one that was asked why last is the one whose causes are shown. */
function InspectorBeside({ comparison }: { readonly comparison: Comparison | null }): ReactNode {
  const run = useSimulator();
  const asked = useAsked(comparison, run);
  const name = useNameOf(comparison, asked === run);
  const picture = useMemo(() => (name === null ? null : { name, isReadOnly: asked !== run }), [name, asked, run]);
  return (
    <PictureContext value={picture}>
      <SimulatorProvider simulator={asked}>
        <Inspector />
      </SimulatorProvider>
    </PictureContext>
  );
}

/** Time: where the run is, what happened when, and what happened. On narrow pages the last two take turns. */
function Deck(): ReactNode {
  const [chosen, setShown] = useState<'timeline' | 'events'>('timeline');
  const { actions } = useSimulator();
  const pointing = useAppState(({ pointedAt }) => pointedAt !== null);
  const shown = pointing ? 'events' : chosen;
  const choose = (next: 'timeline' | 'events'): void => {
    actions.pointAt(null);
    setShown(next);
  };
  return (
    <footer className="deck" data-shown={shown}>
      <Transport />
      <Segments className="deck-choice" label={words.belowCluster} choices={['timeline', 'events']} names={words.belowChoices} chosen={shown} onChoose={choose} />
      <Timeline />
      <EventList />
      <TimeNote />
    </footer>
  );
}
