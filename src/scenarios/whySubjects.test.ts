import { describe, expect, it } from 'vitest';
import { tellChain, type BecauseLink } from '../protocol/because.ts';
import { eventAt } from '../sim/why/eventTable.ts';
import { explainSeen, findMessage, lookAt, type WhySubject } from '../sim/index.ts';
import compaction from './library/compaction.json' with { type: 'json' };
import leaderDies from './library/leader-dies.json' with { type: 'json' };
import consumerDies from './library/consumer-dies.json' with { type: 'json' };
import minIsr from './library/history/min-isr.json' with { type: 'json' };
import { parseScenario } from './parse.ts';
import { recordUntil, startRecorder, type Recorder } from './recorder.ts';
import { startTimeline } from './scenarioPlayer.ts';

const S = 1_000_000;

function recordedUntil(document: unknown, seconds: number): Recorder {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const recorder = startRecorder(startTimeline(parsed, null, 'asked'));
  recordUntil(recorder, seconds * S, () => false);
  return recorder;
}

function ask({ recording, timeline }: Recorder, subject: WhySubject): BecauseLink {
  const chain = explainSeen(recording, lookAt(timeline.run.sim, subject));
  if (chain === null) throw new Error('there is no such thing');
  return tellChain(chain);
}

function askOfMessage(recorder: Recorder, label: string, where: Readonly<Record<string, string>>): BecauseLink {
  const id = findMessage(recorder.recording, recorder.timeline.run.sim, { label, where: Object.entries(where), nth: null });
  if (id === null) throw new Error(`there is no ${label}`);
  return ask(recorder, { kind: 'message', id });
}

/** Names from a link to where the telling ends, along what is no context. */
function waysOf(link: BecauseLink): string[] {
  const causes = link.because.filter(({ isContext }) => !isContext);
  return causes.length === 0 ? [link.name] : causes.flatMap((cause) => waysOf(cause).map((way) => `${link.name} < ${way}`));
}

/** One broker of three, a producer that may write twice, and links that can be cut. */
const TWICE = {
  v: 1,
  id: 'twice',
  title: 'Twice',
  cluster: { brokers: 1, topics: [{ name: 'orders', partitions: 1, replicationFactor: 1 }], network: { latency: '1ms', jitter: '0ms' } },
  producers: [{ id: 'p', topic: 'orders', rate: 0, config: { 'enable.idempotence': false, 'linger.ms': 0, 'request.timeout.ms': 1000, 'delivery.timeout.ms': 60000 } }],
  script: [
    { at: '1s', do: { kind: 'send', producer: 'p', key: 'a' } },
    { at: '2s', do: { kind: 'holdLink', from: 'broker-1', to: 'producer:p' } },
    { at: '2s', do: { kind: 'send', producer: 'p', key: 'b' } },
    { at: '5s', do: { kind: 'releaseLink', from: 'broker-1', to: 'producer:p' } },
  ],
};

describe('why, asked of a response', () => {
  const recorder = recordedUntil(leaderDies, 25);

  it('names what was done for the one who asked, and not what else the same event settled', () => {
    // The event that commits the fencing of broker 1 answers fetches of the metadata log, and is told of by dozens of facts.
    const fetched = askOfMessage(recorder, 'RaftFetchResponse', { to: 'controller-3002' });
    expect(new Set(fetched.because.map(({ name }) => name))).not.toContain('BrokerFenced');
    const { events, nodes } = recorder.recording;
    const names = new Map<string, Set<string>>();
    for (const seq of events.order.subarray(0, events.count)) {
      const event = eventAt(events, seq);
      if (event === null || event.from < 0 || !event.label.endsWith('Response')) continue;
      const met = names.get(event.label) ?? new Set<string>();
      names.set(event.label, met);
      for (const link of ask(recorder, { kind: 'message', id: seq }).because) {
        if (link.kind !== 'fact') continue;
        met.add(link.name);
        if (link.name === 'OffsetsCommitted') expect(link.sentence).toContain(`Consumer ${(nodes[event.node] ?? '').slice('consumer:'.length)} commits`);
      }
    }
    expect(names.get('RaftFetchResponse')).toEqual(new Set(['MetadataCommitted']));
    expect(names.get('HeartbeatResponse')).toEqual(new Set(['HighWatermarkAdvanced']));
    expect(names.get('OffsetCommitResponse')).toEqual(new Set(['NodeKilled', 'OffsetsCommitted']));
    expect(names.get('SyncGroupResponse')).toEqual(new Set(['GroupStable']));
    expect(names.get('AlterPartitionResponse')).toEqual(new Set(['IsrExpanded']));
  });

  it('that gives up on a commit: somebody in sync has not fetched what the coordinator wrote', () => {
    // Broker 1 is dead and still in the ISR of __consumer_offsets, so for 5 s (offsets.commit.timeout.ms) nothing is committed there.
    const chain = askOfMessage(recorder, 'OffsetCommitResponse', { error: 'COORDINATOR_NOT_AVAILABLE' });
    expect(waysOf(chain)).toContain('OffsetCommitResponse < NodeKilled < killBroker');
  });
});

