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

const scope = self as unknown as { postMessage(message: FromWorker): void; onmessage: ((event: MessageEvent<ToWorker>) => void) | null };
let session: Session | null = null;

scope.onmessage = ({ data }) => {
  try {
    handle(data);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ type: 'failed', message, seed: session?.seed ?? -1, event: session?.run.sim.state.processed ?? -1 });
    session = null;
  }
};
scope.postMessage({ type: 'ready', version: PROTOCOL_VERSION });

function handle(message: ToWorker): void {
  if (message.type === 'open') {
    const opened = openSession(message.source, message.seed);
    if (!opened.ok) {
      scope.postMessage({ type: 'refused', request: message.request, problems: opened.problems });
      return;
    }
    session = opened.session;
    const { frame, facts, story } = tell(session, true);
    scope.postMessage({ type: 'opened', request: message.request, run: session.info, frame, facts, story });
    return;
  }
  if (session === null) return;
  switch (message.type) {
    case 'advance':
      answer(session, message.request, advance(session, message.to, message.stopAtNotable, outOfTime(ADVANCE_BUDGET_MS)));
      return;
    case 'step':
      if (message.by === 'event') stepOnce(session);
      else advance(session, session.run.sim.state.now + SEARCH_US, true, outOfTime(SEARCH_BUDGET_MS));
      answer(session, message.request, 'notable');
      return;
    case 'command': {
      const problems = submit(session, message.command);
      if (problems.length > 0) scope.postMessage({ type: 'refused', request: message.request, problems });
      else answer(session, message.request, 'notable');
      return;
    }
    case 'inspect':
      scope.postMessage({ type: 'inspected', request: message.request, inspection: inspectIn(session, message.target) });
      return;
    case 'answer':
      answerIn(session, message.step, message.option);
      answer(session, message.request, 'reached');
      return;
    case 'continue':
      continueIn(session);
      answer(session, message.request, 'notable');
      return;
  }
}

function outOfTime(budgetMs: number): () => boolean {
  const end = performance.now() + budgetMs;
  return () => performance.now() >= end;
}

function answer(current: Session, request: number, stopped: Stop): void {
  scope.postMessage({ type: 'frame', request, stopped, ...tell(current) });
}
