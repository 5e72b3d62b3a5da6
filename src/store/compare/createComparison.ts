import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { TimeUs } from '../../base/flavor.ts';
import type { FromWorker, ToWorker } from '../../protocol/messages.ts';
import { sameData } from '../../base/sameData.ts';
import { shareUnchanged } from '../../protocol/plainData.ts';
import type { Frame } from '../../protocol/views.ts';
import type { Simulator } from '../createSimulator.ts';
import { spawnWorker } from '../spawnWorker.ts';
import type { SimulatorWorker } from '../spawnWorker.ts';
import type { AppState, Beside } from '../state.ts';
import { createWorkerClient } from '../workerClient.ts';
import type { Answer, WorkerClient } from '../workerClient.ts';
import { horizonOf, initialComparison, type Choice, type ComparisonState, type Other, type Titles } from './comparisonState.ts';
import { differences } from './differences.ts';
import { createOtherSimulator, type OtherSimulator } from './otherSimulator.ts';

/** A run and another one beside it, under the run's playhead. */
export interface Comparison {
  readonly store: StoreApi<ComparisonState>;
  /** The run on the right, to be drawn like any other; nothing can be done to it. */
  readonly other: Simulator;
  /** What was chosen, in the words of a saved run; null where it cannot be said. */
  readonly beside: Beside | null;
  swap(): void;
  /** Everything that belongs to the other run goes. */
  dispose(): void;
}

export interface ComparisonOptions {
  readonly workerFactory?: () => SimulatorWorker;
  readonly nowMs?: () => number;
  /** Another document was opened: there is nothing to compare any more. */
  readonly onLeave: () => void;
}

/** Frames of the run that the other's answers may still belong to. */
const FRAMES_KEPT = 12;
/** Further than this it is quicker to jump than to play. */
const PLAYED_US = 2_000_000;
/** How long before the end of what is compared to compare further. */
const AHEAD_US = 3_000_000;

/** Real time between two tables while both play: nobody reads them quicker. */
const OUTCOME_MS = 300;

/** Real time that a twin takes to be begun anew, about. */
const CATCHING_UP_US = 4_000_000;

/** What a comparison has to remember between two messages. */
interface Pair {
  readonly run: Simulator;
  readonly store: StoreApi<ComparisonState>;
  readonly other: OtherSimulator;
  readonly client: WorkerClient;
  readonly choice: Choice;
  /** The newest frames of the run by their time. */
  frames: readonly Frame[];
  /** What was done to the run when the other one was last begun. */
  made: unknown;
  readonly nowMs: () => number;
  /** When the last table was asked for. */
  askedMs: number;
  /** How far both are computed. */
  untilUs: TimeUs;
  /** The other run has to be begun anew as soon as the one under way has been. */
  isStale: boolean;
  isMaking: boolean;
  isOver: boolean;
}

export function createComparison(run: Simulator, choice: Choice, { workerFactory = spawnWorker, nowMs = () => performance.now(), onLeave }: ComparisonOptions): Comparison {
  const store = createStore<ComparisonState>(() => initialComparison(choice));
  const client = createWorkerClient(workerFactory, {
    onAnswer: (answer, asked) => receive(pair, answer, asked),
    onProgress: ({ at, to }, asked) => {
      if (asked.type === 'why') other.whyProgress(asked.subject, at, to);
      else if (asked.type === 'openOther') store.setState({ progress: { at, to: to ?? at } });
    },
    onFailure: (failure) => store.setState({ failure, progress: null }),
    onQuiet: () => undefined,
  });
  const other = createOtherSimulator(run, client);
  const pair: Pair = { run, store, other, client, choice, nowMs, frames: [], made: null, askedMs: -Infinity, untilUs: 0, isStale: false, isMaking: false, isOver: false };
  const { source } = run.store.getState();
  const unfollow = run.store.subscribe((state, before) => {
    if (!sameData(state.source, source)) {
      unfollow();
      onLeave();
    } else if (state.frame !== before.frame || state.playing !== before.playing || state.timeline !== before.timeline || state.run !== before.run) follow(pair);
  });
  follow(pair);
  return {
    store,
    other: other.simulator,
    beside: besideOf(choice),
    swap: () => store.setState(({ swapped }) => ({ swapped: !swapped })),
    dispose() {
      pair.isOver = true;
      unfollow();
      other.stop();
      client.dispose();
    },
  };
}

function besideOf({ other, branch }: Choice): Beside | null {
  if (other.kind === 'twin') return other.change;
  return branch === undefined ? null : { kind: 'branch', branch };
}

/** The run has moved on, or was changed: the other one goes after it, and is begun anew where it is not its twin any more. */
function follow(pair: Pair): void {
  const { frame } = pair.run.store.getState();
  if (frame === null) return;
  pair.frames = [...pair.frames.filter(({ now }) => now !== frame.now).slice(1 - FRAMES_KEPT), frame];
  const done = doneTo(pair.run.store.getState(), pair.choice);
  const titles = titlesOf(pair);
  if (titles !== null && !sameData(titles, pair.store.getState().titles)) pair.store.setState({ titles });
  const isChanged = !sameData(done, pair.made);
  pair.made = done;
  if (isChanged || (!pair.isMaking && frame.now > pair.untilUs - AHEAD_US)) begin(pair);
  goAfter(pair);
}

