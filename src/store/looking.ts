import type { StoreApi } from 'zustand/vanilla';
import type { DetailRequest } from '../protocol/look.ts';
import { sameData } from '../base/sameData.ts';
import type { AppState } from './state.ts';
import type { WorkerClient } from './workerClient.ts';

/** Tells the worker what is looked at: one request at a time, the newest of what was wanted meanwhile next. */
export interface Looking {
  lookAt(request: DetailRequest | null): void;
  highlight(key: string | null): void;
  /** The worker has answered, or another run has begun that knows of nothing. */
  answered(): void;
  begin(): void;
}

export function createLooking(store: StoreApi<AppState>, client: WorkerClient): Looking {
  let isWanted = false;
  const tell = (): void => {
    const { run, lookedAt: detail, highlightKey } = store.getState();
    if (run === null) return;
    isWanted = client.outstanding('look') > 0;
    if (!isWanted) client.send({ type: 'look', look: { detail, highlightKey } });
  };
  return {
    lookAt(request) {
      if (sameData(request, store.getState().lookedAt)) return;
      store.setState({ lookedAt: request });
      tell();
    },
    highlight(highlightKey) {
      if (highlightKey === store.getState().highlightKey) return;
      store.setState({ highlightKey });
      tell();
    },
    answered() {
      if (isWanted) tell();
    },
    begin() {
      const { lookedAt, highlightKey } = store.getState();
      if (lookedAt !== null || highlightKey !== null) tell();
    },
  };
}
