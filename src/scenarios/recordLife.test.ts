import { describe, expect, it } from 'vitest';
import { createRecordLife, followRecord, playUntil, type LifeStep, type RecordLife } from '../sim/index.ts';
import compaction from './library/compaction.json' with { type: 'json' };
import firstLook from './library/first-look.json' with { type: 'json' };
import leaderDies from './library/leader-dies.json' with { type: 'json' };
import { parseScenario } from './parse.ts';
import { startTimeline } from './scenarioPlayer.ts';

/** Lives of all records of a partition whose producer is named, from the beginning to `untilUs`. */
function livesIn(document: unknown, producer: string, topic: string, untilUs: number): readonly RecordLife[] {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const timeline = startTimeline(parsed, null, 'followed');
  const lives = new Map<string, RecordLife>();
  playUntil(
    timeline,
    untilUs,
    ({ event, facts }) => {
      for (const { fact } of facts) {
        if (fact.type === 'RecordSent' && fact.producer === producer && fact.topic === topic) lives.set(fact.id, createRecordLife(fact.id, fact.topic, fact.partition));
      }
      for (const life of lives.values()) followRecord(life, timeline.run.sim, event, facts);
    },
    () => false,
  );
  return [...lives.values()];
}

function stepsOf<K extends LifeStep['kind']>(life: RecordLife, kind: K): Extract<LifeStep, { readonly kind: K }>[] {
  return life.entries.map(({ step }) => step).filter((step): step is Extract<LifeStep, { readonly kind: K }> => step.kind === kind);
}

const kindsOf = (life: RecordLife): readonly string[] => life.entries.map(({ step }) => step.kind);
function stepOf<K extends LifeStep['kind']>(life: RecordLife | undefined, kind: K): Extract<LifeStep, { readonly kind: K }> | undefined {
  return life?.entries.map(({ step }) => step).find((step): step is Extract<LifeStep, { readonly kind: K }> => step.kind === kind);
}

describe('the life of a record', () => {
  it('in a healthy cluster: sent, arrived, appended, copied by two, committed, acknowledged, read, worked on, and its offset committed', () => {
    const [first] = livesIn(firstLook, 'checkout', 'orders', 12_000_000);
    if (first === undefined) throw new Error('nothing was sent');
    const kinds = kindsOf(first);
    // With acks=all the answer waits for the high watermark, and a consumer reads only below it; when offsets are committed is the consumer's affair.
    expect(kinds.slice(0, 3)).toEqual(['sent', 'arrived', 'appended']);
    const order = ['appended', 'replicated', 'committed', 'acknowledged'].map((kind) => kinds.indexOf(kind));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(kinds.filter((kind) => kind === 'replicated')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'read')).toHaveLength(1);
    expect(kinds.indexOf('read')).toBeGreaterThan(kinds.indexOf('committed'));
    expect(kinds.indexOf('processed')).toBeGreaterThan(kinds.indexOf('read'));
    expect(kinds.indexOf('offsetCommitted')).toBeGreaterThan(kinds.indexOf('processed'));
    expect(stepOf(first, 'offsetCommitted')?.offset).toBeGreaterThan(stepOf(first, 'appended')?.offset ?? Infinity);
    expect([...first.copies.values()].flat()).toEqual([0, 0, 0].map(() => stepOf(first, 'appended')?.offset));
  });

  it('acknowledged by the leader alone and lost with it: every copy goes, and it had been acknowledged', () => {
    // From 9.5 s on nobody can fetch from broker 1; at 10 s it dies, and it is back when broker 2 has led for some seconds.
    const [producer] = leaderDies.producers;
    const document = { ...leaderDies, producers: [{ ...producer, config: { acks: '1' } }] };
    const lost = livesIn(document, 'checkout', 'orders', 30_000_000).filter((life) => stepOf(life, 'gone')?.wasAcknowledged === true);
    expect(lost.length).toBeGreaterThan(0);
    for (const life of lost) {
      expect(life.partition).toBe(0);
      expect(kindsOf(life)).toEqual(['sent', 'arrived', 'appended', 'acknowledged', 'copyGone', 'gone']);
      const at = life.entries.find(({ step }) => step.kind === 'appended')?.at ?? 0;
      expect(at).toBeGreaterThan(9_490_000);
      expect(at).toBeLessThan(10_000_000);
      expect(stepOf(life, 'acknowledged')).toMatchObject({ acks: 1 });
      expect(stepOf(life, 'gone')).toMatchObject({ how: 'truncated' });
    }
  });

  it('stored twice: sent again without sequence numbers, after the first answer was late', () => {
    const [producer] = leaderDies.producers;
    // The answers of broker 1 to the producer are held until the request has timed out, so the batch is sent again to a leader that has it.
    const late = { ...producer, config: { acks: '1', 'enable.idempotence': false, 'request.timeout.ms': 1000, 'delivery.timeout.ms': 20000 } };
    const script = [
      { at: '2s', do: { kind: 'holdLink', from: 'broker-1', to: 'producer:checkout' } },
      { at: '4s', do: { kind: 'releaseLink', from: 'broker-1', to: 'producer:checkout' } },
    ];
    const twice = livesIn({ ...leaderDies, story: undefined, script, producers: [late] }, 'checkout', 'orders', 12_000_000).filter((life) => stepsOf(life, 'appended').length > 1);
    expect(twice.length).toBeGreaterThan(0);
    for (const life of twice) {
      expect(stepsOf(life, 'appended').map(({ again }) => again)).toEqual([false, true]);
      expect(stepsOf(life, 'arrived').map(({ attempt, broker }) => [attempt, broker])).toEqual([
        [1, 1],
        [2, 1],
      ]);
      const [first, second] = stepsOf(life, 'read');
      expect([first?.again, second?.again]).toEqual([false, true]);
    }
  });

  it('compacted away: a later record has its key', () => {
    const lives = livesIn(compaction, producerOf(compaction), topicOf(compaction), 120_000_000);
    const gone = lives.filter((life) => life.entries.some(({ step }) => step.kind === 'copyGone' && step.how === 'compacted'));
    expect(gone.length).toBeGreaterThan(0);
    // The last bob is a tombstone: nothing follows it, and after delete.retention.ms (20 s) it goes by itself.
    const [tombstones, others] = [gone.filter(isTombstone), gone.filter((life) => !isTombstone(life))];
    expect(tombstones).toHaveLength(1);
    for (const life of others) {
      const key = stepOf(life, 'sent')?.key;
      const at = life.entries[0]?.at ?? 0;
      expect(lives.some((other) => stepOf(other, 'sent')?.key === key && other.partition === life.partition && (other.entries[0]?.at ?? 0) > at)).toBe(true);
    }
  });
});

interface Shape {
  readonly cluster: { readonly topics: readonly { readonly name: string }[] };
  readonly producers: readonly { readonly id: string; readonly topic: string; readonly config?: { readonly acks?: string | number } }[];
}

function isTombstone(life: RecordLife): boolean {
  const sent = stepOf(life, 'sent');
  // The story sends bob twice: his profile near the beginning, and its delete after 4 s.
  return sent?.key === 'bob' && (life.entries[0]?.at ?? 0) > 4_000_000;
}

function producerOf(document: unknown): string {
  return (document as Shape).producers[0]?.id ?? '';
}

function topicOf(document: unknown): string {
  return (document as Shape).cluster.topics[0]?.name ?? '';
}
