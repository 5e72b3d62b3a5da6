import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { DocumentSource, ResumedView, ToWorker } from '../protocol/messages.ts';
import { sameData } from '../base/sameData.ts';
import { shareUnchanged } from '../protocol/plainData.ts';
import * as words from '../words/run/refused.ts';
import { createActions } from './actions.ts';
import { createConductor } from './conductor.ts';
import type { Conductor } from './conductor.ts';
import { createFollowing, type Following } from './following.ts';
import { initialState } from './initialState.ts';
import { latestOf } from './latest.ts';
import { createLooking, type Looking } from './looking.ts';
import { createPlayhead } from './playhead.ts';
import { browserScheduler } from './scheduler.ts';
import type { Scheduler } from './scheduler.ts';
import { spawnWorker } from './spawnWorker.ts';
import type { SimulatorWorker } from './spawnWorker.ts';
import type { AppActions, AppState, Playhead } from './state.ts';
import { createStretches, shareMessages } from './stretches.ts';
import { createWorkerClient } from './workerClient.ts';
import type { Answer, WorkerClient } from './workerClient.ts';
import { prefersReducedMotion } from './reducedMotion.ts';

export type Recorded = Extract<Answer, { readonly type: 'recorded' }>;

/** Who waits for a record, by the request for it. */
type Recording = Map<number, (recorded: Recorded | null) => void>;

/** One simulator: its state, what can be asked of it, and where its playhead is. A page may have several. */
export interface Simulator {
  readonly store: StoreApi<AppState>;
  readonly actions: AppActions;
  readonly playhead: Playhead;
  /** What makes a branch again elsewhere, null the current one, and what it could be compared with; null when there is none. */
  record(branch: number | null): Promise<Recorded | null>;
  /** Resolves once everything asked for so far has been done and is in the store. */
  idle(): Promise<void>;
}

export interface SimulatorOptions {
  /** The engine; by default the real one in a worker of its own. */
  readonly workerFactory?: () => SimulatorWorker;
  readonly scheduler?: Scheduler;
  /** Whether things should move in steps; by default what the reader's system asks for. */
  readonly reducedMotion?: () => boolean;
}

/** Starts the engine's worker. Nothing is open until an action opens it. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const store = createStore<AppState>(initialState);
  const reducedMotion = options.reducedMotion ?? prefersReducedMotion;
  const playhead = createPlayhead(reducedMotion);
  const waiting: (() => void)[] = [];
  const recording: Recording = new Map();
  const onRest = (): void => {
    if (isSettled()) for (const resolve of waiting.splice(0)) resolve();
  };
  const resuming: Resuming = { name: '', showing: 0, show: (resumed) => void show(resumed) };
  const isSettled = (): boolean => resuming.showing === 0 && conductor.isSettled();
  const show = async (resumed: ResumedView): Promise<void> => {
    resuming.showing += 1;
    try {
      const { shownOf, selectAgain } = await import('./resumed.ts');
      store.setState(shownOf(resumed, resuming.name, store.getState().frame?.now ?? 0));
      selectAgain(resumed, store.getState(), actions);
    } finally {
      resuming.showing -= 1;
      onRest();
    }
  };
  const stretches = createStretches(store, () => client);
  const client: WorkerClient = createWorkerClient(options.workerFactory ?? spawnWorker, {
    onAnswer: (answer, asked) => {
      settleRecords(recording, answer);
      onAnswer({ store, conductor, looking, following, resuming }, answer, asked);
      if (asked.type === 'sequence') stretches.settle();
    },
    onProgress: ({ at, to }, asked) => {
      if (asked.type !== 'why') conductor.progress(at, to);
      else store.setState(({ why }) => (why !== null && to !== null && !why.isStopped && sameData(why.subject, asked.subject) ? { why: { ...why, progress: { at, to } } } : {}));
    },
    onFailure: (message) => {
      forgetRecords(recording);
      store.setState({ failure: message, playing: false });
    },
    onQuiet: onRest,
  });
  const scheduler = options.scheduler ?? browserScheduler();
  const conductor = createConductor({ store, client, playhead, scheduler, reducedMotion, onRest });
  const looking = createLooking(store, client);
  const following = createFollowing(store, client);
  const actions = createActions(store, client, conductor, looking, stretches, following);
  return {
    store,
    playhead,
    actions,
    record: (branch) => new Promise((resolve) => recording.set(client.send({ type: 'record', branch }), resolve)),
    idle: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

function settleRecords(recording: Recording, answer: Answer): void {
  // Of a run that is not there any more nobody gets a record.
  if (answer.type === 'opened') forgetRecords(recording);
  const resolve = recording.get(answer.request);
  recording.delete(answer.request);
  resolve?.(answer.type === 'recorded' ? answer : null);
}

function forgetRecords(recording: Recording): void {
  for (const resolve of recording.values()) resolve(null);
  recording.clear();
}

/** What there is to do when a saved run has come to where it was left. */
interface Resuming {
  /** Whence it came. */
  name: string;
  /** How many are about to be shown. */
  showing: number;
  readonly show: (resumed: ResumedView) => void;
}

