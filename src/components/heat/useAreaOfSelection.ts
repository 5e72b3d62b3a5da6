import { useEffect } from 'react';
import { logNameOf } from '../../base/logName.ts';
import { areaParts } from '../../scene/heat/heatGrid.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

/** Whoever selects a broker, a topic or a replica elsewhere sees it here, too: the picture goes near it. */
export function useAreaOfSelection(): void {
  const { actions, store } = useSimulator();
  const selected = useAppState((state) => state.selected);
  useEffect(() => {
    const area = areaOf(selected);
    const { closeUp } = store.getState();
    if (area !== null && (closeUp === null || !isWithin(area, closeUp))) actions.setCloseUp(area);
  }, [actions, store, selected]);
}

/** Null where the map has no place for it. */
export function areaOf(key: string | null): string | null {
  if (key === null) return null;
  if (/^broker-\d+$/.test(key) || key.startsWith('topic:')) return key;
  // `consumer:c-1` names no log.
  const log = key.includes(':') ? null : logNameOf(key);
  if (log === null || log.topic === 'controller' || log.topic === 'zookeeper') return null;
  return log.broker === null ? `topic:${log.topic}` : `broker-${log.broker}/topic:${log.topic}`;
}

/** Whether what belongs to `area` is drawn where one is. A broker's peers are drawn with it, so another broker is no reason to leave. */
function isWithin(area: string, closeUp: string): boolean {
  const [wanted, here] = [areaParts(area), areaParts(closeUp)];
  if (wanted.topic === null) return here.broker === wanted.broker || here.broker === null || here.topic !== null;
  return here.topic === null ? wanted.broker !== null && here.broker === wanted.broker : here.topic === wanted.topic;
}
