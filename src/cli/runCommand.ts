import { playOn, startRun } from '../scenarios/play.ts';
import {
  batchAt,
  brokersOf,
  committedImage,
  firstIndexFrom,
  flatFact,
  offsetOf,
  replicaOf,
  reportGuarantees,
  stateView,
  traceHashOf,
  type FactView,
  type KafkaSimulation,
} from '../sim/index.ts';
import type { RunOptions } from './args.ts';
import type { Parsed } from './openFile.ts';

/** What a run leaves behind: the line to print, and the rows of `--records`. */
export interface RunReport {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly records: readonly string[];
  /** One sentence for every promise that did not hold. */
  readonly broken: readonly string[];
}

/**
 * Plays a document headless up to `untilUs`. `tell` gets every fact; `clock` gives milliseconds for `wallMs`. Returns a
 * sentence when `--records` names something that does not exist.
 */
export function runScenario(
  parsed: Parsed,
  options: RunOptions,
  untilUs: number,
  tell: ((fact: FactView) => void) | null,
  clock: () => number,
): RunReport | string {
  const began = clock();
  const run = startRun(parsed, options.seed);
  for (let progress = playOn(run, untilUs); progress !== null; progress = playOn(run, untilUs)) {
    if (tell !== null) progress.facts.forEach(tell);
  }
  const { sim } = run;
  const records = options.records === null ? [] : recordRows(sim, options.records);
  if (typeof records === 'string') return records;
  const guarantees = reportGuarantees(run.guarantees);
  const summary = {
    events: sim.state.processed,
    virtualMs: sim.state.now / 1000,
    wallMs: Math.round((clock() - began) * 10) / 10,
    traceHash: traceHashOf(sim),
    ...(options.state ? { state: { ...stateView(sim), guarantees } } : {}),
  };
  const broken = guarantees.flatMap(({ id, sentence }) => (sentence === null ? [] : [`${id}: ${sentence}`]));
  return { summary, records, broken };
}

/** `offset key value epoch` of every record in the leader's log; of any replica's where there is no leader. */
function recordRows(sim: KafkaSimulation, name: string): string[] | string {
  const dash = name.lastIndexOf('-');
  const topic = name.slice(0, dash);
  const partition = Number(name.slice(dash + 1));
  const registration = committedImage(sim.world).topics.get(topic)?.partitions[partition];
  if (registration === undefined) return `--records: there is no partition ${name} at the end of the run`;
  const from = registration.leader >= 0 ? registration.leader : registration.replicas[0];
  const broker = brokersOf(sim.world).find(({ id }) => id === from);
  const log = broker === undefined ? undefined : replicaOf(broker, topic, partition)?.log;
  const rows: string[] = [];
  if (log === undefined) return rows;
  for (let batch = batchAt(log, log.logStartOffset); batch !== undefined; batch = batchAt(log, batch.lastOffset + 1)) {
    if (batch.control !== null) continue;
    for (let index = firstIndexFrom(batch, log.logStartOffset); index < batch.records.length; index += 1) {
      const record = batch.records[index];
      rows.push(`${offsetOf(batch, index)} ${record?.key ?? '-'} ${record?.value ?? '-'} ${batch.leaderEpoch}`);
    }
  }
  return rows;
}

export function factLine(view: FactView): string {
  return JSON.stringify(flatFact(view));
}
