import type { StoreApi } from 'zustand/vanilla';
import { MESSAGE_KINDS } from '../base/messageKinds.ts';
import { causeKey } from '../protocol/because.ts';
import type { DocumentSource, WhySubject } from '../protocol/messages.ts';
import { sentence } from '../protocol/narration.ts';
import { throughLens } from '../words/run/announced.ts';
import type { Conductor } from './conductor.ts';
import type { Following } from './following.ts';
import type { Looking } from './looking.ts';
import type { Stretches } from './stretches.ts';
import { storeTheme } from './preferences.ts';
import { isSavedRun, viewOf } from './savedRuns.ts';
import { SEVERAL, toggle, type Sets } from './sets.ts';
import { WHY, type AppActions, type AppState } from './state.ts';
import type { Request, WorkerClient } from './workerClient.ts';

/** What components may ask for, in terms of the worker and the conductor. */
export function createActions(store: StoreApi<AppState>, client: WorkerClient, conductor: Conductor, looking: Looking, stretches: Stretches, following: Following): AppActions {
  const give = (command: unknown, more: readonly unknown[] = []): void => {
    store.setState({ problems: null });
    conductor.beforeCommand();
    client.send({ type: 'command', command, ...(more.length === 0 ? {} : { more }) });
  };
  return {
    ...openActions(store, client),
    exportRun: (form, from, to) => client.send({ type: 'export', form, from, to }),
    save: (beside) => client.send({ type: 'save', ...viewOf(store.getState(), beside) }),
    play: () => conductor.play(),
    pause: () => conductor.pause(),
    togglePlay: () => (store.getState().playing ? conductor.pause() : conductor.play()),
    setSpeed: (speed) => store.setState({ speed }),
    stepEvent: () => conductor.stepEvent(),
    stepNotable: () => conductor.stepNotable(),
    ...timeActions(store, client, conductor),
    command: (command) => give(command),
    carryOut: ({ command, after }) => give(command, after === undefined ? [] : [after]),
    carryOutAll([first, ...more]) {
      if (first !== undefined) give(first, more);
    },
    ...storyActions(store, client, conductor),
    select: (key, offset) => select(store, client, key, offset ?? null),
    pick: (key) => pick(store, client, key),
    setChosen: (sets) => choose(store, client, sets),
    ...whyActions(store, client, conductor),
    readOffers() {
      store.setState({ offers: null });
      client.send({ type: 'offers' });
    },
    askSequence: (question) => stretches.want(question),
    pointAt: (seq) => store.setState({ pointedAt: seq === null ? null : { seq } }),
    setLens(lens) {
      if (lens === store.getState().lens) return;
      store.setState({ lens });
      conductor.announce(throughLens[lens]);
    },
    lookAt: (request) => looking.lookAt(request),
    follow: (target) => following.follow(target),
    highlight: (key) => looking.highlight(key),
    setCloseUp: (closeUp) => store.setState({ closeUp }),
    setLogView: (change) => store.setState(({ logView }) => ({ logView: { ...logView, ...change } })),
    setMetricsBy: (metricsBy) => store.setState({ metricsBy }),
    setSequenceView: (change) => store.setState(({ sequenceView }) => ({ sequenceView: { ...sequenceView, ...change } })),
    seeLog: (shown) => store.setState(({ logView }) => ({ lens: 'partitions', logView: { ...logView, shown } })),
    setTheme(theme) {
      storeTheme(theme);
      store.setState({ theme });
    },
    setKindShown: (kind, isShown) => store.setState(({ shownKinds }) => ({ shownKinds: MESSAGE_KINDS.filter((each) => (each === kind ? isShown : shownKinds.includes(each))) })),
    setShowInternalTopics: (showInternalTopics) => store.setState({ showInternalTopics }),
    dismissProblems: () => store.setState({ problems: null }),
    dispose() {
      conductor.dispose();
      client.dispose();
    },
  };
}

type OpenActions = 'readLibrary' | 'openLibrary' | 'openText' | 'openSaved' | 'restart';

function openActions(store: StoreApi<AppState>, client: WorkerClient): Pick<AppActions, OpenActions> {
  const send = (request: Request): void => {
    if (store.getState().failure !== null) client.restart();
    store.setState({ failure: null });
    client.send(request);
  };
  const open = (source: DocumentSource, seed: number | null): void => send({ type: 'open', source, seed });
  const openSaved = (text: string, name: string): void => send({ type: 'openSaved', text, name });
  return {
    readLibrary() {
      const { library, failure } = store.getState();
      if (Array.isArray(library) || client.outstanding('library') > 0) return;
      store.setState({ library: failure === null ? null : 'failed' });
      // Whoever failed answers nobody any more.
      if (failure !== null) client.restart();
      client.send({ type: 'library' });
    },
    openLibrary: (id, seed) => open({ kind: 'library', id }, seed ?? null),
    openText(text, name) {
      if (isSavedRun(text)) openSaved(text, name);
      else open({ kind: 'text', text, name }, null);
    },
    openSaved,
    restart() {
      const { source, run } = store.getState();
      if (source !== null) open(source, run?.seed ?? null);
    },
  };
}

/** A thing that is pointed at with others. */
function pick(store: StoreApi<AppState>, client: WorkerClient, key: string): void {
  const { frame, selected, sets } = store.getState();
  if (frame !== null) choose(store, client, toggle(sets, frame, selected, key));
}

