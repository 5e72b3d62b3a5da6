import { diffFrames } from '../../protocol/diffFrames.ts';
import type { BranchView, FactView, FromWorker, RunInfo, StoryState, TimelineView, ToWorker } from '../../protocol/messages.ts';
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
  waits: [],
  actions: [],
};

const MAIN: BranchView = { id: 0, name: 'main', parent: null, forkedAt: 0, end: 0, did: [] };

/**
 * A worker whose simulation is a list of events. Acting in the past begins a branch, and what was known is told again. It refuses documents and commands that say `bad`, tells nothing of one that says `slow`, and its budget for
 * one request to advance is a number of events.
 */
export function createFakeWorker(script: readonly ScriptedEvent[], info: Partial<RunInfo> = {}, eventsAtATime = Infinity): FakeWorker {
  const received: ToWorker[] = [];
  const session = { events: [...script], now: 0, processed: 0, number: 0, frame: null as Frame | null, story: null as StoryState | null, knownTo: 0, told: 0 };
  let timeline: TimelineView = { branches: [MAIN], current: 0, undo: null, redo: null, bookmarks: [] };
  let isReshaped = true;
  let again: FactView[] = [];
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
    (session.processed > session.told ? untold : again).push(...facts);
    session.told = Math.max(session.told, session.processed);
    session.knownTo = Math.max(session.knownTo, session.now);
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

  /** Begins again and plays everything up to that time. */
  function goTo(at: number): void {
    Object.assign(session, { events: [...script], now: 0, processed: 0, story: null });
    messages = [];
    while (session.events[0] !== undefined && session.events[0].at <= at) happen(session.events.shift() as ScriptedEvent);
    session.now = at;
    session.knownTo = Math.max(session.knownTo, at);
    again = [];
  }

  function act(command: unknown): void {
    const { branches, current } = timeline;
    if (session.now < session.knownTo) {
      const id = branches.length;
      timeline = { branches: [...branches, { ...MAIN, id, name: `changed at ${session.now}`, parent: current, forkedAt: session.now }], current: id, undo: 'act', redo: null, bookmarks: [] };
      isReshaped = true;
    }
    session.knownTo = session.now;
    if (command !== 'slow') untold.push({ seq: 1, at: session.now, cause: 0, node: 'broker-1', fact: { type: 'NodeKilled' } });
  }

  function answerFrame(request: number, stopped: 'reached' | 'budget' | 'notable'): FromWorker {
    const facts = untold;
    const passed = again;
    [untold, again] = [[], []];
    const nextEventAt = session.events[0]?.at ?? null;
    const { now, knownTo, story } = session;
    const shape = isReshaped ? timeline : null;
    isReshaped = false;
    return {
      type: 'frame', request, frame: frameNow(false), facts, answers: [], stopped, nextEventAt, traffic: [], story, broken: [],
      again: passed, knownTo, atEnd: now >= knownTo, timeline: shape, journal: null,
    };
  }

  function answer(message: ToWorker): FromWorker {
    switch (message.type) {
      case 'open':
        if (message.source.kind === 'text' && message.source.text === 'bad') {
          return { type: 'refused', request: message.request, problems: [{ path: 'cluster', message: 'is missing' }] };
        }
        Object.assign(session, { events: [...script], now: 0, processed: 0, number: 0, frame: null, story: null, knownTo: 0, told: 0 });
        [messages, untold, again] = [[], [], []];
        return { type: 'opened', request: message.request, run: { ...RUN, ...info, seed: message.seed ?? RUN.seed }, frame: frameNow(true), facts: [], story: null, broken: [], timeline };
      case 'advance':
        for (let done = 0; session.events[0] !== undefined && session.events[0].at <= message.to; done += 1) {
          if (done === eventsAtATime) return answerFrame(message.request, 'budget');
          const event = session.events.shift();
          if (event === undefined) break;
          const notable = happen(event) && message.stopAtNotable;
          const named = event.facts?.some(({ type }) => message.stopAt?.includes(type)) === true;
          if (notable || named || event.story !== undefined) return answerFrame(message.request, 'notable');
        }
        session.now = Math.max(session.now, message.to);
        session.knownTo = Math.max(session.knownTo, session.now);
        return answerFrame(message.request, 'reached');
      case 'seek':
        goTo('at' in message.to ? message.to.at : 0);
        return answerFrame(message.request, 'reached');
      case 'record':
        return {
          type: 'recorded',
          request: message.request,
          record: { source: { kind: 'library', id: RUN.id }, seed: RUN.seed, inputs: [], end: session.knownTo },
          suggestions: [],
          settings: { cluster: [], topic: [], producer: [], consumer: [] },
        };
      case 'openOther':
        return { type: 'openedOther', request: message.request, run: { ...RUN, ...info }, frame: frameNow(true), facts: [], titles: { left: 'one', right: 'other' }, compared: { until: message.until, first: null, firstTelling: null } };
      case 'outcome':
        return { type: 'outcome', request: message.request, outcome: { at: session.now, rows: [] } };
      case 'openSaved':
        return { type: 'opened', request: message.request, run: { ...RUN, ...info }, frame: frameNow(true), facts: [], story: null, broken: [], timeline };
      case 'resume':
        return answerFrame(message.request, 'reached');
      case 'save':
        return { type: 'saved', request: message.request, saved: { selected: message.selected } };
      case 'export':
        return { type: 'exported', request: message.request, exported: { form: message.form, text: '', problem: null } };
      case 'look':
        return answerFrame(message.request, 'reached');
      case 'measure':
      case 'stopSeek':
        return { type: 'dropped', request: message.request };
      case 'bookmark':
      case 'branch':
      case 'undo':
      case 'redo':
        timeline = { ...timeline, current: message.type === 'branch' ? message.change.id : 0, undo: null, redo: null, bookmarks: [] };
        isReshaped = true;
        return answerFrame(message.request, 'reached');
      case 'step':
        if (message.backwards === true) {
          goTo(script.findLast(({ at }) => at < session.now)?.at ?? 0);
          return answerFrame(message.request, 'notable');
        }
        for (let event = session.events.shift(); event !== undefined; event = session.events.shift()) {
          if (happen(event) || message.by === 'event') break;
        }
        return answerFrame(message.request, 'notable');
      case 'command':
        if (message.command === 'bad') return { type: 'refused', request: message.request, problems: [{ path: 'kind', message: 'is not known' }] };
        act(message.command);
        return answerFrame(message.request, 'notable');
      case 'inspect':
        return {
          type: 'inspected',
          request: message.request,
          inspection: { target: message.target, kind: 'broker', title: message.target, status: { text: 'running', tone: 'good' }, rows: [], config: [], configTarget: null, actions: [], whyNot: [] },
        };
      case 'follow':
        return { type: 'followed', request: message.request, record: null };
      case 'offers':
        return { type: 'offered', request: message.request, offers: [] };
      case 'library':
        return { type: 'library', request: message.request, entries: [] };
      case 'stopWhy':
        return { type: 'dropped', request: message.request };
      case 'sequence': {
        const { from, to } = message.question;
        const counts = { produce: 0, consume: 0, replicate: 0, group: 0, metadata: 0, control: 0 };
        return { type: 'sequence', request: message.request, stretch: { from, to: Math.min(to, session.knownTo), nodes: [], messages: [], crowd: null, counts, ticks: [], facts: [] } };
      }
      case 'why':
        return { type: 'because', request: message.request, chain: null };
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
