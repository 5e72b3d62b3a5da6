import { describe, expect, it } from 'vitest';
import { emptyRequestTable, type PendingRequest, type RequestTable } from '../net/requestTable.ts';
import type { MetadataResponse, MetadataTopic } from '../protocol/dataPlane.ts';
import type { Message } from '../protocol/messages.ts';
import type { RoleContext } from '../role.ts';
import {
  applyCurrentLeader,
  cloneClientMetadata,
  emptyClientMetadata,
  leaderOf,
  maybeSendMetadata,
  onMetadataFailure,
  onMetadataResponse,
  partitionCount,
  requestUpdate,
  requestUpdateForNewTopics,
} from './clientMetadata.ts';

const MS = 1_000;
const SECOND = 1_000_000;
const TIMES = { retryBackoffUs: 100 * MS, retryBackoffMaxUs: 1_000 * MS, metadataMaxAgeUs: 300 * SECOND, requestTimeoutUs: 30 * SECOND };
/** The middle of the jitter: a backoff of 100 ms is 100 ms. */
const NO_JITTER = 0x8000_0000;

interface TestContext extends RoleContext<never> {
  now: number;
  draw: number;
  readonly sent: { readonly to: number; readonly body: Message }[];
}

function testContext(): TestContext {
  const sent: { to: number; body: Message }[] = [];
  return {
    now: 0,
    self: 0,
    draw: NO_JITTER,
    sent,
    send(to, _channel, body) {
      sent.push({ to, body });
      return sent.length;
    },
    reply() {},
    disconnect() {},
    setTimer: () => 1,
    cancelTimer() {},
    random(): number {
      return this.draw;
    },
    emit() {},
    exit() {},
  };
}

function topic(name: string, leaders: readonly [leader: number, epoch: number][], topicId = 1): MetadataTopic {
  return {
    name,
    topicId,
    error: 'NONE',
    partitions: leaders.map(([leader, leaderEpoch], partition) => {
      return { partition, leader, leaderEpoch, replicas: [1, 2], isr: [1, 2], offlineReplicas: [] };
    }),
  };
}

function answer(...topics: MetadataTopic[]): MetadataResponse {
  const brokers = [1, 2, 3].map((id) => ({ id, node: 10 + id, rack: null }));
  return { api: 'Metadata', brokers, topics };
}

function pendTo(requests: RequestTable, to: number, id: number): void {
  const pending: PendingRequest = {
    correlationId: id, to, channel: 0, connection: 1, request: { api: 'Metadata', topics: null }, sentAt: 0, expiresAt: 0,
  };
  requests.pending.push(pending);
}

describe('what is known', () => {
  it('is the leader, where it is and since which epoch', () => {
    const ctx = testContext();
    const metadata = emptyClientMetadata([11]);
    expect(leaderOf(metadata, 't', 0)).toBeNull();
    expect(partitionCount(metadata, 't')).toBeNull();
    expect(onMetadataResponse(ctx, metadata, answer(topic('t', [[2, 5], [-1, 6], [9, 1]])), TIMES)).toBe(true);
    expect(leaderOf(metadata, 't', 0)).toEqual({ broker: 2, node: 12, leaderEpoch: 5 });
    expect(leaderOf(metadata, 't', 1)).toBeNull();
    // Broker 9 is not among the brokers that are alive.
    expect(leaderOf(metadata, 't', 2)).toBeNull();
    expect(leaderOf(metadata, 't', 3)).toBeNull();
    expect(partitionCount(metadata, 't')).toBe(3);
  });

  it('never goes back to an older epoch', () => {
    const ctx = testContext();
    const metadata = emptyClientMetadata([11]);
    onMetadataResponse(ctx, metadata, answer(topic('t', [[2, 5], [1, 3]])), TIMES);
    expect(onMetadataResponse(ctx, metadata, answer(topic('t', [[1, 4], [1, 3]])), TIMES)).toBe(false);
    expect(leaderOf(metadata, 't', 0)).toMatchObject({ broker: 2, leaderEpoch: 5 });
    expect(onMetadataResponse(ctx, metadata, answer(topic('t', [[3, 6], [1, 3]])), TIMES)).toBe(true);
    expect(leaderOf(metadata, 't', 0)).toMatchObject({ broker: 3, leaderEpoch: 6 });
  });

  it('is forgotten when the topic is gone or another has its name', () => {
    const ctx = testContext();
    const metadata = emptyClientMetadata([11]);
    onMetadataResponse(ctx, metadata, answer(topic('t', [[2, 5]])), TIMES);
    onMetadataResponse(ctx, metadata, answer(topic('t', [[1, 0]], 2)), TIMES);
    expect(leaderOf(metadata, 't', 0)).toMatchObject({ broker: 1, leaderEpoch: 0 });
    onMetadataResponse(ctx, metadata, answer({ name: 't', error: 'UNKNOWN_TOPIC_OR_PARTITION', partitions: [] }), TIMES);
    expect(partitionCount(metadata, 't')).toBeNull();
    expect(metadata.updateRequested).toBe(true);
  });

  it('takes a leader from an error only if it is newer and its broker is known', () => {
    const ctx = testContext();
    const metadata = emptyClientMetadata([11]);
    onMetadataResponse(ctx, metadata, answer(topic('t', [[2, 5]])), TIMES);
    expect(applyCurrentLeader(metadata, 't', 0, { leader: 3, leaderEpoch: 5 })).toBe(false);
    expect(applyCurrentLeader(metadata, 't', 0, { leader: 7, leaderEpoch: 6 })).toBe(false);
    expect(applyCurrentLeader(metadata, 't', 1, { leader: 3, leaderEpoch: 6 })).toBe(false);
    const copy = cloneClientMetadata(metadata);
    expect(applyCurrentLeader(metadata, 't', 0, { leader: 3, leaderEpoch: 6 })).toBe(true);
    expect(leaderOf(metadata, 't', 0)).toEqual({ broker: 3, node: 13, leaderEpoch: 6 });
    expect(leaderOf(copy, 't', 0)).toMatchObject({ broker: 2 });
  });
});

