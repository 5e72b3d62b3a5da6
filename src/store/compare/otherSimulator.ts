import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { sameData } from '../../base/sameData.ts';
import type { BecauseLink } from '../../protocol/because.ts';
import { causeKey } from '../../protocol/because.ts';
import type { FromWorker, WhySubject } from '../../protocol/messages.ts';
import { sentence } from '../../protocol/narration.ts';
import { shareUnchanged } from '../../protocol/plainData.ts';
import type { Frame } from '../../protocol/views.ts';
import { applyDelta } from '../applyDelta.ts';
import type { Simulator } from '../createSimulator.ts';
import { appendFacts } from '../factList.ts';
import { initialState } from '../initialState.ts';
import { createLooking, type Looking } from '../looking.ts';
import { WHY, type AppActions, type AppState } from '../state.ts';
import type { WorkerClient } from '../workerClient.ts';

/** What of the reader's view holds for both pictures. */
const SHARED = ['playing', 'rate', 'speed', 'theme', 'selected', 'lens', 'logView', 'closeUp', 'shownKinds', 'showInternalTopics', 'story', 'guided'] as const;

/**
 * A simulator for a run beside another one: it is drawn with the other's playhead, shows what the other shows, and what is asked of it is
 * asked of the other. Its own are its run, its frames, what travels in it, what a lens looks at, and why something is so in it.
 */
export interface OtherSimulator {
  readonly simulator: Simulator;
  readonly looking: Looking;
  /** Its run has begun, or has been begun anew. */
  begin(opened: Extract<FromWorker, { readonly type: 'openedOther' }>): void;
  /** Takes in a frame of it, which is returned whole. */
  take(answer: Extract<FromWorker, { readonly type: 'frame' }>): Frame;
  because(subject: WhySubject, chain: BecauseLink | null): void;
  whyProgress(subject: WhySubject, at: number, to: number | null): void;
  stop(): void;
}

export function createOtherSimulator(run: Simulator, client: WorkerClient): OtherSimulator {
  const store = createStore<AppState>(() => ({ ...initialState(), ...sharedOf(run.store.getState()), highlightKey: run.store.getState().highlightKey }));
  const looking = createLooking(store, client);
  const stop = run.store.subscribe((state, before) => {
    if (SHARED.some((name) => state[name] !== before[name])) store.setState(sharedOf(state));
    looking.highlight(state.highlightKey);
    // One question at a time: what is asked of the run takes the place of what was asked of this one.
    if (state.why !== before.why && state.why !== null) store.setState({ why: null });
  });
  const actions: AppActions = { ...run.actions, ...whyActions(run, store, client), lookAt: (request) => looking.lookAt(request), command: () => undefined, dispose: stop };
  const ofQuestion = (subject: WhySubject, change: (why: NonNullable<AppState['why']>) => Partial<AppState['why']>): void =>
    store.setState(({ why }) => (why !== null && sameData(why.subject, subject) ? { why: { ...why, ...change(why) } } : {}));
  return {
    simulator: { store, actions, playhead: run.playhead, record: () => Promise.resolve(null), idle: () => run.idle() },
    looking,
    begin({ run: info, frame, facts }) {
      const wasAsked = store.getState().why !== null;
      // A twin has no story of its own: what the run's story is about is marked in both.
      store.setState({ run: { ...info, story: run.store.getState().run?.story ?? [] }, frame: applyDelta(null, frame), detail: null, facts, why: null });
      looking.begin();
      if (wasAsked && run.store.getState().selected === WHY) run.actions.select(null);
    },
    take(answer) {
      const { frame: last, detail, facts } = store.getState();
      const frame = applyDelta(last, answer.frame);
      store.setState({ frame, traffic: answer.traffic, facts: appendFacts(facts, answer.facts), detail: answer.detail === undefined ? detail : shareUnchanged(detail, answer.detail) });
      return frame;
    },
    because: (subject, chain) => ofQuestion(subject, () => ({ chain, progress: null, isStopped: false })),
    whyProgress: (subject, at, to) => ofQuestion(subject, ({ isStopped }) => (to === null || isStopped ? {} : { progress: { at, to } })),
    stop,
  };
}

/** Why something is so in this run: its own worker is asked, and the answer takes the place of what the other run was asked. */
function whyActions(run: Simulator, store: StoreApi<AppState>, client: WorkerClient): Pick<AppActions, 'askWhy' | 'askWhyOf' | 'stopWhy' | 'goToCause'> {
  const ask = (subject: WhySubject, title: string): void => {
    if (run.store.getState().playing) run.actions.pause();
    run.actions.stopWhy();
    run.store.setState({ why: null, inspection: null, selected: WHY });
    store.setState({ why: { subject, title, chain: undefined, progress: null, isStopped: false, shown: null } });
    client.send({ type: 'why', subject });
  };
  return {
    askWhy: (fact) => ask({ kind: 'fact', seq: fact.seq, at: fact.at }, sentence(fact)),
    askWhyOf: ask,
    stopWhy() {
      const { why } = store.getState();
      if (why === null || why.chain !== undefined) return;
      store.setState({ why: { ...why, progress: null, isStopped: true } });
      client.send({ type: 'stopWhy' });
    },
    goToCause(link) {
      const { why } = store.getState();
      if (why !== null) store.setState({ why: { ...why, shown: causeKey(link) } });
      run.actions.seekTo(link.at);
    },
  };
}

function sharedOf(state: AppState): Pick<AppState, (typeof SHARED)[number]> {
  const { playing, rate, speed, theme, selected, lens, logView, closeUp, shownKinds, showInternalTopics, story, guided } = state;
  return { playing, rate, speed, theme, selected, lens, logView, closeUp, shownKinds, showInternalTopics, story, guided };
}
