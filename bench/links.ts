import { loadScenario } from '../src/scenarios/library.ts';
import { writeShortLink } from '../src/store/link/codec.ts';
import { saveWhole } from '../src/worker/savedRuns.ts';
import { openSession, submit } from '../src/worker/session.ts';
import { beginJourney, travelOn } from '../src/worker/time/seek.ts';
import { row, type Row } from './measure.ts';

const MINUTE_US = 60_000_000;
const MOST = 600;

/** A run of a minute in which a broker was killed and started again four times. */
async function lengthOf(document: unknown): Promise<number> {
  const opened = openSession(loadScenario, { kind: 'text', text: JSON.stringify(document), name: 'mine.json' }, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const { session } = opened;
  for (let action = 1; action <= 8; action += 1) {
    const journey = beginJourney(session, { kind: 'time', at: (action * MINUTE_US) / 9 });
    while (!travelOn(session, journey, () => false));
    submit(session, { kind: action % 2 === 1 ? 'killBroker' : 'restartBroker', broker: 1 });
  }
  return (await writeShortLink(saveWhole(loadScenario, session, { lens: 'cluster', selected: 'broker-1' }))).length;
}

/** Characters of a link: to a built-in document with a setting changed, and to a small one that is all the reader's own. */
export async function linkRows(): Promise<Row[]> {
  const builtIn = loadScenario('leader-dies')?.scenario;
  const changed = JSON.parse(JSON.stringify(builtIn)) as { producers: { config?: object }[] };
  for (const producer of changed.producers) producer.config = { ...producer.config, acks: '1' };
  const own = { v: 1, id: 'mine', title: 'Mine', cluster: { brokers: 3, topics: [{ name: 'payments', partitions: 6, replicationFactor: 3 }] }, producers: [{ id: 'shop', topic: 'payments', rate: 20 }], consumers: [{ id: 'c1', group: 'books', topics: ['payments'] }] };
  const [short, alone] = [await lengthOf(changed), await lengthOf(own)];
  return [
    row('link to a built-in document with a setting changed, 8 actions', short, 'characters', { text: `under ${MOST}`, holds: short < MOST }),
    row('link to a small document of the reader, 8 actions', alone, 'characters', { text: `under ${MOST}`, holds: alone < MOST }),
  ];
}
