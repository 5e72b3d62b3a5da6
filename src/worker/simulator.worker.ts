import { PROTOCOL_VERSION, type FromWorker, type ToWorker } from '../protocol/messages.ts';
import { resumeProgress } from '../scenarios/saved/resume.ts';
import { momentOf } from '../sim/index.ts';
import type { Beside, BesideMessage } from './beside.ts';
import type { OtherServerParts } from './compare/otherServer.ts';
import { recorded } from './compare/record.ts';
import { createLibrary, type Library } from './library.ts';
import { openSaved, saveWhole, takeResumed } from './savedRuns.ts';
import { answerIn, continueIn, inspectIn, offersNow, openSession, submit, tell } from './session.ts';
import type { Session } from './sessionState.ts';
import { changeBookmarks } from './time/bookmarks.ts';
import { changeBranch, redo, undo } from './time/branches.ts';
import { advance, stepOnce, type Stop } from './time/play.ts';
import { beginJourney, comeBack, RESUME, targetBack, travelOn, type Journey } from './time/seek.ts';
import { wantedBy } from './wanted.ts';
import * as words from '../words/run.ts';

/** A frame's share of computing, so that answers come often; and the longest search for something worth seeing. */
const ADVANCE_BUDGET_MS = 12;
const SEARCH_BUDGET_MS = 400;
const SEARCH_US = 600_000_000;
/** How often a long seek tells how far it has come. */
const PROGRESS_MS = 100;

interface Scope {
  postMessage(message: FromWorker): void;
  /** Null is what comes of something that is nested too deep for a message; the page numbers its requests one by one. */
  onmessage: ((event: MessageEvent<ToWorker | null>) => void) | null;
}

/** A seek under way. */
interface Travel {
  readonly request: number;
  readonly journey: Journey;
  toldAtMs: number;
}

/** A worker holds one run at a time, with all its futures, and at most one seek. */
interface Served {
  readonly scope: Scope;
  readonly library: Library;
  /** Messages that wait for a document, and those behind them: answers come in the order of the questions. */
  readonly inbox: ToWorker[];
  isReading: boolean;
  session: Session | null;
  travel: Travel | null;
  /** Calls back when messages that have come meanwhile have been heard. */
  readonly later: (callback: () => void) => void;
  readonly parts: OtherServerParts;
  /** What plays the run beside the one that is shown; null until that is asked for. */
  beside: Beside | null;
}

serve(self as unknown as Scope);

/** Answers the page, one message after another. */
function serve(scope: Scope): void {
  const later = createLater();
  const library = createLibrary();
  const parts: OtherServerParts = {
    post: (message) => scope.postMessage(message),
    later: (callback) => later(() => guarded(served, callback)),
    nowMs: () => performance.now(),
    find: library.find,
    take(session) {
      endTravel(served, false, false);
      served.session = session;
    },
  };
  const served: Served = { scope, library, inbox: [], isReading: false, session: null, travel: null, later, parts, beside: null };
  let last = 0;
  scope.onmessage = ({ data }) => {
    if (data === null) {
      scope.postMessage({ type: 'refused', request: last + 1, problems: [{ path: '', message: words.nestedTooDeep }] });
      last += 1;
      return;
    }
    last = data.request;
    served.inbox.push(data);
    hear(served);
  };
  scope.postMessage({ type: 'ready', version: PROTOCOL_VERSION });
}

/** Handles what has come, up to a message that needs a document, or a part of the program, which has not. */
function hear(served: Served): void {
  const { scope, library, inbox } = served;
  while (!served.isReading) {
    const message = inbox.shift();
    if (message === undefined) return;
    const documents = wantedBy(message);
    if (documents.every((id) => library.has(id)) && (served.beside !== null || !isBeside(message))) {
      guarded(served, () => handle(served, message));
      continue;
    }
    served.isReading = true;
    void Promise.all([library.read(documents), isBeside(message) ? readBeside(served) : true]).then(([isRead, isThere]) => {
      served.isReading = false;
      if (isRead && isThere) guarded(served, () => handle(served, message));
      else scope.postMessage({ type: 'refused', request: message.request, problems: [{ path: isThere ? 'scenario' : '', message: words.notRead }] });
      hear(served);
    });
  }
}

