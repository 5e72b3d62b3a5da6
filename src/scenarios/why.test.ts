import { describe, expect, it } from 'vitest';
import { explain, flatFact, type ChainLink, type FactView, type Recording } from '../sim/index.ts';
import acksCompared from './library/acks-compared.json' with { type: 'json' };
import consumerDies from './library/consumer-dies.json' with { type: 'json' };
import leaderDies from './library/leader-dies.json' with { type: 'json' };
import compaction from './library/compaction.json' with { type: 'json' };
import firstLook from './library/first-look.json' with { type: 'json' };
import minIsr from './library/history/min-isr.json' with { type: 'json' };
import { HISTORY } from './library/history.ts';
import kraftFailover from './library/kraft-failover.json' with { type: 'json' };
import movePartition from './library/move-partition.json' with { type: 'json' };
import nearestReplica from './library/nearest-replica.json' with { type: 'json' };
import zookeeperAndKraft from './library/zookeeper-and-kraft.json' with { type: 'json' };
import { parseScenario } from './parse.ts';
import { recordUntil, startRecorder } from './recorder.ts';
import { startTimeline } from './scenarioPlayer.ts';

const END_US = 60_000_000;

function recordingOf(document: unknown): Recording {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const recorder = startRecorder(startTimeline(parsed, null, 'asked'));
  recordUntil(recorder, END_US, () => false);
  return recorder.recording;
}

/** `LeaderElected leader=2`, `killBroker broker=1 @10`, `model.truncation=kip-279`: a link with some of its fields. */
function fits(link: ChainLink, written: string): boolean {
  const [name = '', ...fields] = written.split(' ');
  const { of } = link;
  if (of.kind === 'setting') return `${of.name}=${of.value}` === written;
  if (of.kind === 'state') return name === 'state';
  const flat: Readonly<Record<string, unknown>> = of.kind === 'fact' ? flatFact(of.view) : of.kind === 'message' ? { ...of.message, type: of.message.label } : { ...of.command, type: of.command.kind };
  return (
    flat['type'] === name &&
    fields.every((field) => {
      if (field.startsWith('@')) return link.at === Math.round(Number(field.slice(1)) * 1_000_000);
      const [key = '', value = ''] = field.split('=');
      return String(flat[key]) === value;
    })
  );
}

/** Ways from the explained fact, which is left out, to where the telling ends; what only says what was there is no way. */
function waysOf(link: ChainLink): ChainLink[][] {
  const causes = link.because.filter(({ isContext }) => !isContext);
  return causes.flatMap((cause) => {
    const further = waysOf(cause);
    return further.length === 0 ? [[cause]] : further.map((way) => [cause, ...way]);
  });
}

function show(link: ChainLink): string {
  const { of } = link;
  if (of.kind === 'fact') return JSON.stringify(of.view.fact);
  if (of.kind === 'command') return `${JSON.stringify(of.command)} @${link.at / 1_000_000}`;
  return of.kind === 'setting' ? `${of.name}=${of.value}` : of.kind === 'state' ? of.words : JSON.stringify(of.message);
}

function expectWays(recording: Recording, view: FactView, wanted: readonly (readonly string[])[]): void {
  const ways = waysOf(explain(recording, view));
  const told = ways.map((way) => way.map(show).join(' < ')).join('\n');
  expect(ways, told).toHaveLength(wanted.length);
  for (const way of wanted) {
    const found = ways.some((one) => one.length === way.length && way.every((written, index) => fits(one[index] as ChainLink, written)));
    expect(found, `${way.join(' < ')}\nis not among\n${told}`).toBe(true);
  }
}

function factOf(recording: Recording, written: string): FactView {
  const view = recording.facts.find((one) => fits({ of: { kind: 'fact', view: one }, at: one.at } as ChainLink, written));
  if (view === undefined) throw new Error(`the run has no ${written}`);
  return view;
}

