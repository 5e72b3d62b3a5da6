import { describe, expect, it } from 'vitest';
import { tellChain, type BecauseLink } from '../protocol/because.ts';
import { askWhyNot, explainSeen, lookAt, type WhySubject } from '../sim/index.ts';
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

/** Names from a link to where the telling ends, along what is no context. */
function waysOf(link: BecauseLink): string[] {
  const causes = link.because.filter(({ isContext }) => !isContext);
  return causes.length === 0 ? [link.name] : causes.flatMap((cause) => waysOf(cause).map((way) => `${link.name} < ${way}`));
}

/** A leader that is cut off from its followers acknowledges one record alone and dies, and comes back later. */
const CRASH = {
  v: 1,
  id: 'crash',
  title: 'Crash',
  seed: 42,
  cluster: { brokers: 3, controllers: 3, topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2 } }], network: { latency: '1ms', jitter: '0us' } },
  producers: [{ id: 'p', topic: 'orders', rate: 5, keys: ['a'], config: { acks: '1' } }],
  consumers: [{ id: 'c', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } }],
  script: [
    { at: '5050ms', do: { kind: 'cutLink', from: 'broker-1', to: 'broker-2' } },
    { at: '5050ms', do: { kind: 'cutLink', from: 'broker-1', to: 'broker-3' } },
    { at: '5250ms', do: { kind: 'killBroker', broker: 1 } },
    { at: '5250ms', do: { kind: 'healLink', from: '*', to: '*' } },
    { at: '20s', do: { kind: 'restartBroker', broker: 1 } },
  ],
};

describe('why a record is lost that was acknowledged', () => {
  // Its answer came between the cut and the crash: one record every 200 ms.
  const lostOf = ({ recording }: Recorder): Extract<WhySubject, { kind: 'lost' }> => {
    const acked = recording.facts.flatMap(({ at, fact }) => (fact.type === 'BatchAcked' && at > 5.06 * S && at < 5.25 * S ? [fact] : []));
    expect(acked.map(({ recordIds }) => recordIds.length)).toEqual([1]);
    const [{ baseOffset, recordIds }] = acked as [(typeof acked)[0]];
    return { kind: 'lost', topic: 'orders', partition: 0, offset: baseOffset, id: recordIds[0] ?? '' };
  };

  it('another leader was elected, which had not fetched it, since its leader died; and acks=1 did not wait for that', () => {
    const recorder = recordedUntil(CRASH, 18);
    const chain = ask(recorder, lostOf(recorder));
    expect(chain.sentence).toMatch(/^Record p:\d+ was acknowledged at offset \d+ of orders-0 and is not there any more: broker [23] leads, which has record p:\d+ there\.$/);
    expect(chain.because.map(({ name, isContext }) => `${name}${isContext ? ' (given)' : ''}`)).toEqual(['LinkCut', 'LeaderElected', 'BatchAcked (given)', 'acks']);
    expect(chain.because[1]?.how).toBe('The new leader had not fetched it, and what a leader has is what counts from then on.');
    expect(waysOf(chain)).toContain('state < LeaderElected < BrokerFenced < NodeKilled < killBroker');
    expect(waysOf(chain)).toContain('state < LinkCut < cutLink');
    expect(waysOf(chain)).toContain('state < acks');
  });

  it('the copy that still had it cuts it off when it comes back', () => {
    const recorder = recordedUntil(CRASH, 30);
    expect(ask(recorder, lostOf(recorder)).because.map(({ name }) => name)).toEqual(['LinkCut', 'LeaderElected', 'LogTruncated', 'BatchAcked', 'acks']);
  });

  it('one that is there is not lost', () => {
    const recorder = recordedUntil(CRASH, 4);
    const acked = recorder.recording.facts.flatMap(({ fact }) => (fact.type === 'BatchAcked' ? [fact] : []))[0];
    const chain = ask(recorder, { kind: 'lost', topic: 'orders', partition: 0, offset: acked?.baseOffset ?? 0, id: acked?.recordIds[0] ?? '' });
    expect(chain.sentence).toMatch(/it is not lost\.$/);
    expect(chain.because).toEqual([]);
  });
});

