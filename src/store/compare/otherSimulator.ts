import { createStore } from 'zustand/vanilla';
import type { Simulator } from '../createSimulator.ts';
import { initialState } from '../initialState.ts';
import type { AppState } from '../state.ts';

/** What of the reader's view holds for both pictures. */
const SHARED = ['playing', 'rate', 'speed', 'theme', 'selected', 'shownKinds', 'showInternalTopics', 'story', 'guided'] as const;

/**
 * A simulator for a run beside another one: it is drawn with the other's playhead, shows what the other shows, and what is asked of it is
 * asked of the other. Its own are its run, its frames, and what travels in it.
 */
export function createOtherSimulator(run: Simulator): { readonly simulator: Simulator; stop(): void } {
  const store = createStore<AppState>(() => ({ ...initialState(), ...sharedOf(run.store.getState()) }));
  const stop = run.store.subscribe((state, before) => {
    if (SHARED.some((name) => state[name] !== before[name])) store.setState(sharedOf(state));
  });
  const actions = { ...run.actions, command: () => undefined, dispose: stop };
  return { simulator: { store, actions, playhead: run.playhead, record: () => Promise.resolve(null), idle: () => run.idle() }, stop };
}

function sharedOf(state: AppState): Pick<AppState, (typeof SHARED)[number]> {
  const { playing, rate, speed, theme, selected, shownKinds, showInternalTopics, story, guided } = state;
  return { playing, rate, speed, theme, selected, shownKinds, showInternalTopics, story, guided };
}
