import { describe, expect, it } from 'vitest';
import { loadScenario } from '../scenarios/library.ts';
import type { Exported, ExportForm, FromWorker } from '../protocol/messages.ts';
import { parseScenarioText } from '../scenarios/index.ts';
import { startRun, playOn } from '../scenarios/play.ts';
import { momentOf, traceHashOf } from '../sim/index.ts';
import { createExportServer } from './exportServer.ts';
import { openSession, submit } from './session.ts';
import type { Session } from './sessionState.ts';
import { advance, NO_STOPS } from './time/play.ts';

const S = 1_000_000;

function played(): Session {
  const opened = openSession(loadScenario, { kind: 'library', id: 'first-look' }, 5);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const { session } = opened;
  const playTo = (at: number): void => {
    while (advance(session, at, NO_STOPS, () => false) !== 'reached');
  };
  playTo(2 * S);
  submit(session, { kind: 'killBroker', broker: 1 });
  playTo(4 * S);
  return session;
}

/** Every piece ends at once, so that there are many. */
function answersTo(session: Session, asks: readonly ExportForm[], to = 4 * S): FromWorker[] {
  const posted: FromWorker[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const server = createExportServer({ post: (message) => posted.push(message), later: (callback) => waiting.push(callback), nowMs: () => (now += 100) });
  asks.forEach((form, index) => server.ask(session, index, form, 1_900_000, to));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
  return posted;
}

function exported(session: Session, form: ExportForm, to?: number): Exported {
  const answer = answersTo(session, [form], to).at(-1);
  if (answer?.type !== 'exported') throw new Error(JSON.stringify(answer));
  return answer.exported;
}

describe('the server of exports', () => {
  it('writes what was done as a document that makes the same run, and leaves the run where it is', () => {
    const session = played();
    const before = { moment: momentOf(session.timeline), branches: session.timeline.branches.length };
    const parsed = parseScenarioText(exported(session, 'script').text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const run = startRun(parsed, null);
    while (playOn(run, 4 * S) !== null);
    expect(traceHashOf(run.sim)).toBe(traceHashOf(session.timeline.run.sim));
    expect({ moment: momentOf(session.timeline), branches: session.timeline.branches.length }).toEqual(before);
  });

  it('writes every fact, and a window as a diagram', () => {
    const session = played();
    const facts = exported(session, 'facts').text.trim().split('\n').map((line) => JSON.parse(line) as { seq: number });
    expect(facts).toHaveLength(session.timeline.run.sim.state.nextFactSeq);
    const diagram = exported(session, 'mermaid').text;
    expect(diagram).toContain('2.000000 s Broker 1 is killed');
    expect(diagram).not.toMatch(/ 1\.[0-8]\d+ s/);
    expect(diagram).toMatch(/ 3\.\d+ s/);
    const short = exported(session, 'mermaid', 2.5 * S).text;
    expect(short).toContain('2.000000 s Broker 1 is killed');
    expect(short).not.toMatch(/ (2\.[6-9]|3\.)\d+ s/);
  });

  it('gives up what is asked for when something newer is', () => {
    expect(answersTo(played(), ['facts', 'script']).map(({ type }) => type)).toEqual(['dropped', 'exported']);
  });
});
