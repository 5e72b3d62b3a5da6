import { PROTOCOL_VERSION } from '../protocol/messages.ts';
import type { FromWorker, ToWorker } from '../protocol/messages.ts';
import * as words from '../words/run/refused.ts';
import type { SimulatorWorker } from './spawnWorker.ts';

type WithoutRequest<Message> = Message extends { readonly request: number } ? Omit<Message, 'request'> : never;
export type Request = WithoutRequest<ToWorker>;
export type Answer = Exclude<FromWorker, { readonly type: 'ready' | 'failed' | 'progress' }>;
export type Progress = Extract<FromWorker, { readonly type: 'progress' }>;

export interface WorkerEvents {
  /** `asked` is what the answer answers. */
  onAnswer(answer: Answer, asked: ToWorker): void;
  /** A request takes long, and this is how far it has come. */
  onProgress(progress: Progress, asked: ToWorker): void;
  onFailure(message: string): void;
  /** Every request so far has been answered. */
  onQuiet(): void;
}

export interface WorkerClient {
  /** Sends a request and returns the number that is given to it here. Lost if the worker has failed. */
  send(request: Request): number;
  /** Requests of that type that have no answer yet. */
  outstanding(type: ToWorker['type']): number;
  isQuiet(): boolean;
  /** Begins again with a new worker; answers of the old one are never heard. */
  restart(): void;
  dispose(): void;
}

/**
 * Numbers requests, matches answers to them and drops those that are stale: of another worker, or of the run before
 * the one that was opened last. The worker answers in the order in which it was asked.
 */
export function createWorkerClient(spawn: () => SimulatorWorker, events: WorkerEvents): WorkerClient {
  let worker: SimulatorWorker | null = null;
  let lastRequest = 0;
  let openedBy = 0;
  const pending = new Map<number, ToWorker>();

  function start(): SimulatorWorker {
    const started = spawn();
    started.listen(
      (message) => {
        if (worker === started) receive(message);
      },
      (message) => {
        if (worker === started) fail(message === '' ? words.workerNotLoaded : message);
      },
    );
    return started;
  }

  function receive(message: FromWorker): void {
    if (message.type === 'ready') {
      if (message.version !== PROTOCOL_VERSION) fail(words.versionsDiffer);
      return;
    }
    if (message.type === 'failed') {
      fail(words.failedAt(message.message, message.seed, message.event));
      return;
    }
    const asked = pending.get(message.request);
    if (asked === undefined) return;
    if (message.type === 'progress') {
      events.onProgress(message, asked);
      return;
    }
    pending.delete(message.request);
    if (message.type === 'opened') openedBy = message.request;
    if (message.request >= openedBy) events.onAnswer(message, asked);
    if (pending.size === 0) events.onQuiet();
  }

  function fail(message: string): void {
    stop();
    events.onFailure(message);
    events.onQuiet();
  }

  function stop(): void {
    worker?.terminate();
    worker = null;
    pending.clear();
  }

  worker = start();
  return {
    send(request) {
      lastRequest += 1;
      if (worker === null) return lastRequest;
      const message: ToWorker = { ...request, request: lastRequest };
      pending.set(lastRequest, message);
      worker.post(message);
      return lastRequest;
    },
    outstanding: (type) => [...pending.values()].filter((message) => message.type === type).length,
    isQuiet: () => pending.size === 0,
    restart() {
      stop();
      worker = start();
    },
    dispose: stop,
  };
}
