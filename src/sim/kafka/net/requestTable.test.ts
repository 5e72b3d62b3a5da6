import { describe, expect, it } from 'vitest';
import { CHANNEL } from '../types.ts';
import { emptyRequestTable, failConnection, readyAt, sendRequest, takePending } from './requestTable.ts';

type Context = Parameters<typeof sendRequest>[0];

/** Node 1 of a wire that is always broken. `random` is the highest or lowest draw. */
function context(random: number): Context {
  const unused = (): never => {
    throw new Error('not expected here');
  };
  return { now: 1_000, self: 1, send: () => 7, reply: unused, disconnect: unused, setTimer: () => 1 as never, cancelTimer: () => undefined, random: () => random, emit: unused, exit: unused };
}

const MIN = 0;
const MAX = 0xffff_ffff;

/** How long node 2 is left alone after each of so many failures in a row. */
function pausesUs(failures: number, random: number): number[] {
  const table = emptyRequestTable();
  const ctx = context(random);
  return Array.from({ length: failures }, () => {
    sendRequest(ctx, table, 2, CHANNEL.client, { api: 'Metadata', topics: null }, 30_000_000);
    expect(failConnection(ctx, table, 7 as never, 2)).toHaveLength(1);
    return readyAt(table, 2, CHANNEL.client) - ctx.now;
  });
}

describe('a connection that broke', () => {
  it('is left alone for 50 ms, twice as long each time, a second at most; 20 percent either way', () => {
    const base = [50, 100, 200, 400, 800, 1_000, 1_000];
    expect(pausesUs(7, MIN)).toEqual(base.map((ms) => ms * 800));
    expect(pausesUs(7, MAX)).toEqual(base.map((ms) => Math.min(ms * 1_200, 1_000_000)));
  });

  it('begins anew once there was an answer, and says nothing of other channels', () => {
    const table = emptyRequestTable();
    const ctx = context(MIN);
    for (let failure = 0; failure < 3; failure += 1) {
      sendRequest(ctx, table, 2, CHANNEL.client, { api: 'Metadata', topics: null }, 30_000_000);
      failConnection(ctx, table, 7 as never, 2);
    }
    expect(readyAt(table, 2, CHANNEL.client)).toBe(ctx.now + 160_000);
    expect(readyAt(table, 2, CHANNEL.controller)).toBe(0);
    const correlationId = sendRequest(ctx, table, 2, CHANNEL.client, { api: 'Metadata', topics: null }, 30_000_000);
    takePending(table, { type: 'response', correlationId, response: { api: 'Metadata', brokers: [], controllerId: -1, topics: [] } as never });
    expect(readyAt(table, 2, CHANNEL.client)).toBe(0);
  });
});