describe('why, asked of a Fetch', () => {
  it('that comes after one in vain: not that a response has come, but that the connection was lost', () => {
    // Broker 1 dies at 10 s, and c1 reads from it: it asks again after a back-off, and again.
    const recorder = recordedUntil(leaderDies, 11);
    const lost = (recorder.recording.byType.get('ConnectionLost') ?? []).find(({ node, fact }) => node === 'consumer:c1' && fact.type === 'ConnectionLost' && fact.api === 'Fetch');
    const after = fetchesOf(recorder, 'consumer:c1', 'broker-1').filter(({ at }) => at > (lost?.at ?? Infinity));
    expect(after.length).toBeGreaterThan(1);
    expect(after.map(({ because }) => because[0]?.name)).toEqual(after.map(() => 'ConnectionLost'));
    expect(waysOf(after[0] as BecauseLink)[0]).toBe('Fetch < ConnectionLost < NodeKilled < killBroker');
  });

  it('of one broker is not set off by a response of another', () => {
    const links = ['broker-1', 'broker-2', 'broker-3'].flatMap((broker) => fetchesOf(recordedUntil(consumerDies, 20), 'consumer:c1', broker));
    for (const link of links) for (const cause of link.because) if (cause.name === 'FetchResponse') expect(cause.messages[0]?.from).toBe(link.messages[0]?.to);
    expect(links.filter(({ because }) => because[0]?.name === 'FetchResponse').length).toBeGreaterThan(10);
  });
});

function fetchesOf(recorder: Recorder, from: string, to: string): BecauseLink[] {
  const { events, nodes } = recorder.recording;
  const ids = [...events.order.subarray(0, events.count)].filter((seq) => {
    const event = eventAt(events, seq);
    return event?.label === 'Fetch' && nodes[event.from] === from && nodes[event.node] === to;
  });
  return ids.map((id) => ask(recorder, { kind: 'message', id }));
}

