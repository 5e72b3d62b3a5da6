import type { StoreApi } from 'zustand/vanilla';
import { shareUnchanged } from '../protocol/plainData.ts';
import type { SequenceQuestion, SequenceStretch } from '../protocol/sequence.ts';
import type { AppState } from './state.ts';
import type { WorkerClient } from './workerClient.ts';

/** Asks for stretches of time, one at a time: of those that are wanted meanwhile only the newest is asked for. */
export interface Stretches {
  want(question: SequenceQuestion): void;
  /** One has been answered, or never will be. */
  settle(): void;
}

export function createStretches(store: StoreApi<AppState>, client: () => WorkerClient): Stretches {
  let wanted: SequenceQuestion | null = null;
  return {
    want(question) {
      if (store.getState().run === null) return;
      if (client().outstanding('sequence') > 0) wanted = question;
      else client().send({ type: 'sequence', question });
    },
    settle() {
      const next = wanted;
      wanted = null;
      if (next !== null) client().send({ type: 'sequence', question: next });
    },
  };
}

/** The stretch, with every message that says the same as before taken from before, so that what is drawn of it can stay. */
export function shareMessages(before: SequenceStretch | null, after: SequenceStretch): SequenceStretch {
  if (before === null) return after;
  const known = new Map(before.messages.map((message) => [message.key, message]));
  return { ...after, messages: after.messages.map((message) => shareUnchanged(known.get(message.key), message)), nodes: shareUnchanged(before.nodes, after.nodes), facts: shareUnchanged(before.facts, after.facts) };
}
