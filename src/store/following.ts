import type { StoreApi } from 'zustand/vanilla';
import { logNameOf } from '../base/logName.ts';
import { sameData } from '../base/sameData.ts';
import type { FollowedRecord } from '../protocol/life.ts';
import type { AppState } from './state.ts';
import type { WorkerClient } from './workerClient.ts';

export type { FollowedRecord, LifeView } from '../protocol/life.ts';

/** Asks what happened to the record that is followed: one request at a time, and once more if the moment is another one by then. */
export interface Following {
  /** `orders-0@12` or `1/orders-0@12`; null follows none. */
  follow(target: string | null): void;
  answered(record: FollowedRecord | null): void;
}

export function createFollowing(store: StoreApi<AppState>, client: WorkerClient): Following {
  let isWanted = false;
  const ask = (): void => {
    const { followed } = store.getState();
    const name = logNameOf(followed?.target ?? null);
    if (followed === null || name === null || name.offset === null) return;
    isWanted = client.outstanding('follow') > 0;
    if (isWanted) return;
    const { topic, partition, offset, broker } = name;
    client.send({ type: 'follow', place: { topic, partition, offset, broker }, id: followed.record?.id ?? null });
  };
  return {
    follow(target) {
      if (target !== store.getState().followed?.target) store.setState({ followed: target === null ? null : { target, record: undefined } });
      ask();
    },
    answered(record) {
      // Of a record that was asked about before another one was chosen nobody wants to hear.
      if (!isWanted) store.setState(({ followed }) => (followed === null ? {} : { followed: { ...followed, record: keptWhereSame(record, followed.record) ?? followed.record ?? null } }));
      else ask();
    },
  };
}

/** It is asked about with every frame, and what of the answer is as before is the same object: what is drawn from it stays. */
function keptWhereSame(record: FollowedRecord | null, before: FollowedRecord | null | undefined): FollowedRecord | null {
  if (record === null || before === null || before === undefined) return record;
  const kept = <T>(now: T, last: T): T => (sameData(now, last) ? last : now);
  return { ...record, steps: kept(record.steps, before.steps), copies: kept(record.copies, before.copies), compacted: kept(record.compacted, before.compacted) };
}
