import { EMPTY_LANES } from './lanes/foldLanes.ts';
import { storedTheme } from './preferences.ts';
import { INITIAL_LOG_VIEW, type AppState } from './state.ts';

/** Nothing is open yet. */
export function initialState(): AppState {
  return {
    run: null,
    source: null,
    library: null,
    offers: null,
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
    lookedAt: null,
    detail: null,
    highlightKey: null,
    logView: INITIAL_LOG_VIEW,
    theme: storedTheme(),
    showControlTraffic: false,
    showInternalTopics: false,
    problems: null,
    failure: null,
    announcement: '',
  };
}