describe('why, asked of a record', () => {
  it('that is there twice: the answer was held, and the producer sent it again without a sequence number', () => {
    const recorder = recordedUntil(TWICE, 10);
    const chain = ask(recorder, { kind: 'record', topic: 'orders', partition: 0, offset: 2, broker: null });
    expect(chain.sentence).toBe('Offset 2 of orders-0 holds record p:2 with key b, on broker 1. The same record is at offset 1, too.');
    const ways = waysOf(chain);
    expect(ways).toContain('state < BatchRetried < RequestTimedOut < LinkHeld < holdLink');
    expect(ways).toContain('state < enable.idempotence');
    expect(ask(recorder, { kind: 'record', topic: 'orders', partition: 0, offset: 0, broker: null }).sentence).toBe('Offset 0 of orders-0 holds record p:1 with key a, on broker 1.');
  });

  it('that compaction took: the pass that did, not the latest one, and the later record with its key', () => {
    const all = recordedUntil(compaction, 60);
    const passes = (all.recording.byType.get('LogCompacted') ?? []).filter(({ fact }) => fact.type === 'LogCompacted' && fact.broker === 1 && fact.removed > 0);
    expect(passes.length).toBeGreaterThan(2);
    // ann and cem take turns, and the producer keeps its order, so the first of each goes with the first pass.
    const place = { kind: 'record', topic: 'profiles', partition: 0, offset: 1, broker: 1 } as const;
    const before = recordedUntil(compaction, (passes[0]?.at ?? 0) / S - 0.001);
    expect(ask(before, place).sentence).toMatch(/^Offset 1 of profiles-0 holds record app:\d+ with key (ann|cem)/);
    const chain = ask(all, place);
    const [pass, later] = chain.because;
    expect(pass?.at).toBe(passes[0]?.at);
    const [, key, offset] = /its key, (\w+), was at offset (\d+)\.$/.exec(pass?.how ?? '') ?? [];
    expect(ask(before, { ...place, offset: Number(offset) }).sentence).toMatch(new RegExp(`holds record app:\\d+ with key ${key}`));
    expect(ask(before, place).sentence).toContain(`with key ${key}`);
    expect(later?.isContext).toBe(true);
    expect(later?.name).toBe('RecordsAppended');
  });

  it('that is gone from the copy of who led: whom it was cut off from, and who leads since', () => {
    const until = recordedUntil(leaderDies, 23.1279);
    const chain = ask(until, { kind: 'record', topic: 'orders', partition: 0, offset: 23, broker: 1 });
    expect(chain.sentence).toMatch(/^Offset 23 of orders-0 .*is not in broker 1's log any more\. Broker 2, 3 have one there\.$/);
    expect(waysOf(chain)).toEqual(['state < LogTruncated < LeaderElected < BrokerFenced < NodeKilled < killBroker', 'state < LogTruncated < LinkCut < cutLink']);
    // Afterwards the offset holds what the new leader has, and still tells of what it held before.
    const later = ask(recordedUntil(leaderDies, 30), { kind: 'record', topic: 'orders', partition: 0, offset: 23, broker: 1 });
    expect(later.because.map(({ name }) => name)).toEqual(['RecordsReplicated', 'RecordSent']);
  });

  it('that is not there yet, and of a partition that is nowhere', () => {
    const recorder = recordedUntil(leaderDies, 1);
    expect(ask(recorder, { kind: 'record', topic: 'orders', partition: 0, offset: 900, broker: null }).sentence).toBe("Offset 900 of orders-0 is not in the leader's log (broker 1) yet.");
    expect(lookAt(recorder.timeline.run.sim, { kind: 'record', topic: 'none', partition: 0, offset: 0, broker: null }).record).toBeNull();
  });
});

describe('why, asked of a replica', () => {
  it('out of the ISR: what took it out, and what keeps it out', () => {
    const chain = ask(recordedUntil(leaderDies, 20), { kind: 'replica', topic: 'orders', partition: 0, broker: 1 });
    expect(chain.sentence).toMatch(/^Broker 1 is not in sync for orders-0: its log ends at offset 24, the leader's at \d+\.$/);
    expect(waysOf(chain)).toEqual(['state < IsrShrunk < BrokerFenced < NodeKilled < killBroker', 'state < LinkCut < cutLink']);
  });

  it('in sync: nothing but a fetch is needed', () => {
    const chain = ask(recordedUntil(leaderDies, 5), { kind: 'replica', topic: 'orders', partition: 0, broker: 3 });
    expect(chain.sentence).toMatch(/^Broker 3 is in sync for orders-0/);
    expect(waysOf(chain)).toEqual(['state']);
  });
});

describe('why, asked of a message', () => {
  it('that says no: what made it so, and the request that it answers', () => {
    const chain = askOfMessage(recordedUntil(minIsr, 30), 'ProduceResponse', { error: 'NOT_ENOUGH_REPLICAS' });
    expect(chain.sentence).toBe('Broker 2 answers the Produce request of producer shop with NOT_ENOUGH_REPLICAS.');
    expect(waysOf(chain)).toEqual(['ProduceResponse < IsrShrunk < BrokerFenced < NodeKilled < killBroker']);
    expect(chain.because.at(-1)).toMatchObject({ kind: 'message', name: 'Produce', isContext: true });
  });

  it('of a group: the member that is gone', () => {
    const chain = askOfMessage(recordedUntil(consumerDies, 60), 'HeartbeatResponse', { error: 'REBALANCE_IN_PROGRESS' });
    expect(waysOf(chain)).toEqual(['HeartbeatResponse < RebalanceStarted < MemberRemoved < NodeKilled < killConsumer']);
  });

  it('that is held: who holds it, and why it was sent', () => {
    const recorder = recordedUntil(TWICE, 2.5);
    const chain = askOfMessage(recorder, 'ProduceResponse', { from: 'broker-1' });
    expect(chain.messages).toMatchObject([{ from: 'broker-1', to: 'producer:p', arrivedAt: null }]);
    expect(waysOf(chain)).toContain('ProduceResponse < LinkHeld < holdLink');
  });

  it('of every day: what such requests are for', () => {
    const chain = askOfMessage(recordedUntil(leaderDies, 3), 'BrokerHeartbeat', { from: 'broker-2' });
    expect(chain.because).toMatchObject([{ kind: 'state', sentence: expect.stringContaining('broker.heartbeat.interval.ms') }]);
    expect(waysOf(chain)).toEqual(['BrokerHeartbeat']);
  });
});