interface Hearing {
  readonly store: StoreApi<AppState>;
  readonly conductor: Conductor;
  readonly looking: Looking;
  readonly following: Following;
  readonly resuming: Resuming;
}

function onAnswer({ store, conductor, looking, following, resuming }: Hearing, answer: Answer, asked: ToWorker): void {
  if (asked.type === 'look') looking.answered();
  switch (answer.type) {
    case 'opened': {
      const source = answer.source ?? (asked.type === 'open' ? asked.source : null);
      const again = sameData(source, store.getState().source);
      // A speed is chosen for a document; starting it again keeps it, and so does one that was chosen before there was any.
      if (!again && store.getState().source !== null) store.setState({ speed: 'auto' });
      store.setState({ source, selected: null, inspection: null, why: null, followed: null, measured: null, sequence: null, zoom: null, problems: null, failure: null, guided: true, toCompare: null });
      if (!again) store.setState({ highlightKey: null, closeUp: null, logView: { ...store.getState().logView, shown: null }, sequenceView: { ...store.getState().sequenceView, folds: {} } });
      store.setState({ logView: { ...store.getState().logView, windows: {} }, sequenceView: { ...store.getState().sequenceView, inSight: null } });
      conductor.begin(answer.run, latestOf(answer));
      looking.begin();
      if (asked.type === 'openSaved') {
        resuming.name = asked.name;
        conductor.jump({ type: 'resume' });
      }
      return;
    }
    case 'refused':
      store.setState({ problems: { title: refusalOf(asked), list: answer.problems } });
      return;
    case 'frame':
      conductor.receive(answer, asked);
      if (answer.resumed !== undefined) resuming.show(answer.resumed);
      return;
    case 'saved':
      store.setState({ saved: answer.saved });
      return;
    case 'exported':
      store.setState({ exported: answer.exported });
      return;
    case 'measured':
      store.setState({ measured: answer.measured });
      return;
    case 'dropped':
      if (asked.type !== 'record' && asked.type !== 'follow' && asked.type !== 'why' && asked.type !== 'stopWhy' && asked.type !== 'export' && asked.type !== 'look' && asked.type !== 'measure' && asked.type !== 'sequence') conductor.settleSeek();
      return;
    case 'sequence':
      store.setState(({ sequence }) => ({ sequence: shareMessages(sequence, answer.stretch) }));
      return;
    case 'recorded':
    case 'openedOther':
    case 'outcome':
      return;
    case 'offered':
      store.setState({ offers: answer.offers });
      return;
    case 'followed':
      following.answered(answer.record);
      return;
    case 'library':
      store.setState({ library: answer.entries ?? 'failed' });
      return;
    case 'because':
      store.setState(({ why }) => (asked.type === 'why' && sameData(why?.subject, asked.subject) && why !== null ? { why: { ...why, chain: answer.chain, progress: null, isStopped: false } } : {}));
      return;
    case 'inspected':
      if (asked.type !== 'inspect' || asked.target !== store.getState().selected) return;
      store.setState(({ inspection }) => ({ inspection: shareUnchanged(inspection, answer.inspection) }));
  }
}

function refusalOf(asked: ToWorker): string {
  if (asked.type === 'openSaved') return words.cannotOpen(asked.name);
  return asked.type === 'open' ? words.cannotRun(nameOf(asked.source)) : words.cannotDo;
}

function nameOf(source: DocumentSource): string {
  return source.kind === 'text' ? source.name : words.scenario(source.id);
}
