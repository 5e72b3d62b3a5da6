import { PROTOCOL_VERSION, type FromWorker, type ToWorker } from '../protocol/messages.ts';
import {
  advance,
  answerIn,
  continueIn,
  inspectIn,
  openSession,
  stepOnce,
  submit,
  tell,
  type Session,
  type Stop,
} from './session.ts';

/** A frame's share of computing, so that answers come often; and the longest search for something worth seeing. */
const ADVANCE_BUDGET_MS = 12;
const SEARCH_BUDGET_MS = 400;
const SEARCH_US = 600_000_000;

interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

serve(self as unknown as Scope);

/** Answers the page, one message after another. A worker holds one run at a time. */
function serve(scope: Scope): void {
  let session: Session | null = null;
  scope.onmessage = ({ data }) => {
    try {
      session = handle(scope, session, data);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      scope.postMessage({ type: 'failed', message, seed: session?.seed ?? -1, event: session?.run.sim.state.processed ?? -1 });
      session = null;
    }
  };
  scope.postMessage({ type: 'ready', version: PROTOCOL_VERSION });
}

/** Returns the run to go on with, which only a document that was accepted replaces. */
function handle(scope: Scope, session: Session | null, message: ToWorker): Session | null {
  if (message.type === 'open') {
    const opened = openSession(message.source, message.seed);
    if (!opened.ok) {
      scope.postMessage({ type: 'refused', request: message.request, problems: opened.problems });
      return session;
    }
    const { frame, facts, story, broken } = tell(opened.session, true);
    scope.postMessage({ type: 'opened', request: message.request, run: opened.session.info, frame, facts, story, broken });
    return opened.session;
  }
  if (session !== null) scope.postMessage(answerTo(session, message));
  return session;
}

function answerTo(session: Session, message: Exclude<ToWorker, { readonly type: 'open' }>): FromWorker {
  const { request } = message;
  switch (message.type) {
    case 'advance': {
      const stops = { atNotable: message.stopAtNotable, types: message.stopAt ?? [] };
      return frameOf(session, request, advance(session, message.to, stops, outOfTime(ADVANCE_BUDGET_MS)));
    }
    case 'step':
      if (message.by === 'event') stepOnce(session);
      else advance(session, session.run.sim.state.now + SEARCH_US, { atNotable: true, types: [] }, outOfTime(SEARCH_BUDGET_MS));
      return frameOf(session, request, 'notable');
    case 'command': {
      const problems = submit(session, message.command);
      return problems.length > 0 ? { type: 'refused', request, problems } : frameOf(session, request, 'notable');
    }
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

function outOfTime(budgetMs: number): () => boolean {
  const end = performance.now() + budgetMs;
  return () => performance.now() >= end;
}

function frameOf(session: Session, request: number, stopped: Stop): FromWorker {
  return { type: 'frame', request, stopped, ...tell(session) };
}
