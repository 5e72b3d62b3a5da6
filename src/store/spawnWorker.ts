import type { FromWorker, ToWorker } from '../protocol/messages.ts';

/** What the store needs of a worker, so that a test can be one. */
export interface SimulatorWorker {
  post(message: ToWorker): void;
  listen(onMessage: (message: FromWorker) => void, onError: (message: string) => void): void;
  terminate(): void;
}

/** The engine, reached by its address alone: the page imports none of it. */
export function spawnWorker(): SimulatorWorker {
  const worker = new Worker(new URL('../worker/simulator.worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onError) {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data);
      // A script that could not be loaded has no message, whatever the type says.
      worker.onerror = (event) => onError(event.message ?? '');
    },
    terminate: () => worker.terminate(),
  };
}
