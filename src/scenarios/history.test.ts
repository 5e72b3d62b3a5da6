import { describe, expect, it } from 'vitest';
import type { FactView } from '../sim/index.ts';
import type { GuaranteeId } from '../sim/index.ts';
import { HISTORY } from './library/history.ts';
import { parseScenario, type ParsedScenario } from './parse.ts';
import { playOn, startRun } from './play.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;
type Document = (typeof HISTORY)[number];

/** The guarantee that a document is about, and the fact of the event that breaks it. */
interface Claim {
  readonly guarantee: GuaranteeId;
  readonly at: { readonly type: string } & Readonly<Record<string, unknown>>;
}

const elected = (leader: number, leaderEpoch: number): Claim['at'] => ({ type: 'LeaderElected', topic: 'orders', leader, leaderEpoch });
const truncated = (broker: number): Claim['at'] => ({ type: 'LogTruncated', topic: 'orders', broker, to: 0 });

const CLAIMS: Readonly<Record<string, readonly Claim[]>> = {
  'history-zookeeper-orders': [
    { guarantee: 'candidate-completeness', at: truncated(2) },
    { guarantee: 'leader-completeness', at: elected(2, 2) },
  ],
  'history-high-watermark': [
    { guarantee: 'candidate-completeness', at: truncated(2) },
    { guarantee: 'leader-completeness', at: elected(2, 3) },
    { guarantee: 'acked-not-lost', at: truncated(1) },
  ],
  'history-kip-101': [
    { guarantee: 'candidate-completeness', at: truncated(2) },
    { guarantee: 'leader-completeness', at: elected(2, 3) },
  ],
  'history-kip-279': [{ guarantee: 'leader-completeness', at: truncated(3) }],
  'history-kip-320-draft': [{ guarantee: 'leader-completeness', at: truncated(3) }],
  'history-epoch-start': [
    { guarantee: 'candidate-completeness', at: { type: 'IsrExpanded', topic: 'orders', changed: [2] } },
    { guarantee: 'leader-completeness', at: elected(2, 2) },
  ],
  'history-unfenced-truncation': [{ guarantee: 'logs-agree', at: { type: 'HighWatermarkAdvanced', topic: 'orders', broker: 3, to: 1 } }],
  'history-counted-across-epochs': [
    { guarantee: 'candidate-completeness', at: truncated(3) },
    { guarantee: 'leader-completeness', at: elected(3, 3) },
  ],
  'history-maximal-isr': [
    { guarantee: 'quorum-superset', at: { type: 'IsrChangeProposed', topic: 'orders', change: 'shrink', replicas: [3] } },
    { guarantee: 'candidate-completeness', at: { type: 'HighWatermarkAdvanced', topic: 'orders', broker: 1, to: 2 } },
    { guarantee: 'leader-completeness', at: elected(3, 2) },
  ],
  'history-partition-epoch': [
    { guarantee: 'quorum-superset', at: { type: 'IsrExpanded', topic: 'orders', isr: [1, 2] } },
    { guarantee: 'leader-completeness', at: elected(2, 1) },
  ],
  'history-broker-epoch': [
    { guarantee: 'candidate-completeness', at: { type: 'IsrExpanded', topic: 'orders', changed: [3] } },
    { guarantee: 'leader-completeness', at: elected(3, 1) },
  ],
  'history-fenced-joins': [{ guarantee: 'isr-valid', at: { type: 'IsrExpanded', topic: 'orders', changed: [3] } }],
  'history-last-replica-standing': [
    { guarantee: 'leader-completeness', at: { type: 'ReplicaBecameLeader', topic: 'orders', broker: 2, leaderEpoch: 3 } },
    { guarantee: 'acked-not-lost', at: { type: 'LogTruncated', topic: 'orders', broker: 1 } },
  ],
  'history-maintenance': [
    { guarantee: 'leader-completeness', at: { type: 'ReplicaBecameLeader', topic: 'orders', broker: 1, leaderEpoch: 2 } },
    { guarantee: 'acked-not-lost', at: { type: 'LogTruncated', topic: 'orders' } },
  ],
  'history-min-isr': [
    { guarantee: 'min-isr-strict', at: { type: 'HighWatermarkAdvanced', topic: 'orders', broker: 1, to: 1 } },
    { guarantee: 'leader-completeness', at: elected(2, 1) },
    { guarantee: 'reads-consistent', at: elected(2, 1) },
  ],
};

const END_US = 60_000_000;
/** What a disk keeps when the power fails is drawn, and may be everything. */
const DRAWN: readonly string[] = ['history-last-replica-standing', 'history-maintenance'];
/** Seeds beside the document's own: the story does not hang on one. */
const OTHER_SEEDS = [1, 2, 3, 4, 5];

function parsed(document: unknown): Parsed {
  const result = parseScenario(document);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

/** The same cluster, story and seed with every rule of today. */
function withTodaysRules(document: Document): unknown {
  const config = Object.entries(document.cluster.config).filter(([name]) => !name.startsWith('model.'));
  expect(config.length).toBeLessThan(Object.keys(document.cluster.config).length);
  return { ...document, cluster: { ...document.cluster, config: Object.fromEntries(config) } };
}

function factsOf(scenario: Parsed, seed: number | null): readonly FactView[] {
  const run = startRun(scenario, seed);
  const facts: FactView[] = [];
  for (let progress = playOn(run, END_US); progress !== null; progress = playOn(run, END_US)) facts.push(...progress.facts);
  return facts;
}

function brokenIn(facts: readonly FactView[]): string[] {
  return facts.flatMap(({ fact }) => (fact.type === 'GuaranteeBroken' ? [`${fact.guarantee} in ${fact.place}`] : []));
}

function matches(fact: object, wanted: object): boolean {
  return Object.entries(wanted).every(([field, value]) => JSON.stringify((fact as Record<string, unknown>)[field]) === JSON.stringify(value));
}

/** Whether the guarantee is told as broken with the very event that the claim names. */
function breaksAt(facts: readonly FactView[], { guarantee, at }: Claim): boolean {
  const told = facts.find(({ fact }) => fact.type === 'GuaranteeBroken' && fact.guarantee === guarantee && fact.place === 'orders-0');
  return told !== undefined && facts.some((view) => view.at === told.at && matches(view.fact, at));
}

describe.each(HISTORY.map((document) => [document.id, document] as const))('%s', (id, document) => {
  const claims = CLAIMS[id] ?? [];

  it('breaks what it says, with the event that it says', () => {
    expect(claims.length).toBeGreaterThan(0);
    const facts = factsOf(parsed(document), null);
    for (const claim of claims) expect(breaksAt(facts, claim), `${claim.guarantee}: ${brokenIn(facts).join(', ')}`).toBe(true);
  });

  it('breaks nothing with today’s rules and the same seed', () => {
    expect(brokenIn(factsOf(parsed(withTodaysRules(document)), null))).toEqual([]);
  });

  it.each(OTHER_SEEDS)('is no matter of the seed (%i)', (seed) => {
    const broken = brokenIn(factsOf(parsed(document), seed));
    if (!DRAWN.includes(id)) for (const { guarantee } of claims) expect(broken).toContain(`${guarantee} in orders-0`);
    expect(brokenIn(factsOf(parsed(withTodaysRules(document)), seed))).toEqual([]);
  });

  it('tells its story to the end in either case', () => {
    for (const scenario of [parsed(document), parsed(withTodaysRules(document))]) {
      const run = startRun(scenario, null);
      while (playOn(run, END_US) !== null);
      expect(run.story?.beganAt).toHaveLength(document.story.steps.length);
    }
  });
});
