import type { StoreApi } from 'zustand/vanilla';
import { NO_LOOK, type DetailRequest, type Look } from '../protocol/look.ts';
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
  let told: Look = NO_LOOK;
  const tell = (): void => {
    const state = store.getState();
    if (state.run === null) return;
    isWanted = client.outstanding('look') > 0;
    if (isWanted) return;
    told = lookOf(state);
    client.send({ type: 'look', look: told });
  };
  store.subscribe((state, before) => {
    if (isSameSight(state, before) || sameData(nearOf(state), told.near)) return;
    tell();
  });
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
      told = NO_LOOK;
      if (!sameData(lookOf(store.getState()), NO_LOOK)) tell();
    },
  };
}

function lookOf(state: AppState): Look {
  return { detail: state.lookedAt, highlightKey: state.highlightKey, near: nearOf(state) };
}

/** Nothing has changed that `nearOf` depends on. */
function isSameSight(state: AppState, before: AppState): boolean {
  return (
    state.closeUp === before.closeUp &&
    state.selected === before.selected &&
    state.lens === before.lens &&
    state.logView === before.logView &&
    (state.frame === before.frame || isLarge(state) === isLarge(before))
  );
}

function isLarge({ frame }: AppState): boolean {
  return frame !== null && frame.heat.length > 0;
}

/** What of a large cluster has to be told one by one: most wanted first, since there is a limit. In a small one everything is. */
function nearOf(state: AppState): readonly string[] {
  const { frame, selected, closeUp, lens, logView } = state;
  if (frame === null || !isLarge(state)) return NO_LOOK.near;
  const log = logView.shown ?? frame.topics.find(({ internal }) => !internal)?.key ?? null;
  const wanted = [isPartition(selected) ? selected : null, lens === 'partitions' ? log : null, lens === 'cluster' ? closeUp : null];
  return wanted.filter((key) => key !== null);
}

/** Or a replica or a record of one. */
function isPartition(key: string | null): boolean {
  return key !== null && /^(?:\d+\/)?[\w.-]+-\d+(?:@\d+)?$/.test(key) && !/^(?:broker|controller|zookeeper)-\d+$/.test(key);
}
