import { describe, expect, it } from 'vitest';
import type { FetchResponse } from '../../protocol/dataPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { dropPartition, newSession, nextRequest, onSessionFailure, onSessionResponse, putPartition, type FetchSession } from './fetchSession.ts';

function put(session: FetchSession, partition: number, fetchOffset: number): void {
  const rest = { logStartOffset: -1, currentLeaderEpoch: 0, lastFetchedEpoch: -1, maxBytes: 100 };
  putPartition(session, `t-${partition}`, { topic: 't', partition, fetchOffset, ...rest });
}

function answer(sessionId: number, error: ErrorCode = 'NONE'): FetchResponse {
  return { api: 'Fetch', error, sessionId, partitions: [] };
}

function summary(session: FetchSession) {
  const { sessionId, sessionEpoch, partitions, forgotten } = nextRequest(session);
  return [
    sessionId,
    sessionEpoch,
    partitions.map(({ partition, fetchOffset }) => `${partition}@${fetchOffset}`),
    forgotten.map(({ partition }) => partition),
  ];
}

// FetchSessionHandlerTest: testIncrementals, testSessionEpochIncrease, testDoubleBuild, testSessionless and others, in our words.
describe('an incremental fetch session', () => {
  it('lists everything first and then what was added, changed or removed', () => {
    const session = newSession(0, 1);
    put(session, 0, 0);
    put(session, 1, 10);
    expect(summary(session)).toEqual([0, 0, ['0@0', '1@10'], []]);
    expect(onSessionResponse(session, answer(123))).toBe(true);
    put(session, 0, 0);
    put(session, 1, 20);
    put(session, 2, 5);
    expect(summary(session)).toEqual([123, 1, ['1@20', '2@5'], []]);
    onSessionResponse(session, answer(123));
    dropPartition(session, 't-0');
    dropPartition(session, 't-9');
    expect(summary(session)).toEqual([123, 2, [], [0]]);
    onSessionResponse(session, answer(123));
    expect(summary(session)).toEqual([123, 3, [], []]);
  });

  it('puts a partition that has moved behind the others', () => {
    const session = newSession(0, 1);
    put(session, 0, 0);
    put(session, 1, 0);
    nextRequest(session);
    put(session, 0, 7);
    onSessionFailure(session);
    expect(summary(session)).toEqual([0, 0, ['1@0', '0@7'], []]);
  });

  it('says nothing of a partition that came and went between two requests, and forgets what it knew of it', () => {
    const session = newSession(0, 1);
    put(session, 0, 0);
    nextRequest(session);
    onSessionResponse(session, answer(5));
    put(session, 1, 0);
    session.highWatermarks.set('t-1', 9);
    dropPartition(session, 't-1');
    expect(session.highWatermarks.get('t-1')).toBe(9);
    expect(nextRequest(session).partitions).toEqual([]);
    expect(session.highWatermarks.has('t-1')).toBe(false);
  });

  it('does not have a partition forgotten that came back before the next request', () => {
    const session = newSession(0, 1);
    put(session, 0, 0);
    nextRequest(session);
    onSessionResponse(session, answer(5));
    dropPartition(session, 't-0');
    put(session, 0, 0);
    expect(summary(session)).toEqual([5, 1, ['0@0'], []]);
  });

  it.each([
    ['a broker that opens no session', answer(0), true, 0],
    ['FETCH_SESSION_ID_NOT_FOUND', answer(0, 'FETCH_SESSION_ID_NOT_FOUND'), false, 0],
    ['INVALID_FETCH_SESSION_EPOCH', answer(0, 'INVALID_FETCH_SESSION_EPOCH'), false, 5],
  ] as const)('starts over after %s', (_what, response, usable, sessionId) => {
    const session = newSession(0, 1);
    put(session, 0, 0);
    nextRequest(session);
    onSessionResponse(session, answer(5));
    dropPartition(session, 't-0');
    put(session, 1, 1);
    nextRequest(session);
    expect(onSessionResponse(session, response)).toBe(usable);
    expect(summary(session)).toEqual([sessionId, 0, ['1@1'], []]);
  });

  it('closes the old session with the new one after a lost answer', () => {
    const session = newSession(0, 1);
    put(session, 0, 0);
    nextRequest(session);
    onSessionResponse(session, answer(5));
    nextRequest(session);
    onSessionFailure(session);
    expect(summary(session)).toEqual([5, 0, ['0@0'], []]);
  });
});
