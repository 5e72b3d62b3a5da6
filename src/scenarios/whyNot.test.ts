import { describe, expect, it } from 'vitest';
import { askWhyNot, brokersOf, committedImage, questionsAbout, replicaOf, type KafkaSimulation, type WhyNot } from '../sim/index.ts';
import { followerOf } from '../sim/kafka/broker/replica.ts';
import { joining, mayJoin } from '../sim/why/not/partitions.ts';
import acksCompared from './library/acks-compared.json' with { type: 'json' };
import leaderDies from './library/leader-dies.json' with { type: 'json' };
import { HISTORY } from './library/history.ts';
import { parseScenario } from './parse.ts';
import { playOn, startRun, type ScenarioRun } from './play.ts';

const S = 1_000_000;

function runOf(document: unknown): ScenarioRun {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return startRun(parsed, null);
}

function simAt(document: unknown, at: number): KafkaSimulation {
  const run = runOf(document);
  while (playOn(run, at) !== null);
  return run.sim;
}

function ask(sim: KafkaSimulation, question: string): WhyNot {
  const answer = askWhyNot(sim, question);
  if (answer === null) throw new Error(`nobody can answer ${question}`);
  return answer;
}

function unmet({ conditions }: WhyNot): string[] {
  return conditions.filter(({ met }) => !met).map(({ text }) => text);
}

/** One partition on one broker, two consumers for it. */
const SMALL = {
  v: 1,
  id: 'small',
  title: 'Small',
  seed: 3,
  cluster: { brokers: 2, controllers: 1, topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, assignment: [[1]] }], config: { 'offsets.topic.replication.factor': 1 } },
  producers: [{ id: 'p', topic: 'orders', rate: 10, config: { acks: 'all', 'buffer.memory': 4000, 'batch.size': 300 } }],
  consumers: ['c1', 'c2'].map((id) => ({ id, group: 'g', topics: ['orders'] })),
  script: [{ at: '10s', do: { kind: 'killBroker', broker: 1 } }],
};

describe('why not', () => {
  it('names the minimum that is not met, by its value', () => {
    const sim = simAt(acksCompared, 20 * S);
    const few = 'Only 1 in sync (1), where min.insync.replicas asks for 2.';
    expect(unmet(ask(sim, 'high-watermark:payments-0'))).toEqual([few]);
    expect(unmet(ask(sim, 'produce:payments-0'))).toEqual([few]);
    expect(unmet(ask(sim, 'producer:everyone'))[0]).toContain('max.in.flight.requests.per.connection');
    expect(ask(sim, 'producer:leader').holds).toBe(true);
  });

  it('names whom the high watermark waits for', () => {
    const answer = ask(simAt(leaderDies, 9.9 * S), 'high-watermark:orders-0');
    expect(answer.holds).toBe(false);
    expect(unmet(answer).map((text) => text.slice(0, 22))).toEqual(['Broker 2 is waited for', 'Broker 3 is waited for']);
  });

  it('tells a leader that is dead from a partition without one', () => {
    const unnoticed = ask(simAt(SMALL, 12 * S), 'leader:orders-0');
    expect(unnoticed.holds).toBe(false);
    expect(unmet(unnoticed)).toContain('Broker 1 is dead.');
    const offline = ask(simAt(SMALL, 25 * S), 'leader:orders-0');
    expect(offline.sentence).toBe('orders-0 has no leader: nobody who may lead is in service.');
    expect(unmet(offline)).toContain('Broker 1 is fenced.');
    expect(unmet(offline).join(' ')).toContain('unclean.leader.election.enable is false');
  });

  it('asks whether a follower fetches at all: one with nothing to catch up with may be cut off', () => {
    const document = {
      v: 1,
      id: 'cut-off',
      title: 'Cut off',
      seed: 3,
      cluster: { brokers: 3, controllers: 1, topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 3 } }] },
      producers: [{ id: 'p', topic: 'orders', rate: 10, config: { acks: 1 } }],
      script: [{ at: '10s', do: { kind: 'cutLink', from: 'broker-2', to: 'broker-1' } }],
    };
    // The high watermark is frozen where the follower stood, so it lacks nothing but a way to say so.
    const cut = ask(simAt(document, 60 * S), 'isr:orders-0@2');
    expect(cut.holds).toBe(false);
    expect(unmet(cut)).toHaveLength(1);
    expect(unmet(cut)[0]).toMatch(/^Broker 2 last fetched from broker 1 (49|50)\S* ?\S* ago: only with a fetch can it join\.$/);
    expect(cut.conditions.find(({ met }) => !met)?.source).toEqual({ kind: 'replica', topic: 'orders', partition: 0, broker: 2 });
    const healed = { ...document, script: [...document.script, { at: '61s', do: { kind: 'healLink', from: 'broker-2', to: 'broker-1' } }] };
    expect(ask(simAt(healed, 100 * S), 'isr:orders-0@2').sentence).toBe('Broker 2 is in the ISR of orders-0.');
  });

  it('says what a consumer lacks: a partition, or records', () => {
    const sim = simAt(SMALL, 9.05 * S);
    const idle = ['c1', 'c2'].map((id) => ask(sim, `consumer:${id}`));
    const without = idle.find(({ conditions }) => conditions.some(({ text }) => text.startsWith('No partition is assigned')));
    expect(without?.holds).toBe(false);
    const other = idle.find((one) => one !== without);
    expect(other?.holds).toBe(true);
    expect(other?.conditions.at(-1)?.text).toMatch(/^orders-0: it (reads at|has read all that is committed, up to) offset \d+/);
  });

  it('says that whom a consumer reads from does not answer: its connection broke, or a fetch is out for longer than it may be held', () => {
    const told = (script: unknown, at: number): string[] => {
      const sim = simAt({ ...SMALL, cluster: { ...SMALL.cluster, topics: [{ ...SMALL.cluster.topics[0], assignment: [[2]] }] }, script: [script] }, at);
      return ['c1', 'c2'].flatMap((id) => unmet(ask(sim, `consumer:${id}`))).filter((text) => text.startsWith('orders-0'));
    };
    const kill = { at: '10s', do: { kind: 'killBroker', broker: 2 } };
    expect(told(kill, 9.9 * S)).toEqual([]);
    expect(told(kill, 12 * S)[0]).toMatch(/^orders-0: the connection to broker 2 broke, and it has answered nothing since/);
    // Its session is 9 s, so nobody but those who wait knows of it yet.
    const pause = { at: '10s', do: { kind: 'pauseNode', node: 'broker-2' } };
    expect(told(pause, 11.4 * S)).toEqual([]);
    expect(told(pause, 12 * S)[0]).toMatch(/^orders-0: broker 2 has not answered a fetch for (1\.|2)\S* .*fetch\.max\.wait\.ms/);
  });

  it('says that a buffer is full, and who is in the way', () => {
    const text = unmet(ask(simAt(SMALL, 40 * S), 'producer:p')).join(' ');
    expect(text).toContain('buffer.memory');
  });

  it('has questions for what is in the picture, and none for what is not', () => {
    const sim = simAt(SMALL, S);
    expect(questionsAbout(sim, 'orders-0@1')).toEqual(['leader:orders-0', 'high-watermark:orders-0', 'produce:orders-0', 'isr:orders-0@1']);
    expect(questionsAbout(sim, 'consumer:c1')).toEqual(['consumer:c1']);
    expect(questionsAbout(sim, 'broker-1')).toEqual([]);
    for (const question of ['leader:orders-9', 'isr:orders-0', 'consumer:nobody', 'colour:orders-0', '']) expect(askWhyNot(sim, question)).toBeNull();
  });
});

