import { diffFrames } from '../../protocol/diffFrames.ts';
import type { FactView, FromWorker, RunInfo, StoryState, ToWorker } from '../../protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../protocol/messages.ts';
import { factLevel } from '../../protocol/narration.ts';
import type { Frame, MessageView } from '../../protocol/views.ts';
import { COLLECTIONS } from '../../protocol/views.ts';
import type { SimulatorWorker } from '../spawnWorker.ts';

/** An event of a run that is written down in advance. */
export interface ScriptedEvent {
  readonly at: number;
  readonly facts?: readonly FactView['fact'][];
  /** A message that leaves at this event. */
  readonly sends?: Pick<MessageView, 'key' | 'arrivesAt'> & Partial<MessageView>;
  readonly story?: StoryState;
}

export interface FakeWorker extends SimulatorWorker {
  readonly received: ToWorker[];
  /** Answers what was received, in order; all of it, or the first `count`. */
  flush(count?: number): void;
  say(message: FromWorker): void;
  breakDown(message: string): void;
  isTerminated(): boolean;
  /** Events that have happened. */
  processed(): number;
}

const RUN: RunInfo = {
  id: 'test',
  title: 'A test',
  summary: '',
  level: 'basics',
  concepts: [],
  seed: 42,
  keys: [],
  story: [],
  guarantees: [],
  history: [],
  actions: [],
};

/**
 * A worker whose simulation is a list of events. It refuses documents and commands that say `bad`, and its budget for
 * one request to advance is a number of events.
 */
export function createFakeWorker(script: readonly ScriptedEvent[], info: Partial<RunInfo> = {}, eventsAtATime = Infinity): FakeWorker {
  const received: ToWorker[] = [];
  const session = { events: [...script], now: 0, processed: 0, number: 0, frame: null as Frame | null, story: null as StoryState | null };
  let messages: MessageView[] = [];
  let untold: FactView[] = [];
  let hear: (message: FromWorker) => void = () => undefined;
  let fail: (message: string) => void = () => undefined;
  let terminated = false;
  let answered = 0;

  function happen(event: ScriptedEvent): boolean {
    session.now = event.at;
    session.processed += 1;
    messages = messages.filter((message) => message.arrivesAt > event.at);
    if (event.sends !== undefined) messages.push(messageOf(event.sends, event.at));
    const facts = (event.facts ?? []).map((fact, index) => ({ seq: session.processed * 100 + index, at: event.at, cause: 0, node: 'broker-1', fact }));
    untold.push(...facts);
    if (event.story !== undefined) session.story = event.story;
    return event.story !== undefined || facts.some(({ fact }) => factLevel(fact) === 'notable');
  }

  function frameNow(full: boolean): ReturnType<typeof diffFrames> {
    const frame: Frame = {
      ...(Object.fromEntries(COLLECTIONS.map((name) => [name, []])) as unknown as Frame),
      now: session.now,
      events: session.processed,
      traceHash: `hash-${session.processed}`,
      metadata: { epoch: 1, offset: 1, leader: 3000 },
      messages: [...messages],
    };
    session.number += 1;
    const delta = diffFrames(full ? null : session.frame, frame, session.number);
    session.frame = frame;
    return delta;
  }

  function answerFrame(request: number, stopped: 'reached' | 'budget' | 'notable'): FromWorker {
    const facts = untold;
    untold = [];
    const nextEventAt = session.events[0]?.at ?? null;
    return { type: 'frame', request, frame: frameNow(false), facts, factsDropped: 0, stopped, nextEventAt, traffic: [], story: session.story, broken: [] };
  }

  function answer(message: ToWorker): FromWorker {
    switch (message.type) {
      case 'open':
        if (message.source.kind === 'text' && message.source.text === 'bad') {
          return { type: 'refused', request: message.request, problems: [{ path: 'cluster', message: 'is missing' }] };
        }
        Object.assign(session, { events: [...script], now: 0, processed: 0, number: 0, frame: null, story: null });
        [messages, untold] = [[], []];
        return { type: 'opened', request: message.request, run: { ...RUN, ...info, seed: message.seed ?? RUN.seed }, frame: frameNow(true), facts: [], story: null, broken: [] };
      case 'advance':
        for (let done = 0; session.events[0] !== undefined && session.events[0].at <= message.to; done += 1) {
          if (done === eventsAtATime) return answerFrame(message.request, 'budget');
          const event = session.events.shift();
          if (event === undefined) break;
          const notable = happen(event) && message.stopAtNotable;
          const named = event.facts?.some(({ type }) => message.stopAt?.includes(type)) === true;
          if (notable || named || event.story !== undefined) return answerFrame(message.request, 'notable');
        }
        session.now = message.to;
        return answerFrame(message.request, 'reached');
      case 'step':
        for (let event = session.events.shift(); event !== undefined; event = session.events.shift()) {
          if (happen(event) || message.by === 'event') break;
        }
        return answerFrame(message.request, 'notable');
      case 'command':
        if (message.command === 'bad') return { type: 'refused', request: message.request, problems: [{ path: 'kind', message: 'is not known' }] };
        untold.push({ seq: 1, at: session.now, cause: 0, node: 'broker-1', fact: { type: 'NodeKilled' } });
        return answerFrame(message.request, 'notable');
      case 'inspect':
        return {
          type: 'inspected',
          request: message.request,
          inspection: { target: message.target, kind: 'broker', title: message.target, status: { text: 'running', tone: 'good' }, rows: [], config: [], actions: [] },
        };
      case 'answer':
      case 'continue':
        return answerFrame(message.request, 'reached');
    }
  }

  return {
    received,
    post: (message) => received.push(message),
    listen(onMessage, onError) {
      hear = onMessage;
      fail = onError;
      onMessage({ type: 'ready', version: PROTOCOL_VERSION });
    },
    terminate() {
      terminated = true;
    },
    flush(count = Infinity) {
      for (let done = 0; done < count && answered < received.length; done += 1) {
        const message = received[answered];
        answered += 1;
        if (message !== undefined) hear(answer(message));
      }
    },
    say: (message) => hear(message),
    breakDown: (message) => fail(message),
    isTerminated: () => terminated,
    processed: () => session.processed,
  };
}

function messageOf(sends: NonNullable<ScriptedEvent['sends']>, sentAt: number): MessageView {
  return {
    from: 'producer:checkout',
    to: 'broker-1',
    api: 'Produce',
    response: false,
    category: 'produce',
    hue: 0,
    records: 1,
    label: 'Produce',
    fate: 'travelling',
    error: false,
    sentAt,
    ...sends,
  };
}
