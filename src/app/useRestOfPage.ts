import { useEffect } from 'react';
import { useAppState, useSimulator } from '../components/simulatorContext.tsx';

/** After the first picture, so that what comes then is not in its way. */
const AFTER_MS = 1_000;

/** Fetches what is not needed for the first picture once there is time: from then on the page needs no server. */
export function useRestOfPage(): void {
  const { actions } = useSimulator();
  const isOpen = useAppState(({ run }) => run !== null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setTimeout(() => {
      actions.readLibrary();
      // What cannot be had now is asked for again when it is wanted.
      void Promise.allSettled([
        import('../components/share/ShareDialog.tsx'),
        import('../components/compare/CompareDialog.tsx'),
        import('../components/compare/CompareStage.tsx'),
        import('../components/glossary/GlossaryDialog.tsx'),
        import('../components/palette/Palette.tsx'),
        import('../components/palette/ContextMenu.tsx'),
        import('../components/cluster/TravellingMarks.tsx'),
        import('../components/partitions/PartitionsLens.tsx'),
        import('../components/groups/GroupsLens.tsx'),
        import('../components/sequence/SequenceLens.tsx'),
        import('../components/metrics/MetricsLens.tsx'),
        import('../components/build/AddDialog.tsx'),
        import('../components/build/BuildDialog.tsx'),
        import('../components/build/FirstSteps.tsx'),
        import('../components/cluster/Drags.tsx'),
        import('../components/cluster/LinkHandle.tsx'),
        import('../components/cluster/TroubleMarks.tsx'),
        import('../components/cluster/layers/linkCrowd.ts'),
        import('../components/glossary/terms.ts'),
        import('../components/heat/LargeCluster.tsx'),
        import('../components/inspector/AskWhy.tsx'),
        import('../components/inspector/KeyDialog.tsx'),
        import('../components/inspector/NodeLinks.tsx'),
        import('../components/inspector/RecordLife.tsx'),
        import('../components/inspector/SelectionPanel.tsx'),
        import('../components/stage/WaitsNote.tsx'),
        import('../components/styles/forced.css'),
        import('../components/timeline/LatencyLane.tsx'),
        import('../components/timeline/ReturnChoices.tsx'),
        import('../components/transcript/TranscriptDialog.tsx'),
        import('../components/why/CauseArrows.tsx'),
        import('../components/why/WhyPanel.tsx'),
        import('../store/resumed.ts'),
        import('../store/link/codec.ts'),
      ]);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [actions, isOpen]);
}