/** Whether it could be read. */
async function readBeside(served: Served): Promise<boolean> {
  try {
    const { createBeside } = await import('./beside.ts');
    served.beside ??= createBeside(served.parts);
    return true;
  } catch {
    return false;
  }
}

const BESIDE: ReadonlySet<string> = new Set<BesideMessage['type']>(['openOther', 'outcome', 'export', 'measure', 'why', 'stopWhy', 'follow', 'sequence']);

function isBeside(message: ToWorker): message is BesideMessage {
  return BESIDE.has(message.type);
}

function guarded(served: Served, act: () => void): void {
  try {
    act();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { session } = served;
    served.scope.postMessage({ type: 'failed', message, seed: session?.seed ?? -1, event: session === null ? -1 : momentOf(session.timeline).events });
    Object.assign(served, { session: null, travel: null });
  }
}

/** Only a document that was accepted replaces the run in progress. */
function handle(served: Served, message: ToWorker): void {
  const { scope, session } = served;
  if (message.type === 'library') {
    // Who has the list of all documents needs no server any more, so the rest of the program is read as well.
    void Promise.all([served.library.list(), readBeside(served)]).then(([entries]) => scope.postMessage({ type: 'library', request: message.request, entries }));
    return;
  }
  if (isBeside(message)) return served.beside?.ask(session, message);
  // What is only asked does not end a seek; everything else takes its place.
  if (!isQuestion(message)) endTravel(served, message.type === 'stopSeek', ACTS.has(message.type));
  if (message.type === 'open' || message.type === 'openSaved') {
    const opened = message.type === 'open' ? openSession(served.library.find, message.source, message.seed) : openSaved(served.library.find, message.text, message.name);
    if (!opened.ok) {
      scope.postMessage({ type: 'refused', request: message.request, problems: opened.problems });
      return;
    }
    const { frame, facts, story, broken, timeline } = tell(opened.session, true);
    if (timeline === null) throw new Error('The first frame tells of the branches.');
    scope.postMessage({ type: 'opened', request: message.request, run: opened.session.info, frame, facts, story, broken, timeline, source: opened.session.source });
    served.session = opened.session;
    served.beside?.forget();
    return;
  }
  if (session === null) return;
  if (message.type === 'look') {
    session.look = message.look;
    // What a seek leads to is told when it is there.
    scope.postMessage(served.travel === null ? frameOf(session, message.request, 'reached') : { type: 'dropped', request: message.request });
    return;
  }
  if (message.type === 'seek' || message.type === 'resume') {
    const journey = message.type === 'resume' ? RESUME : beginJourney(session, message.to);
    served.travel = { request: message.request, journey, toldAtMs: performance.now() };
    travel(served, session, served.travel);
    return;
  }
  if (message.type === 'save') scope.postMessage({ type: 'saved', request: message.request, saved: saveWhole(served.library.find, session, message) });
  else scope.postMessage(answerTo(session, message));
}

/** What is only asked does not end a seek. */
function isQuestion({ type }: ToWorker): boolean {
  return type === 'inspect' || type === 'offers' || type === 'record' || type === 'save' || type === 'look';
}

/** What is done at the moment that is shown. */
const ACTS: ReadonlySet<string> = new Set<ToWorker['type']>(['advance', 'step', 'bookmark', 'command', 'answer', 'continue']);

/** A seek that is under way ends: nobody asks for it any more, or what it has come to is wanted. */
function endTravel(served: Served, isWanted: boolean, isActedOn: boolean): void {
  const { scope, session, travel: under } = served;
  served.travel = null;
  if (under === null || session === null) return;
  // Whoever goes elsewhere on the way to where a run was left does not come there.
  session.resuming = null;
  if (isActedOn) comeBack(session);
  scope.postMessage(isWanted ? frameOf(session, under.request, 'budget') : { type: 'dropped', request: under.request });
}

