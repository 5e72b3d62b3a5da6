import { expect, test } from 'vitest';
import { loadScenario } from '../scenarios/library.ts';
import type { ExportForm, FromWorker } from '../protocol/messages.ts';
import { factLevel, sentence } from '../protocol/narration.ts';
import { transcriptText, type Transcript } from '../protocol/transcript.ts';
import { createExportServer } from './exportServer.ts';
import { answerIn, openSession, submit } from './session.ts';
import type { Session } from './sessionState.ts';
import { emptyJournal, factsIn } from './time/journal.ts';
import { advance, NO_STOPS } from './time/play.ts';

const S = 1_000_000;

function playTo(session: Session, at: number): void {
  while (advance(session, at, NO_STOPS, () => false) !== 'reached');
}

function opened(id: string): Session {
  const result = openSession(loadScenario, { kind: 'library', id }, 7);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.session;
}

function transcriptOf(session: Session, form: ExportForm): Transcript {
  const posted: FromWorker[] = [];
  const waiting: (() => void)[] = [];
  const server = createExportServer({ post: (message) => posted.push(message), later: (callback) => waiting.push(callback), nowMs: () => 0 });
  server.ask(session, 0, form, 0, Infinity);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
  const answer = posted.at(-1);
  if (answer?.type !== 'exported' || answer.exported.transcript === undefined) throw new Error(JSON.stringify(answer));
  return answer.exported.transcript;
}

function played(): Session {
  const session = opened('leader-dies');
  playTo(session, 9 * S);
  submit(session, { kind: 'pauseNode', node: 'consumer:c1', for: '300ms' });
  playTo(session, 11 * S);
  answerIn(session, 2, 1);
  playTo(session, 25 * S);
  return session;
}

test('a transcript tells every notable fact as the page does, in order of time, and routine ones when asked', () => {
  const session = played();
  const facts = factsIn(session.journals.get(session.timeline.current.id) ?? emptyJournal());
  const told = (form: ExportForm): unknown => transcriptOf(session, form).sections.flatMap(({ lines }) => lines).filter(({ seq }) => seq !== null);
  const wanted = (levels: readonly string[]): unknown =>
    facts.filter(({ fact }) => levels.includes(factLevel(fact))).map((view) => ({ at: view.at, seq: view.seq, words: sentence(view), notable: factLevel(view.fact) === 'notable' }));
  expect(told('transcript')).toEqual(wanted(['notable']));
  expect(told('longTranscript')).toEqual(wanted(['notable', 'routine']));
  const times = transcriptOf(session, 'transcript').sections.flatMap(({ at, lines }) => [at, ...lines.map((line) => line.at)]);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('it tells the story, the question with its guess and answer, and who did what', () => {
  const session = played();
  const { title, seed, until, paragraphs, sections } = transcriptOf(session, 'transcript');
  expect({ title, seed, until }).toEqual({ title: 'A leader dies', seed: 7, until: 25 * S });
  expect(paragraphs.at(-1)).toMatch(/^3 brokers \(1, 2, 3\)\. Metadata is kept by 3 controllers with KRaft \(3000, 3001, 3002\)\. Topic orders: 3 partitions, 3 replicas each, min\.insync\.replicas 2\..* with acks=all\./);
  const begun = session.timeline.run.story?.beganAt ?? [];
  expect(begun.length).toBeGreaterThan(4);
  expect(sections.filter(({ heading }) => heading.startsWith('Step ')).map(({ at }) => at)).toEqual(begun);
  const lines = sections.flatMap(({ lines: all }) => all.filter(({ seq }) => seq === null).map(({ at, words }) => `${at / S} ${words}`));
  expect(lines).toEqual([
    '9 Done by the reader: pause consumer c1 for 300 ms.',
    '9.5 Done by the script: cut the link from broker 1 to broker 2.',
    '9.5 Done by the script: cut the link from broker 1 to broker 3.',
    '10 Done by the story: kill broker 1.',
    '11 The reader guesses: Broker 3, since brokers vote and the longest log wins',
    expect.stringMatching(/^\d+\.\d+ What came true: Broker 2, the next replica in the list that is in sync\. The guess was another one\. Replicas of a partition do not vote\./),
    expect.stringMatching(/ Done by the story: heal the link from broker 1 to broker 2\./),
    expect.stringMatching(/ Done by the story: heal the link from broker 1 to broker 3\./),
    expect.stringMatching(/ Done by the story: restart broker 1\./),
  ]);
});

test('what is done stands before what came of it, and its text has every section', () => {
  const text = transcriptText(transcriptOf(played(), 'transcript'));
  expect(text).toMatch(/^A leader dies\n=+\n\nSeed 7\. Told up to 25\.000000 s of virtual time\.\n\n/);
  expect(text).toMatch(/\nPause consumer c1 for 300 ms \(9\.000000 s\)\n-+\n\n +9\.000000 s {2}Done by the reader: pause consumer c1 for 300 ms\.\n +9\.000000 s {2}Consumer c1 is paused/);
  expect(text).toMatch(/Done by the story: kill broker 1\.\n +10\.000000 s {2}Broker 1 is killed/);
});

test('a step that waits for something begins after what it waited for', () => {
  const { sections } = transcriptOf(played(), 'transcript');
  const index = sections.findIndex(({ heading }) => heading.startsWith('Step 4 of 6'));
  const words = (from: number, to: number): string => sections.slice(from, to).flatMap(({ lines }) => lines.map((line) => line.words)).join(' ');
  expect(words(0, index)).toMatch(/The controller fences broker 1/);
  expect(words(index, sections.length)).not.toMatch(/The controller fences broker 1/);
});

test('minutes are sections where nothing else is', () => {
  const session = opened('first-look');
  playTo(session, 125 * S);
  const headings = transcriptOf(session, 'longTranscript').sections.map(({ heading }) => heading);
  expect(headings.slice(-2)).toEqual(['From 1 min on', 'From 2 min on']);
});