/** Chains worked out by hand from the documents and from what Kafka does: every way from the fact to what was done. */
const CHAINS: readonly (readonly [document: { readonly id: string }, fact: string, ways: readonly (readonly string[])[]])[] = [
  [leaderDies, 'LeaderElected topic=orders', [['BrokerFenced broker=1 reason=session', 'NodeKilled node=broker-1', 'killBroker broker=1 @10']]],
  [leaderDies, 'IsrShrunk topic=orders partition=1', [['BrokerFenced broker=1', 'NodeKilled node=broker-1', 'killBroker broker=1 @10']]],
  [leaderDies, 'BatchRetried producer=checkout', [['ConnectionLost api=Produce to=broker-1', 'NodeKilled node=broker-1', 'killBroker broker=1 @10']]],
  [
    leaderDies,
    'LogTruncated broker=1 topic=orders',
    [
      ['LeaderElected partition=0 leader=2 leaderEpoch=1', 'BrokerFenced broker=1', 'NodeKilled node=broker-1', 'killBroker broker=1 @10'],
      ['LinkCut from=broker-1 to=broker-2', 'cutLink from=broker-1 to=broker-2 @9.5'],
    ],
  ],
  // It was broker 1 that nobody heard of for nine seconds, and that came back.
  [
    leaderDies,
    'IsrExpanded topic=orders partition=0',
    [['IsrChangeProposed broker=2 change=expand', 'BrokerUnfenced broker=1', 'NodeStarted node=broker-1', 'restartBroker broker=1']],
  ],
  [consumerDies, 'MemberRemoved client=c2', [['NodeKilled node=consumer:c2', 'killConsumer consumer=c2 @10']]],
  [consumerDies, 'RebalanceStarted generation=1', [['MemberRemoved client=c2', 'NodeKilled node=consumer:c2', 'killConsumer consumer=c2 @10']]],
  // What c2 had read and not committed, or had committed nothing of: read again by who took over.
  [
    consumerDies,
    'RecordsPolled consumer=c3 partition=3',
    [['PartitionsAssigned consumer=c3', 'GenerationStarted generation=2', 'RebalanceStarted generation=1', 'MemberRemoved client=c2 reason=session', 'NodeKilled node=consumer:c2', 'killConsumer consumer=c2 @10']],
  ],
  [acksCompared, 'IsrShrunk topic=payments changed=3', [['BrokerFenced broker=3', 'NodeKilled node=broker-3', 'killBroker broker=3 @6']]],
  [acksCompared, 'ConnectionLost node=producer:everyone to=broker-2', [['NodeKilled node=broker-2', 'killBroker broker=2 @6']]],
];

describe('what Kafka writes for itself', () => {
  const recording = recordingOf(leaderDies);
  const of = (type: FactView['fact']['type']): readonly FactView[] => recording.byType.get(type) ?? [];

  it('in __consumer_offsets comes of what the coordinator was asked, or had decided', () => {
    const appended = of('RecordsAppended').filter(({ fact }) => fact.type === 'RecordsAppended' && fact.topic === '__consumer_offsets');
    const names = appended.map((view) => {
      const [cause] = explain(recording, view).because;
      return cause?.of.kind === 'message' ? cause.of.message.label : cause?.of.kind === 'fact' ? cause.of.view.fact.type : cause?.of.kind;
    });
    // The first member makes the group; the rest is the one generation of this run, and three consumers that commit every 5 s.
    expect(names.slice(0, 2)).toEqual(['JoinGroup', 'GenerationStarted']);
    expect(new Set(names.slice(2))).toEqual(new Set(['OffsetCommit']));
    for (const { because } of appended.map((view) => explain(recording, view))) expect(because[0]?.of.kind === 'message' ? because[0].of.message.to : 'broker-3').toBe('broker-3');
  });

  it('in the metadata log comes of what was decided', () => {
    const committed = of('MetadataCommitted').map((view) => ({ at: view.at, cause: explain(recording, view).because[0] }));
    expect(committed.length).toBeGreaterThan(4);
    const fencing = committed.find(({ cause }) => cause?.of.kind === 'fact' && cause.of.view.fact.type === 'BrokerFenced');
    // Broker 1 dies at 10 s with a session of 9 s, its last heartbeat is up to 2 s older.
    expect(fencing?.at).toBeGreaterThan(17_000_000);
    expect(fencing?.at).toBeLessThan(19_500_000);
    for (const { at, cause } of committed) if (cause?.of.kind === 'fact') expect(cause.at).toBe(at);
  });
});

