import { EMPTY_LANES } from './lanes/foldLanes.ts';
import { storedTheme } from './preferences.ts';
import type { AppState } from './state.ts';

/** Nothing is open yet. */
export function initialState(): AppState {
  return {
    run: null,
    source: null,
    library: null,
    frame: null,
    facts: [],
    lanes: EMPTY_LANES,
    traffic: [],
    story: null,
    broken: [],
    knownTo: 0,
    reachedAt: [],
    timeline: null,
    seeking: null,
    scrubbing: false,
    note: null,
    saved: null,
    exported: null,
    pointedAt: null,
    guided: true,
    playing: false,
    speed: 'auto',
    rate: 0,
    achievedRate: null,
    ended: false,
    selected: null,
    inspection: null,
    why: null,
    lens: 'cluster',
    theme: storedTheme(),
    showControlTraffic: false,
    showInternalTopics: false,
    problems: null,
    failure: null,
    announcement: '',
  };
}