describe('why a record is lost that was counted as sent with acks=0', () => {
  const UNHEARD = { ...CRASH, producers: CRASH.producers.map((producer) => ({ ...producer, config: { acks: '0' } })) };
  const lostAt = ({ recording }: Recorder, from: number, to: number): Extract<WhySubject, { kind: 'lost' }> => {
    const id = recording.facts.flatMap(({ at, fact }) => (fact.type === 'BatchAcked' && at > from * S && at < to * S ? fact.recordIds : []))[0];
    return { kind: 'lost', topic: 'orders', partition: 0, offset: -1, id: id ?? '' };
  };

  it('its leader had it alone, and another one was elected', () => {
    const recorder = recordedUntil(UNHEARD, 18);
    const chain = ask(recorder, lostAt(recorder, 5.06, 5.25));
    expect(chain.sentence).toMatch(/^Record p:\d+ was counted as sent to orders-0, without acknowledgement, and is not there: broker [23] leads, which has it nowhere\.$/);
    expect(chain.because.map(({ name, isContext }) => `${name}${isContext ? ' (given)' : ''}`)).toEqual(['LinkCut', 'LeaderElected', 'BatchAcked (given)', 'acks']);
    expect(waysOf(chain)).toContain('state < LeaderElected < BrokerFenced < NodeKilled < killBroker');
  });

  it('it was sent to a broker that could not be reached', () => {
    const recorder = recordedUntil({ ...UNHEARD, script: [{ at: '5050ms', do: { kind: 'cutLink', from: 'producer:p', to: 'broker-1' } }, { at: '6s', do: { kind: 'killBroker', broker: 1 } }] }, 18);
    const chain = ask(recorder, lostAt(recorder, 5.06, 5.3));
    expect(chain.sentence).toMatch(/is not there: broker [23] leads, which has it nowhere\.$/);
    expect(chain.because[0]?.how).toMatch(/so the request with it never arrived\.$/);
    expect(waysOf(chain)).toContain('state < LinkCut < cutLink');
  });

  it('one that is there is not lost, wherever it is', () => {
    const recorder = recordedUntil(UNHEARD, 5);
    expect(ask(recorder, lostAt(recorder, 2, 4)).sentence).toMatch(/is at offset \d+ of orders-0: it is not lost\.$/);
  });
});

/** The ways from each condition that is not met to where the telling ends. */
function waysFromUnmet(recorder: Recorder, question: string): ReadonlyMap<string, readonly string[]> {
  const answer = askWhyNot(recorder.timeline.run.sim, question);
  if (answer === null) throw new Error(`nobody can answer ${question}`);
  return new Map(answer.conditions.flatMap(({ text, source }) => (source === null ? [] : [[text, waysOf(ask(recorder, { kind: 'condition', text, source }))]])));
}

describe('why a condition is not met', () => {
  it('a broker that died, and what waits for it', () => {
    const recorder = recordedUntil(CRASH, 18);
    const ways = waysFromUnmet(recorder, 'isr:orders-0@1');
    expect(ways.get('Broker 1 is dead.')).toEqual(['state < NodeKilled < killBroker']);
    expect(ways.get('Broker 1 is fenced, as far as the leader knows.')).toEqual(['state < BrokerFenced < NodeKilled < killBroker']);
    for (const way of ways.values()) expect(way.join()).toMatch(/killBroker|cutLink/);
  });

  it('too few in sync, and a consumer that was paused', () => {
    const document = {
      ...CRASH,
      script: [
        { at: '5s', do: { kind: 'killBroker', broker: 2 } },
        { at: '5s', do: { kind: 'killBroker', broker: 3 } },
        { at: '9s', do: { kind: 'pauseConsumer', consumer: 'c' } },
      ],
    };
    const recorder = recordedUntil(document, 25);
    const few = waysFromUnmet(recorder, 'high-watermark:orders-0').get('Only 1 in sync (1), where min.insync.replicas asks for 2.') ?? [];
    expect(few.length).toBeGreaterThan(0);
    for (const way of few) expect(way).toMatch(/^state < IsrShrunk < .*killBroker$/);
    expect(waysFromUnmet(recorder, 'consumer:c').get('It is paused: it polls, and fetches nothing.')).toEqual(['state < pauseConsumer']);
  });

  it('a producer whose batches nobody answers', () => {
    const recorder = recordedUntil(CRASH, 8);
    const ways = [...waysFromUnmet(recorder, 'producer:p').values()].flat();
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) expect(way).toMatch(/killBroker$/);
  });
});