/** Every replica that a leader knows of, where the leader has a say. */
function* candidates(sim: KafkaSimulation) {
  for (const broker of brokersOf(sim.world)) {
    for (const replica of [...broker.replicas.values()].flatMap((partitions) => [...partitions.values()])) {
      if (replica.role !== 'leader') continue;
      for (const id of replica.replicas) {
        const follower = followerOf(replica, id);
        if (follower !== undefined && !replica.isr.isr.includes(id)) yield { broker, replica, follower };
      }
    }
  }
}

describe.each([leaderDies, acksCompared, ...HISTORY].map((document) => [document.id, document] as const))('%s', (_, document) => {
  it('gives conditions that together are what the rule decides, at any moment', () => {
    const run = runOf(document);
    let seen = 0;
    for (let count = 0; playOn(run, 40 * S) !== null; count += 1) {
      if (count % 17 !== 0) continue;
      const { sim } = run;
      for (const { broker, replica, follower } of candidates(sim)) {
        seen += 1;
        const told = joining(broker, replica, follower);
        expect(told.every(({ met }) => met), JSON.stringify(told)).toBe(mayJoin(broker, replica, follower));
      }
      for (const [topic, { partitions }] of committedImage(sim.world).topics) {
        if (topic.startsWith('__')) continue;
        partitions.forEach((registration, partition) => {
          const hw = ask(sim, `high-watermark:${topic}-${partition}`);
          const leader = brokersOf(sim.world).find(({ id }) => id === registration.leader);
          const acts = leader !== undefined && sim.control.statusOf(leader.node) === 'running' && replicaOf(leader, topic, partition)?.role === 'leader';
          seen += 1;
          if (acts) expect(hw.conditions.every(({ met }) => met), JSON.stringify(hw)).toBe(hw.holds);
          const produce = ask(sim, `produce:${topic}-${partition}`);
          expect(produce.conditions.every(({ met }) => met), JSON.stringify(produce)).toBe(produce.holds);
        });
      }
    }
    expect(seen).toBeGreaterThan(0);
  });
});