describe('what the controller makes of heartbeats', () => {
  it('comes of the very link that they go along, when several are healed at once', () => {
    const recording = recordingOf(minIsr);
    // The story heals broker 2's links to broker 1 and to the controllers in this order or the other.
    const view = (recording.byType.get('BrokerUnfenced') ?? []).find(({ fact }) => fact.type === 'BrokerUnfenced' && fact.broker === 2) as FactView;
    expect(explain(recording, view).because.map((link) => fits(link, 'LinkHealed from=broker-2 to=controllers'))).toEqual([true]);
  });

  it('is counted anew by a controller that has only become the active one', () => {
    const recording = recordingOf(kraftFailover);
    const view = (recording.byType.get('BrokerFenced') ?? [])[0] as FactView;
    const links = explain(recording, view).because;
    expect(links.map((link) => [fits(link, 'NodeKilled'), fits(link, 'ControllerElected'), link.isContext])).toEqual([[true, false, false], [false, true, true]]);
    // A session of 9 s is over no sooner than that after the election.
    expect(view.at - (links[1]?.at ?? 0)).toBeGreaterThanOrEqual(9_000_000);
  });
});

describe('the chain of causes', () => {
  const recordings = new Map<string, Recording>();
  const recorded = (document: { readonly id: string }): Recording => {
    const known = recordings.get(document.id) ?? recordingOf(document);
    recordings.set(document.id, known);
    return known;
  };

  it.each(CHAINS.map((chain) => [chain[0].id, chain[1], chain] as const))('%s: %s', (_, __, [document, fact, ways]) => {
    const recording = recorded(document);
    // `session expired` has a blank, which fields are divided by.
    const cleaned = ways.map((way) => way.map((written) => written.replace(' reason=session', '')));
    expectWays(recording, factOf(recording, fact.replace(' reason=session', '')), cleaned);
  });

  it('names the last message that came as evidence of the silence', () => {
    const recording = recorded(leaderDies);
    const chain = explain(recording, factOf(recording, 'BrokerFenced broker=1'));
    const [killed] = chain.because;
    expect(killed?.messages).toMatchObject([{ label: 'BrokerHeartbeat', from: 'broker-1', to: 'controller-3000' }]);
    expect(killed?.messages[0]?.arrivedAt).toBeLessThan(10_000_000);
    expect(killed?.how).toContain('broker.session.timeout.ms');
  });

  it('shows the messages by which the one led to the other', () => {
    const recording = recorded(leaderDies);
    const sent = factOf(recording, 'RecordsAppended topic=orders');
    const [batch] = explain(recording, sent).because;
    expect(batch?.of).toMatchObject({ kind: 'fact', view: { fact: { type: 'BatchSent' } } });
    expect(batch?.messages).toMatchObject([{ label: 'Produce', from: 'producer:checkout', to: sent.node }]);
  });
});

/** Facts that say no to somebody, and facts that say something is gone. */
const REFUSALS_AND_LOSSES: readonly string[] = [
  'ProduceRefused',
  'BatchFailed',
  'BatchRetried',
  'CommitFailed',
  'CommandRefused',
  'AdminFailed',
  'ControlRequestRefused',
  'RegistrationRefused',
  'MemberRemoved',
  'PositionDiverged',
  'LogTruncated',
  'UnflushedRecordsLost',
  'LogCompacted',
  'LogStartedAnew',
  'LogStartOffsetAdvanced',
  'SegmentsDropped',
  'ReplicaDeleted',
  'DiskWiped',
  'ReplicaFetchFailed',
  'OffsetOutOfRange',
  'PartitionsLost',
  'ConsumerFailed',
  'GuaranteeBroken',
];

