import { useEffect, useState } from 'react';
import type { Transcript } from '../../store/transcript.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** The run up to the moment at which it is asked for, as text; null until it has been written. `withRoutine`: with what happens all the time. */
export function useTranscript(withRoutine: boolean): Transcript | null {
  const { actions, store } = useSimulator();
  const [nowUs] = useState(() => store.getState().frame?.now ?? 0);
  const [written, setWritten] = useState<Transcript | null>(null);
  useEffect(() => {
    const form = withRoutine ? 'longTranscript' : 'transcript';
    const unsubscribe = store.subscribe(({ exported }, before) => {
      if (exported === before.exported || exported?.form !== form || exported.transcript === undefined) return;
      setWritten(exported.transcript);
      unsubscribe();
    });
    actions.exportRun(form, 0, nowUs);
    return unsubscribe;
  }, [actions, store, withRoutine, nowUs]);
  return written;
}