/** A piece of the way, and the rest after whatever was asked meanwhile. */
function travel(served: Served, session: Session, under: Travel): void {
  const { scope } = served;
  if (travelOn(session, under.journey, outOfTime(ADVANCE_BUDGET_MS))) {
    served.travel = null;
    const resumed = takeResumed(session);
    scope.postMessage({ ...frameOf(session, under.request, 'reached'), ...(resumed === null ? {} : { resumed }) });
    return;
  }
  const nowMs = performance.now();
  if (nowMs - under.toldAtMs >= PROGRESS_MS) {
    under.toldAtMs = nowMs;
    scope.postMessage({ type: 'progress', request: under.request, ...progressOf(session, under.journey) });
  }
  served.later(() => {
    if (served.travel === under) guarded(served, () => travel(served, session, under));
  });
}

function progressOf({ timeline, resuming }: Session, journey: Journey): { readonly at: number; readonly to: number | null } {
  const { at } = momentOf(timeline);
  if (resuming !== null && journey.kind === 'resume') return resumeProgress(resuming, at);
  return { at, to: 'at' in journey ? journey.at : null };
}

/** Messages to oneself wait behind those of the page, and unlike timers they are not held back. */
function createLater(): (callback: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    port2.postMessage(null);
  };
}

function answerTo(session: Session, message: Exclude<ToWorker, BesideMessage | { readonly type: 'library' | 'open' | 'openSaved' | 'save' | 'seek' | 'look' | 'resume' }>): FromWorker {
  const { request } = message;
  switch (message.type) {
    case 'advance': {
      const stops = { atNotable: message.stopAtNotable, types: message.stopAt ?? [] };
      return frameOf(session, request, advance(session, message.to, stops, outOfTime(ADVANCE_BUDGET_MS)));
    }
    case 'step':
      step(session, message.by, message.backwards === true);
      return frameOf(session, request, 'notable');
    case 'stopSeek':
      return { type: 'dropped', request };
    case 'branch':
      changeBranch(session, message.change);
      return frameOf(session, request, 'reached');
    case 'bookmark':
      changeBookmarks(session, message.change);
      return frameOf(session, request, 'reached');
    case 'undo':
      undo(session);
      return frameOf(session, request, 'reached');
    case 'redo':
      redo(session);
      return frameOf(session, request, 'reached');
    case 'command': {
      const problems = submit(session, message.command, message.more);
      return problems.length > 0 ? { type: 'refused', request, problems } : frameOf(session, request, 'notable');
    }
    case 'record': {
      const answer = recorded(session, message.branch);
      return answer === null ? { type: 'dropped', request } : { type: 'recorded', request, ...answer };
    }
    case 'offers':
      return { type: 'offered', request, offers: offersNow(session) };
    case 'inspect':
      return { type: 'inspected', request, inspection: inspectIn(session, message.target) };
    case 'answer':
      answerIn(session, message.step, message.option);
      return frameOf(session, request, 'reached');
    case 'continue':
      continueIn(session);
      return frameOf(session, request, 'notable');
  }
}

function step(session: Session, by: 'event' | 'notable', backwards: boolean): void {
  if (backwards) {
    const journey = beginJourney(session, targetBack(session, by));
    while (!travelOn(session, journey, () => false));
  } else if (by === 'event') stepOnce(session);
  else advance(session, momentOf(session.timeline).at + SEARCH_US, { atNotable: true, types: [] }, outOfTime(SEARCH_BUDGET_MS));
}

function outOfTime(budgetMs: number): () => boolean {
  const end = performance.now() + budgetMs;
  return () => performance.now() >= end;
}

function frameOf(session: Session, request: number, stopped: Stop): FromWorker {
  return { type: 'frame', request, stopped, ...tell(session) };
}