/** What was done that each of them comes of, by document: worked out from its script and story. The setting is the rule of the past it shows. */
const ENDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'leader-dies': {
    'BatchRetried NETWORK_EXCEPTION': ['killBroker broker=1 @10'],
    'LogTruncated broker-1': ['killBroker broker=1 @10', 'cutLink from=broker-1 to=broker-2 @9.5'],
  },
  'consumer-dies': { MemberRemoved: ['killConsumer consumer=c2 @10'] },
  'acks-compared': {},
  'first-look': {},
  'nearest-replica': {},
  'zookeeper-and-kraft': {},
  'kraft-failover': {},
  // A segment that is full makes way for the next when the producer goes on: what was in it may be cleaned then.
  compaction: { LogCompacted: ['producers.app.rate=4 a second'] },
  'move-partition': {
    ReplicaDeleted: ['reassignPartitions topic=orders partition=0 @8'],
    'ProduceRefused NOT_LEADER_OR_FOLLOWER': ['reassignPartitions topic=orders partition=0 @8'],
    'BatchRetried NOT_LEADER_OR_FOLLOWER': ['reassignPartitions topic=orders partition=0 @8'],
  },
  'history-zookeeper-orders': {
    'LogTruncated broker-2': ['shutdownBroker broker=3 @3.1', 'releaseLink to=broker-2 @8', 'model.truncation=high-watermark'],
    'GuaranteeBroken candidate-completeness': ['shutdownBroker broker=3 @3.1', 'releaseLink to=broker-2 @8', 'model.truncation=high-watermark'],
    'GuaranteeBroken leader-completeness': ['shutdownBroker broker=1 @9', 'shutdownBroker broker=3 @3.1', 'releaseLink to=broker-2 @8', 'model.truncation=high-watermark'],
  },
  'history-high-watermark': {
    'LogTruncated broker-2': ['electLeaders @3.2', 'releaseLink from=broker-2 @4.1', 'model.truncation=high-watermark'],
    'LogTruncated broker-1': ['electLeaders @4.2', 'electLeaders @3.2', 'releaseLink from=broker-2 @4.1', 'releaseLink from=broker-1 @8', 'model.truncation=high-watermark'],
    'GuaranteeBroken candidate-completeness': ['electLeaders @3.2', 'releaseLink from=broker-2 @4.1', 'model.truncation=high-watermark'],
    'GuaranteeBroken leader-completeness': ['electLeaders @4.2', 'electLeaders @3.2', 'releaseLink from=broker-2 @4.1', 'model.truncation=high-watermark'],
    'GuaranteeBroken acked-not-lost': ['electLeaders @4.2', 'electLeaders @3.2', 'releaseLink from=broker-2 @4.1', 'releaseLink from=broker-1 @8', 'model.truncation=high-watermark'],
  },
  'history-kip-101': {
    'LogTruncated broker-2': ['electLeaders @5.2', 'model.truncation=kip-101'],
    'LogTruncated broker-1': ['electLeaders @7.5', 'electLeaders @5.2', 'releaseLink from=broker-1 @10', 'model.truncation=kip-101'],
    'GuaranteeBroken candidate-completeness': ['electLeaders @5.2', 'model.truncation=kip-101'],
    'GuaranteeBroken leader-completeness': ['electLeaders @7.5', 'electLeaders @5.2', 'model.truncation=kip-101'],
    'GuaranteeBroken acked-not-lost': ['electLeaders @7.5', 'electLeaders @5.2', 'releaseLink from=broker-1 @10', 'model.truncation=kip-101'],
  },
  'history-kip-279': zombie('kip-279'),
  'history-kip-320-draft': zombie('kip-320-draft'),
  'history-epoch-start': {
    'LogTruncated broker-3': ['electLeaders @9.107', 'cutLink from=broker-1 to=broker-2 @0'],
    'LogTruncated broker-1': ['electLeaders @9.107', 'cutLink from=broker-1 to=broker-2 @0'],
    'GuaranteeBroken candidate-completeness': ['electLeaders @9.05', 'cutLink from=broker-1 to=broker-2 @0', 'model.no.epoch.start.rule=true'],
    'GuaranteeBroken leader-completeness': ['electLeaders @9.107', 'cutLink from=broker-1 to=broker-2 @0', 'model.no.epoch.start.rule=true'],
    'GuaranteeBroken acked-not-lost': ['electLeaders @9.107', 'cutLink from=broker-1 to=broker-2 @0', 'model.no.epoch.start.rule=true'],
  },
  'history-unfenced-truncation': {
    'LogTruncated broker-1': ['electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-1 @7', 'model.truncation=kip-279'],
    'GuaranteeBroken candidate-completeness': ['electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-1 @7', 'model.truncation=kip-279'],
    'GuaranteeBroken logs-agree': ['electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-1 @7', 'model.truncation=kip-279'],
  },
  'history-counted-across-epochs': {
    'BatchRetried NOT_LEADER_OR_FOLLOWER': ['electLeaders @4'],
    'LogTruncated broker-3': ['electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-3 @11', 'model.truncation=kip-279'],
    'LogTruncated broker-1': ['electLeaders @12.1', 'electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-3 @11', 'releaseLink from=broker-1 @13', 'model.truncation=kip-279'],
    'GuaranteeBroken candidate-completeness': ['electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-3 @11', 'model.truncation=kip-279'],
    'GuaranteeBroken leader-completeness': ['electLeaders @12.1', 'electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-3 @11', 'model.truncation=kip-279'],
    'GuaranteeBroken acked-not-lost': ['electLeaders @12.1', 'electLeaders @4', 'holdLink from=broker-2 to=broker-1 @2.3', 'releaseLink to=broker-3 @11', 'releaseLink from=broker-1 @13', 'model.truncation=kip-279'],
  },
  'history-maximal-isr': {
    // The rule alone is to blame: the leader never waits for who is about to join.
    'GuaranteeBroken quorum-superset': ['model.no.maximal.isr=true'],
    'GuaranteeBroken candidate-completeness': ['send producer=shop', 'model.no.maximal.isr=true'],
    'GuaranteeBroken leader-completeness': ['killBroker broker=2', 'cutLink from=broker-1 to=broker-3', 'model.no.maximal.isr=true'],
  },
  'history-partition-epoch': {
    'LogTruncated broker-3': ['killBroker broker=1', 'pauseNode node=broker-2'],
    'GuaranteeBroken candidate-completeness': ['releaseLink from=broker-1 api=AlterPartition', 'pauseNode node=broker-2', 'model.no.partition.epoch.check=true'],
    'GuaranteeBroken quorum-superset': ['releaseLink from=broker-1 api=AlterPartition', 'pauseNode node=broker-2', 'model.no.partition.epoch.check=true'],
    'GuaranteeBroken leader-completeness': ['killBroker broker=1', 'pauseNode node=broker-2', 'model.no.partition.epoch.check=true'],
  },
  'history-broker-epoch': {
    DiskWiped: ['restartBroker broker=3 wipe=true'],
    'GuaranteeBroken candidate-completeness': ['restartBroker broker=3 wipe=false @5', 'restartBroker broker=3 wipe=true', 'model.no.broker.epoch.check=true'],
    'GuaranteeBroken leader-completeness': ['killBroker broker=1', 'restartBroker broker=3 wipe=true', 'model.no.broker.epoch.check=true'],
  },
  'history-fenced-joins': {
    'GuaranteeBroken isr-valid': ['cutLink from=broker-3 to=controllers @2', 'model.fenced.may.join.isr=true'],
    'ProduceRefused NOT_ENOUGH_REPLICAS': ['killBroker broker=1'],
    'BatchRetried NOT_ENOUGH_REPLICAS': ['killBroker broker=1'],
  },
  'history-last-replica-standing': {
    UnflushedRecordsLost: ['killBroker broker=2 powerLoss=true'],
    'LogTruncated broker-1': ['restartBroker broker=2', 'killBroker broker=2 powerLoss=true'],
    'GuaranteeBroken leader-completeness': ['killBroker broker=2 powerLoss=true', 'model.elr.off=true'],
    'GuaranteeBroken candidate-completeness': ['killBroker broker=2 powerLoss=true', 'model.elr.off=true'],
    'GuaranteeBroken acked-not-lost': ['restartBroker broker=2', 'killBroker broker=2 powerLoss=true', 'model.elr.off=true'],
  },
  'history-maintenance': {
    UnflushedRecordsLost: ['killBroker broker=1 powerLoss=true @10'],
    'LogTruncated broker-2': ['restartBroker broker=1', 'killBroker broker=1 powerLoss=true @10'],
    'LogTruncated broker-3': ['restartBroker broker=1', 'killBroker broker=1 powerLoss=true @10'],
    'GuaranteeBroken leader-completeness': ['killBroker broker=1 powerLoss=true @10', 'model.elr.off=true'],
    'GuaranteeBroken candidate-completeness': ['killBroker broker=1 powerLoss=true @10', 'model.elr.off=true'],
    'GuaranteeBroken acked-not-lost': ['restartBroker broker=1', 'killBroker broker=1 powerLoss=true @10', 'model.elr.off=true'],
  },
  'history-min-isr': {
    'BatchRetried NOT_ENOUGH_REPLICAS_AFTER_APPEND': ['cutLink from=broker-2 to=controllers @10'],
    // First broker 2 is cut off, then broker 1 is killed and broker 2 leads alone.
    'ProduceRefused NOT_ENOUGH_REPLICAS': ['cutLink from=broker-2 to=controllers @10', 'killBroker broker=1'],
    'BatchRetried NOT_ENOUGH_REPLICAS': ['cutLink from=broker-2 to=controllers @10', 'killBroker broker=1'],
    PositionDiverged: ['killBroker broker=1'],
    'LogTruncated broker-1': ['killBroker broker=1', 'cutLink from=broker-2 to=broker-1 @10'],
    'GuaranteeBroken min-isr-strict': ['cutLink from=broker-2 to=controllers @10', 'model.min.isr.not.strict=true'],
    'GuaranteeBroken candidate-completeness': ['cutLink from=broker-2 to=controllers @10', 'model.min.isr.not.strict=true'],
    'GuaranteeBroken leader-completeness': ['killBroker broker=1', 'cutLink from=broker-2 to=broker-1 @10', 'model.min.isr.not.strict=true'],
    'GuaranteeBroken reads-consistent': ['killBroker broker=1', 'cutLink from=broker-2 to=broker-1 @10', 'model.min.isr.not.strict=true'],
  },
};