describe('asking', () => {
  it('begins at once, waits for the answer, and repeats after the maximum age', () => {
    const ctx = testContext();
    const requests = emptyRequestTable();
    const metadata = emptyClientMetadata([11, 12]);
    expect(maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES)).toBeNull();
    expect(maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES)).toBeNull();
    expect(ctx.sent).toMatchObject([{ body: { request: { api: 'Metadata', topics: ['t'] } } }]);
    ctx.now = 5 * MS;
    onMetadataResponse(ctx, metadata, answer(topic('t', [[1, 0]])), TIMES);
    expect(maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES)).toBe(5 * MS + 300 * SECOND);
    ctx.now = 5 * MS + 300 * SECOND;
    expect(maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES)).toBeNull();
    expect(ctx.sent).toHaveLength(2);
  });

  it('waits 100 ms after an answer, longer and longer when answers say nothing new', () => {
    const ctx = testContext();
    const requests = emptyRequestTable();
    const metadata = emptyClientMetadata([11]);
    const waits: number[] = [];
    let epoch = 0;
    for (let round = 0; round < 8; round += 1) {
      maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES);
      if (round === 7) epoch = 1;
      onMetadataResponse(ctx, metadata, answer(topic('t', [[1, epoch]])), TIMES);
      requestUpdate(metadata);
      const at = maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES) as number;
      waits.push((at - ctx.now) / MS);
      ctx.now = at;
    }
    expect(waits).toEqual([100, 100, 200, 400, 800, 1_000, 1_000, 100]);
  });

  it('waits longer after each failure, within 20 percent', () => {
    const ctx = testContext();
    const requests = emptyRequestTable();
    const metadata = emptyClientMetadata([11]);
    const waits: number[] = [];
    for (const draw of [0, 0xffff_ffff, NO_JITTER, NO_JITTER, NO_JITTER]) {
      maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES);
      ctx.draw = draw;
      onMetadataFailure(ctx, metadata, TIMES);
      const at = maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES) as number;
      waits.push((at - ctx.now) / MS);
      ctx.now = at;
    }
    expect(waits).toEqual([80, 239, 400, 800, 1_000]);
  });

  it('for another topic does not wait, and is not content with the answer under way', () => {
    const ctx = testContext();
    const requests = emptyRequestTable();
    const metadata = emptyClientMetadata([11]);
    maybeSendMetadata(ctx, requests, metadata, ['t'], TIMES);
    requestUpdateForNewTopics(metadata);
    onMetadataResponse(ctx, metadata, answer(topic('t', [[1, 0]])), TIMES);
    expect(maybeSendMetadata(ctx, requests, metadata, ['t', 'u'], TIMES)).toBeNull();
    expect(ctx.sent).toHaveLength(2);
    onMetadataResponse(ctx, metadata, answer(topic('t', [[1, 0]]), topic('u', [[1, 0]])), TIMES);
    expect(metadata.updateRequested).toBe(false);
  });

  it('goes to the known broker with the fewest unanswered requests, and to a bootstrap node if none can be reached', () => {
    const ctx = testContext();
    const requests = emptyRequestTable();
    const metadata = emptyClientMetadata([19]);
    onMetadataResponse(ctx, metadata, answer(), TIMES);
    pendTo(requests, 11, 1);
    pendTo(requests, 13, 2);
    pendTo(requests, 13, 3);
    const ask = (): number | undefined => {
      requestUpdate(metadata);
      metadata.notBefore = 0;
      metadata.inFlight = false;
      maybeSendMetadata(ctx, requests, metadata, null, TIMES);
      return ctx.sent.at(-1)?.to;
    };
    requests.next = 100;
    expect(ask()).toBe(12);
    // Keyed by node and channel; the client channel is 0.
    for (const node of [11, 12, 13]) requests.backoff.set(node * 16, { failures: 1, until: 500 * MS, timedOut: false });
    expect(ask()).toBe(19);
    requests.backoff.set(19 * 16, { failures: 1, until: 300 * MS, timedOut: false });
    requestUpdate(metadata);
    metadata.inFlight = false;
    expect(maybeSendMetadata(ctx, requests, metadata, null, TIMES)).toBe(300 * MS);
  });
});