/** Whose run it is, and what was done to it and to the future beside it: two runs with the same are one. */
function doneTo({ run, timeline }: AppState, choice: Choice): unknown {
  const current = timeline?.branches.find(({ id }) => id === timeline.current);
  return { run, branch: current?.id, did: current?.did, beside: timeline?.branches.find(({ id }) => id === choice.branch)?.did };
}

/** Futures are called what they are called now, and the one on the left is the present one; null where titles follow from the other run. */
function titlesOf({ run, choice: { titles, branch } }: Pair): Titles | null {
  const { timeline } = run.store.getState();
  if (titles === null || branch === undefined || timeline === null) return titles;
  const nameOf = (id: number): string | undefined => timeline.branches.find((each) => each.id === id)?.name;
  return { left: nameOf(timeline.current) ?? titles.left, right: nameOf(branch) ?? titles.right };
}

/** Another future as it is now; as it was chosen where it is gone. */
async function otherNow({ run, choice: { other, branch } }: Pair): Promise<Other> {
  const recorded = branch === undefined ? null : await run.record(branch);
  return recorded === null ? other : { kind: 'run', record: recorded.record };
}

/** Begins the other run from what the first one is now, or as soon as the beginning under way is done. */
function begin(pair: Pair): void {
  if (pair.isMaking) {
    pair.isStale = true;
    return;
  }
  pair.isMaking = true;
  askForOther(pair).catch((error: unknown) => pair.store.setState({ failure: String(error) }));
}

/** The other run is there, or cannot be had. It may have to be begun anew. */
function settle(pair: Pair): void {
  const { isStale } = pair;
  Object.assign(pair, { isMaking: false, isStale: false });
  if (isStale) begin(pair);
}

async function askForOther(pair: Pair): Promise<void> {
  const { run, client } = pair;
  const recorded = await run.record(null);
  const other = await otherNow(pair);
  if (pair.isOver) return;
  if (recorded === null) {
    settle(pair);
    return;
  }
  const { record: left } = recorded;
  const { frame, playing, rate } = run.store.getState();
  // What plays quickly will be further when the other run is there.
  const soon = (frame?.now ?? 0) + (playing ? rate * CATCHING_UP_US : 0);
  pair.untilUs = horizonOf(Math.max(left.end, soon, other.kind === 'run' ? other.record.end : 0));
  client.send({ type: 'openOther', left, other, until: pair.untilUs });
}

/** Asks for the frame of the run's newest time, one at a time, and then for what came out up to it. */
function goAfter(pair: Pair): void {
  const { run, other, client, store, untilUs } = pair;
  const now = run.store.getState().frame?.now ?? 0;
  const to = Math.min(now, untilUs);
  if (store.getState().isBehind !== now > untilUs) store.setState({ isBehind: now > untilUs });
  const at = other.simulator.store.getState().frame?.now ?? null;
  if (at === null || client.outstanding('advance') + client.outstanding('seek') > 0) return;
  askForOutcome(pair, at, at === to);
  if (at === to) return;
  if (to > at && to - at < PLAYED_US) client.send({ type: 'advance', to, stopAtNotable: false });
  else client.send({ type: 'seek', to: { kind: 'time', at: to } });
}

function askForOutcome(pair: Pair, at: TimeUs, isThere: boolean): void {
  const { run, client, store, nowMs } = pair;
  if (store.getState().outcome?.at === at || client.outstanding('outcome') > 0) return;
  const isDue = nowMs() - pair.askedMs >= OUTCOME_MS;
  if (!isDue && (!isThere || run.store.getState().playing)) return;
  pair.askedMs = nowMs();
  client.send({ type: 'outcome' });
}

function receive(pair: Pair, answer: Answer, asked: ToWorker): void {
  const { store, other } = pair;
  if (asked.type === 'look') other.looking.answered();
  switch (answer.type) {
    case 'openedOther':
      other.begin(answer);
      store.setState({ ready: true, problems: null, progress: null, outcome: null, compared: shareUnchanged(store.getState().compared, answer.compared), titles: titlesOf(pair) ?? answer.titles ?? store.getState().titles });
      settle(pair);
      goAfter(pair);
      return;
    case 'outcome':
      store.setState({ outcome: shareUnchanged(store.getState().outcome, answer.outcome) });
      goAfter(pair);
      return;
    case 'frame':
      takeFrame(pair, answer);
      goAfter(pair);
      return;
    case 'because':
      if (asked.type === 'why') other.because(asked.subject, answer.chain);
      return;
    case 'refused':
      settle(pair);
      store.setState({ problems: answer.problems, progress: null });
      return;
    case 'dropped':
      if (asked.type === 'seek') goAfter(pair);
      return;
    default:
  }
}

/** What differs is looked at between two frames of one time only: it is no difference that one of them is older. */
function takeFrame({ store, other, frames }: Pair, answer: Extract<FromWorker, { readonly type: 'frame' }>): void {
  const frame = other.take(answer);
  const beside = frames.find(({ now }) => now === frame.now);
  if (beside !== undefined) store.setState(({ differences: before }) => ({ differences: keepSame(before, differences(beside, frame)) }));
}

/** The same object where nothing else differs now, so that nothing is drawn again. */
function keepSame(before: ComparisonState['differences'], after: ComparisonState['differences']): ComparisonState['differences'] {
  const same = (side: 'left' | 'right'): boolean => sameData([...before[side]], [...after[side]]);
  return { left: same('left') ? before.left : after.left, right: same('right') ? before.right : after.right };
}