/** Two documents tell one story, with two rules. */
function zombie(rule: string): Readonly<Record<string, readonly string[]>> {
  const late = ['electLeaders @3', 'releaseLink to=broker-3 @10.1', `model.truncation=${rule}`];
  const gone = [...late, 'electLeaders @9.1', 'releaseLink from=broker-1 @13'];
  return {
    'GuaranteeBroken epochs-along-log': ['send producer=shop @10', `model.truncation=${rule}`],
    'LogTruncated broker-3': late,
    'LogTruncated broker-1': gone,
    'GuaranteeBroken leader-completeness': late,
    'GuaranteeBroken candidate-completeness': gone,
    'GuaranteeBroken acked-not-lost': gone,
  };
}

function groupOf({ fact, node }: FactView): string {
  switch (fact.type) {
    case 'LogTruncated':
      return `LogTruncated ${node}`;
    case 'GuaranteeBroken':
      return `GuaranteeBroken ${fact.guarantee}`;
    default:
      return 'error' in fact ? `${fact.type} ${fact.error}` : fact.type;
  }
}

const DOCUMENTS = [firstLook, leaderDies, consumerDies, acksCompared, compaction, movePartition, nearestReplica, zookeeperAndKraft, kraftFailover, ...HISTORY];

describe.each(DOCUMENTS.map((document) => [document.id, document] as const))('%s', (id, document) => {
  it('leads every refusal and every loss back to what was done', () => {
    const recording = recordingOf(document);
    const groups = new Map<string, Set<string>>();
    for (const view of recording.facts.filter(({ fact }) => REFUSALS_AND_LOSSES.includes(fact.type))) {
      const group = groupOf(view);
      const expected = ENDS[id]?.[group];
      expect(expected, `${group} at ${view.at} is not expected`).toBeDefined();
      const met = groups.get(group) ?? new Set<string>();
      groups.set(group, met);
      for (const way of waysOf(explain(recording, view))) {
        const end = way.at(-1) as ChainLink;
        const known = expected?.find((written) => fits(end, written));
        expect(known, `${group} at ${view.at} leads to ${way.map(show).join(' < ')}`).toBeDefined();
        if (known !== undefined) met.add(known);
      }
    }
    const told = Object.fromEntries([...groups].map(([group, met]) => [group, [...met].toSorted()]));
    const wanted = Object.fromEntries(Object.entries(ENDS[id] ?? {}).map(([group, ends]) => [group, ends.toSorted()]));
    expect(told).toEqual(wanted);
  });
});
