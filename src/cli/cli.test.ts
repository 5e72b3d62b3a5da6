import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArgs } from './args.ts';

const LIBRARY = 'src/scenarios/library';
const folder = mkdtempSync(join(tmpdir(), 'commit-log-'));
/** The command as it ships, in one file: it is there at once, where a loader of TypeScript would read all sources each time. */
const command = join(folder, 'commit-log.js');
beforeAll(() => {
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '-c', 'vite.cli.config.ts', '--outDir', folder, '--emptyOutDir', 'false', '--logLevel', 'error']);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function cli(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });
}

describe('parseArgs', () => {
  it.each([
    [['run'], /needs a file/],
    [['run', 'a.json', 'b.json'], /one file/],
    [['run', 'a.json', '--until'], /needs a value/],
    [['run', 'a.json', '--until', 'soon'], /--until/],
    [['run', 'a.json', '--seed', '-1'], /whole number/],
    [['run', 'a.json', '--speed', '2'], /no option --speed/],
    [['run', 'a.json', '--records', 'orders'], /orders-0/],
    [['check'], /at least one file/],
    [['check', 'a.json', '--seeds', '0'], /whole number/],
    [['compare'], /takes a file/],
    [['compare', 'a.json'], /second file/],
    [['compare', 'a.json', 'b.json', '--set', 'producer.acks=1'], /second file/],
    [['compare', 'a.json', '--set', 'acks=1'], /producer\.acks=1/],
    [['why', 'a.json'], /--fact/],
    [['why', 'a.json', '--fact', 'NodeKilled', '--not', 'leader:orders-0'], /one of/],
    [['why', 'a.json', '--record', 'orders-0'], /orders-0@3/],
    [['why', 'a.json', '--record', 'orders-0@1', '--broker', 'one'], /broker's id/],
    [['why', 'a.json', '--lost'], /needs a value/],
    [['why', 'a.json', '--fact', 'NodeKilled', '--where', 'node'], /topic=orders/],
    [['why', 'a.json', '--fact', 'NodeKilled', '--nth', '0'], /from 1/],
    [['export', 'a.json'], /one of --facts/],
    [['export', 'a.json', '--facts', '--script'], /one of --facts/],
    [['export', '--facts'], /one file/],
    [['export', 'a.json', '--script', '--from', '1s'], /beginning/],
    [['export', 'a.json', '--facts', '--from', '3s', '--to', '1s'], /before it begins/],
    [['export', 'a.json', '--facts', '--to', 'soon'], /--to/],
    [['sail'], /no command sail/],
  ])('%j is refused', (words, message) => {
    const invocation = parseArgs(words);
    expect(invocation.command).toBe('wrong');
    expect(invocation.command === 'wrong' && invocation.message).toMatch(message);
  });
});

describe('commit-log', () => {
  it('prints one line about a run, with the state and the records of a partition when asked', () => {
    const facts = join(folder, 'facts.ndjson');
    const file = `${LIBRARY}/first-look.json`;
    const { status, stdout } = cli('run', file, '--until', '8s', '--state', '--facts', facts, '--records', 'orders-0');
    expect(status).toBe(0);
    const [line, ...rows] = stdout.trim().split('\n');
    const summary = JSON.parse(line ?? '') as Record<string, unknown>;
    expect(summary).toMatchObject({ virtualMs: 8000, state: { v: 1, now: 8_000_000, quorum: { leader: 3000 } } });
    expect(summary['traceHash']).toMatch(/^[0-9a-f]{16}$/);
    const state = summary['state'] as { topics: { orders: { leader: number; logs: Record<string, { endOffset: number }> }[] } };
    const first = state.topics.orders[0];
    expect(rows).toHaveLength(first?.logs[String(first.leader)]?.endOffset ?? -1);
    expect(rows[0]).toMatch(/^0 user:\d checkout #\d+ 0$/);
    const told = readFileSync(facts, 'utf8').trim().split('\n').map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index));
    expect(told[0]).toMatchObject({ at: 0, node: expect.any(String) as string, type: expect.any(String) as string });
  }, 120_000);

  it('gives the same hash for the same seed and another for another', () => {
    const hash = (...words: string[]): unknown =>
      (JSON.parse(cli('run', `${LIBRARY}/leader-dies.json`, '--until', '3s', ...words).stdout) as { traceHash: string }).traceHash;
    expect(hash('--seed', '7')).toBe(hash('--seed', '7'));
    expect(hash('--seed', '7')).not.toBe(hash('--seed', '8'));
  }, 120_000);

  it('says in a line with its path what is wrong with a document, and exits with 2', () => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, '{"v": 1, "title": "x", "cluster": {"brokers": 0}}');
    const { status, stderr } = cli('run', file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/cluster\.brokers/);
    expect(cli('run', join(folder, 'absent.json')).status).toBe(2);
    expect(cli('run', `${LIBRARY}/first-look.json`, '--until', '1s', '--records', 'orders-99').status).toBe(2);
  }, 120_000);

  it('checks that documents keep what they promise', () => {
    expect(cli('check', `${LIBRARY}/leader-dies.json`).stdout.trim()).toMatch(/leader-dies\.json: ok$/);
    const file = join(folder, 'promise.json');
    const document = JSON.parse(readFileSync(`${LIBRARY}/leader-dies.json`, 'utf8')) as { story: { expect: unknown[] } };
    document.story.expect = [{ text: 'Broker 3 is fenced.', eventually: { fact: { type: 'BrokerFenced', where: { broker: 3 } } } }];
    writeFileSync(file, JSON.stringify(document));
    const failed = cli('check', file);
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch(/Broker 3 is fenced/);
  }, 120_000);

  it('compares a run with its twin', () => {
    const { status, stdout } = cli('compare', `${LIBRARY}/leader-dies.json`, '--set', 'producer.acks=1', '--until', '30s');
    expect(status).toBe(0);
    const row = (label: string): string[] => (new RegExp(`^${label} +(.*)$`, 'm').exec(stdout)?.[1] ?? '').split(/ +/);
    // The leader is cut off from its followers before it dies: with acks=1 it acknowledges alone what dies with it.
    expect(row('lost after that')[0]).toBe('0');
    expect(Number(row('lost after that')[1])).toBeGreaterThan(0);
    const refused = cli('compare', `${LIBRARY}/leader-dies.json`, '--set', 'producer.acks=most');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/the twin: producers\[0\]\.config\.acks/);
  }, 120_000);

  it('says why, and why not', () => {
    const { status, stdout } = cli('why', `${LIBRARY}/leader-dies.json`, '--fact', 'LeaderElected', '--where', 'topic=orders', '--until', '20s');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').at(-1)).toBe('      10.000000 s  Done: kill broker 1.');
    const not = cli('why', `${LIBRARY}/acks-compared.json`, '--not', 'produce:payments-0', '--at', '20s', '--json');
    expect(JSON.parse(not.stdout)).toMatchObject({ asked: 'produce:payments-0', holds: false });
    const none = cli('why', `${LIBRARY}/leader-dies.json`, '--fact', 'NodeHalted', '--until', '1s');
    expect(none.status).toBe(2);
    const replica = cli('why', `${LIBRARY}/leader-dies.json`, '--replica', 'orders-0@1', '--at', '20s');
    expect(replica.stdout).toMatch(/^Broker 1 is not in sync for orders-0: .*\n.*Broker 1 leaves the ISR of orders-0/);
    expect(none.stderr).toMatch(/no such fact; it has facts of the types .*LeaderElected|no such fact/);
  }, 120_000);

  it('says why a record is lost, by its id or by where it was acknowledged', () => {
    const file = join(folder, 'acks-1.json');
    const document = JSON.parse(readFileSync(`${LIBRARY}/leader-dies.json`, 'utf8')) as { producers: { config: { acks: string } }[] };
    const write = (acks: string): void => {
      for (const { config } of document.producers) config.acks = acks;
      writeFileSync(file, JSON.stringify(document));
    };
    write('1');
    const byOffset = cli('why', file, '--lost', 'orders-0@23', '--at', '25s');
    expect(byOffset.stdout).toMatch(/^Record checkout:\d+ was acknowledged at offset 23 of orders-0 and is not there any more: broker [23] leads/);
    expect(byOffset.stdout).toMatch(/Done: kill broker 1\./);
    const id = /Record (checkout:\d+)/.exec(byOffset.stdout)?.[1] ?? '';
    expect(cli('why', file, '--lost', id, '--at', '25s').stdout).toMatch(new RegExp(`Record ${id} was acknowledged at offset 23 of orders-0 and is not there any more`));
    expect(cli('why', file, '--lost', 'orders-0@2', '--at', '25s').stdout).toMatch(/is at offset 2 of orders-0: it is not lost\./);
    write('0');
    expect(cli('why', file, '--lost', id, '--at', '25s').stdout).toMatch(new RegExp(`Record ${id} was counted as sent to orders-0, without acknowledgement, and is not there`));
    const none = cli('why', file, '--lost', 'nobody:1', '--at', '25s');
    expect([none.status, none.stderr]).toEqual([2, expect.stringMatching(/no record nobody:1 was sent/)]);
  }, 120_000);

  it('exports facts, what was done, and a diagram, of documents and of saved runs', () => {
    const file = `${LIBRARY}/leader-dies.json`;
    const facts = cli('export', file, '--facts', '--from', '10s', '--to', '11s');
    const told = facts.stdout.trim().split('\n').map((text) => JSON.parse(text) as { at: number; type: string });
    expect(told.map(({ type }) => type)).toContain('NodeKilled');
    expect(told.every(({ at }) => at >= 10_000_000 && at <= 11_000_000)).toBe(true);

    const script = cli('export', file, '--script', '--to', '12s', '--seed', '7');
    const recorded = join(folder, 'recorded.json');
    writeFileSync(recorded, script.stdout);
    const hash = (...words: string[]): unknown => (JSON.parse(cli('run', ...words, '--until', '12s').stdout) as { traceHash: string }).traceHash;
    expect(hash(recorded)).toBe(hash(file, '--seed', '7'));

    const saved = join(folder, 'saved.json');
    const run = { v: 1, kind: 'commit-log-run', engine: 1, scenario: 'leader-dies', seed: 7, did: [{ at: 3_000_000, events: 999_999, do: { kind: 'killBroker', broker: 3 } }], at: 4_000_000, events: 999_999, hash: '0123456789abcdef' };
    writeFileSync(saved, JSON.stringify(run));
    const mermaid = cli('export', saved, '--mermaid', '--from', '3s', '--to', '3500ms');
    expect(mermaid.stdout).toMatch(/^---\ntitle: "A leader dies"\n---\nsequenceDiagram\n {2}participant n0 as /);
    expect(mermaid.stdout).toMatch(/note over n\d: 3\.000000 s Broker 3 is killed/);
    const whole = cli('export', saved, '--facts');
    expect(whole.status).toBe(0);
    expect(whole.stderr).toMatch(/not the run that was saved/);
    writeFileSync(saved, JSON.stringify({ ...run, seed: -1 }));
    const refused = cli('export', saved, '--facts');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/saved\.json: seed: /);
  }, 120_000);

  it('takes a saved run for a document: plays it, says why, measures, and compares it with a document or another one', () => {
    const [saved, document] = [join(folder, 'left.json'), `${LIBRARY}/leader-dies.json`];
    const bare = { v: 1, kind: 'commit-log-run', engine: 1, scenario: 'leader-dies', seed: 42, at: 12_000_000, events: 999_999, hash: '0123456789abcdef' };
    writeFileSync(saved, JSON.stringify({ ...bare, did: [{ at: 3_000_000, events: 999_999, do: { kind: 'killBroker', broker: 3 } }] }));
    const played = cli('run', saved, '--state');
    expect(played.stderr).toMatch(/left\.json: this is not the run that was saved/);
    // As far as it was left, with what was done in it.
    expect(JSON.parse(played.stdout)).toMatchObject({ virtualMs: expect.closeTo(12_000, -2) as number });
    const why = cli('why', saved, '--fact', 'NodeKilled', '--where', 'node=broker-3');
    expect(why.stdout.trim().split('\n').at(-1)).toBe('  3.000000 s  Done: kill broker 3.');
    expect(cli('metrics', saved, '--from', '11s').stdout).toContain('"at":12000000');
    const beside = cli('compare', saved, document);
    expect(beside.stdout).toMatch(/^First difference of all, at 3 s\n {2}left: {2}broker-3 .*NodeKilled.*\n {2}right: nothing$/m);
    expect(cli('compare', saved, '--set', 'producer.acks=1').status).toBe(0);
    const untouched = join(folder, 'untouched.json');
    writeFileSync(untouched, JSON.stringify({ ...bare, did: [] }));
    expect(cli('compare', untouched, document, '--until', '9s').stdout).toMatch(/^First difference of all: none\./);
    // One that is kept as a built-in document with something changed in it.
    const based = join(folder, 'based.json');
    const { scenario: on, ...without } = bare;
    writeFileSync(based, JSON.stringify({ ...without, based: { on, changes: [{ at: ['producers', 0, 'rate'], put: 1 }] }, did: [] }));
    expect(cli('compare', based, document).stdout).toMatch(/^records sent +12 +120 /m);
    for (const [words, message] of [
      [['why', saved, '--fact', 'NodeKilled', '--seed', '7'], /--seed: a saved run has its own/],
      [['check', saved], /a saved run expects nothing; check takes documents/],
    ] as const) {
      const refused = cli(...words);
      expect(refused.status).toBe(2);
      expect(refused.stderr).toMatch(message);
    }
  }, 120_000);
});
