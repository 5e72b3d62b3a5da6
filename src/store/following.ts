import type { StoreApi } from 'zustand/vanilla';
import type { FollowedRecord } from '../protocol/life.ts';
import type { AppState } from './state.ts';
import type { WorkerClient } from './workerClient.ts';

/** Asks what happened to the record that is followed: one request at a time, and once more if the moment is another one by then. */
export interface Following {
  /** `orders-0@12` or `1/orders-0@12`; null follows none. */
  follow(target: string | null): void;
  answered(record: FollowedRecord | null): void;
}

const TARGET = /^(?:(\d+)\/)?(.+)-(\d+)@(\d+)$/;

export function createFollowing(store: StoreApi<AppState>, client: WorkerClient): Following {
  let isWanted = false;
  const ask = (): void => {
    const { followed } = store.getState();
    const [, broker, topic, partition, offset] = TARGET.exec(followed?.target ?? '') ?? [];
    if (followed === null || topic === undefined) return;
    isWanted = client.outstanding('follow') > 0;
    if (isWanted) return;
    const place = { topic, partition: Number(partition), offset: Number(offset), broker: broker === undefined ? null : Number(broker) };
    client.send({ type: 'follow', place, id: followed.record?.id ?? null });
  };
  return {
    follow(target) {
      if (target !== store.getState().followed?.target) store.setState({ followed: target === null ? null : { target, record: undefined } });
      ask();
    },
    answered(record) {
      // Of a record that was asked about before another one was chosen nobody wants to hear.
      if (!isWanted) store.setState(({ followed }) => (followed === null ? {} : { followed: { ...followed, record: record ?? followed.record ?? null } }));
      else ask();
    },
  };
}