function choose(store: StoreApi<AppState>, client: WorkerClient, sets: Sets | null): void {
  select(store, client, null, null);
  if (sets !== null) store.setState({ sets, selected: SEVERAL, inspection: null });
}

function select(store: StoreApi<AppState>, client: WorkerClient, key: string | null, offset: number | null): void {
  const { sets } = store.getState();
  if (sets !== null && key !== null && sets.choosing !== null) {
    pick(store, client, key);
    return;
  }
  if (sets !== null) store.setState({ sets: null });
  const { selected, why } = store.getState();
  store.setState({ pickedOffset: offset });
  // Who is done with causes is where they were asked for.
  if (key === null && selected === WHY) key = why?.from ?? null;
  if (key === selected) return;
  // Nobody waits for an answer that would not be shown.
  if (selected === WHY && why !== null && why.chain === undefined && !why.isStopped) client.send({ type: 'stopWhy' });
  store.setState({ selected: key, inspection: null });
  if (key !== null) client.send({ type: 'inspect', target: key });
}

function whyActions(store: StoreApi<AppState>, client: WorkerClient, conductor: Conductor): Pick<AppActions, 'askWhy' | 'askWhyOf' | 'stopWhy' | 'goToCause'> {
  const ask = (subject: WhySubject, title: string): void => {
    const { selected, why } = store.getState();
    store.setState({ why: { subject, title, from: selected === WHY ? why?.from : selected === SEVERAL ? null : selected, chain: undefined, progress: null, isStopped: false, shown: null }, selected: WHY, inspection: null });
    client.send({ type: 'why', subject });
  };
  return {
    askWhy: (fact) => ask({ kind: 'fact', seq: fact.seq, at: fact.at }, sentence(fact)),
    askWhyOf(subject, title) {
      if (store.getState().playing) conductor.pause();
      ask(subject, title);
    },
    stopWhy() {
      const { why } = store.getState();
      if (why === null || why.chain !== undefined) return;
      store.setState({ why: { ...why, progress: null, isStopped: true } });
      client.send({ type: 'stopWhy' });
    },
    goToCause(link) {
      const { why } = store.getState();
      if (why !== null) store.setState({ why: { ...why, shown: causeKey(link) } });
      if (link.fact === null) conductor.seek({ kind: 'time', at: link.at }, false);
      else conductor.seek({ kind: 'fact', seq: link.fact, at: link.at }, true);
    },
  };
}

type TimeActions =
  | 'stepBackEvent'
  | 'stepBackNotable'
  | 'seekTo'
  | 'goTo'
  | 'startScrub'
  | 'endScrub'
  | 'stopSeek'
  | 'undo'
  | 'redo'
  | 'switchBranch'
  | 'renameBranch'
  | 'addBookmark'
  | 'renameBookmark'
  | 'removeBookmark'
  | 'goToBookmark'
  | 'deleteBranch'
  | 'dismissNote'
  | 'measure'
  | 'setZoom';

function timeActions(store: StoreApi<AppState>, client: WorkerClient, conductor: Conductor): Pick<AppActions, TimeActions> {
  return {
    stepBackEvent: () => conductor.stepBack('event'),
    stepBackNotable: () => conductor.stepBack('notable'),
    seekTo: (us) => conductor.seek({ kind: 'time', at: Math.max(0, Math.floor(us)) }, false),
    goTo: ({ seq, at }) => conductor.seek({ kind: 'fact', seq, at }, true),
    startScrub: () => conductor.startScrub(),
    endScrub: () => conductor.endScrub(),
    stopSeek: () => client.send({ type: 'stopSeek' }),
    undo: () => conductor.jump({ type: 'undo' }),
    redo: () => conductor.jump({ type: 'redo' }),
    switchBranch: (id) => conductor.jump({ type: 'branch', change: { kind: 'switch', id } }),
    addBookmark() {
      if (store.getState().run === null) return;
      conductor.settle();
      client.send({ type: 'bookmark', change: { kind: 'add' } });
    },
    renameBookmark: (id, name) => client.send({ type: 'bookmark', change: { kind: 'rename', id, name } }),
    removeBookmark: (id) => client.send({ type: 'bookmark', change: { kind: 'remove', id } }),
    goToBookmark: ({ at, events }) => conductor.seek({ kind: 'moment', at, events }, true),
    renameBranch: (id, name) => conductor.jump({ type: 'branch', change: { kind: 'rename', id, name } }),
    deleteBranch: (id) => conductor.jump({ type: 'branch', change: { kind: 'delete', id } }),
    dismissNote: () => store.setState({ note: null }),
    measure: (window) => {
      if (client.outstanding('measure') === 0) client.send({ type: 'measure', window });
    },
    setZoom: (zoom) => store.setState({ zoom }),
  };
}

function storyActions(
  store: StoreApi<AppState>,
  client: WorkerClient,
  conductor: Conductor,
): Pick<AppActions, 'answer' | 'continueStory' | 'setGuided'> {
  return {
    answer(step, option) {
      conductor.beforeCommand();
      client.send({ type: 'answer', step, option });
    },
    continueStory() {
      const { story, playing, frame, knownTo } = store.getState();
      // A known future goes on as it did.
      if (story?.waits === true && (frame?.now ?? 0) >= knownTo) {
        conductor.beforeCommand();
        client.send({ type: 'continue' });
      } else if (playing) conductor.hurry();
      conductor.play();
    },
    setGuided(guided) {
      store.setState({ guided });
      if (!guided) conductor.leaveStory();
    },
  };
}
