import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { firstSteps } from '../build/firstSteps.ts';
import { inShort } from '../../words/build/next.ts';
import { useAppState } from '../simulatorContext.tsx';

const WaitsNote = lazy(() => import('./WaitsNote.tsx'));
const FirstSteps = lazy(() => import('../build/FirstSteps.tsx'));

/** Over the picture of a cluster of one's own: what it lacks to begin with, and that its times are not Kafka's. */
export function SheetNotes(): ReactNode {
  // A story says itself what is waited for.
  const waits = useAppState(({ run, source }) => (source?.kind === 'text' && run?.story.length === 0 ? run.waits : NONE));
  const steps = useAppState(({ frame, source, run }) => firstSteps(frame, source, run));
  // One at a time; that nobody reads is told in the panel alone.
  const first = steps[0] === 'topic' || steps[0] === 'producer' ? steps[0] : null;
  return (
    <Suspense fallback={null}>
      {waits.length > 0 && <WaitsNote waits={waits} />}
      {first !== null && <FirstSteps steps={[first]} said={inShort} />}
    </Suspense>
  );
}

const NONE: readonly never[] = [];
