import {
  createCluster,
  createGuarantees,
  kafkaModel,
  restoreCheckpoint,
  runChecked,
  runUntil,
  takeCheckpoint,
  takeFacts,
  type KafkaSimulation,
} from '../src/sim/index.ts';
import { diffFrames } from '../src/protocol/diffFrames.ts';
import type { Frame } from '../src/protocol/views.ts';
import { buildFrame } from '../src/worker/frame/buildFrame.ts';
import { huesFor } from '../src/worker/frame/hues.ts';
import { createFrameCache } from '../src/worker/frame/replicas.ts';
import { clusterSpec, LARGE, SMALL } from './documents.ts';
import { callUs, leastNs, retainedBytes, row, type Row } from './measure.ts';

const SECOND = 1_000_000;
/** As often as a page takes a frame. */
const FRAME_US = 16_000;

/** A running cluster, warm: groups formed and the engine's code compiled. */
function warm(spec: Parameters<typeof createCluster>[0], untilUs: number): KafkaSimulation {
  const sim = createCluster(spec);
  runUntil(sim, untilUs);
  takeFacts(sim);
  return sim;
}

/** One round: some virtual time of the cluster under load, its facts taken frame by frame. */
function play(sim: KafkaSimulation, spanUs: number, run: (of: KafkaSimulation, untilUs: number) => void = runUntil): number {
  const before = sim.state.processed;
  const until = sim.state.now + spanUs;
  while (sim.state.now < until) {
    run(sim, Math.min(until, sim.state.now + FRAME_US));
    takeFacts(sim);
  }
  return sim.state.processed - before;
}

/** The same, with every guarantee checked after every event, as in the page and on the command line. */
function watchedNs(spec: Parameters<typeof createCluster>[0], warmUs: number, spanUs: number): number {
  const sim = createCluster(spec);
  const guarantees = createGuarantees(sim);
  const run = (of: KafkaSimulation, untilUs: number): void => runChecked(of, guarantees, untilUs);
  play(sim, warmUs, run);
  return leastNs(12, () => play(sim, spanUs, run));
}

export function modelRows(): Row[] {
  const small = warm(clusterSpec(SMALL), 60 * SECOND);
  const busy = warm(clusterSpec({ ...SMALL, rate: 2000 }), 20 * SECOND);
  const large = warm(clusterSpec(LARGE), 10 * SECOND);
  const narrow = warm(clusterSpec({ ...LARGE, brokers: 3 }), 10 * SECOND);
  const smallNs = leastNs(12, () => play(small, 10 * SECOND));
  const busyNs = leastNs(8, () => play(busy, 5 * SECOND));
  const largeNs = leastNs(8, () => play(large, 2 * SECOND));
  const narrowNs = leastNs(8, () => play(narrow, 2 * SECOND));
  const watched = watchedNs(clusterSpec(SMALL), 60 * SECOND, 10 * SECOND) / smallNs;
  const smallRate = 1e9 / smallNs;
  return [
    row('model, 3 brokers, 6 partitions, 200 records/s', smallRate, 'events/s', { text: '500,000 or more', holds: smallRate >= 500_000 }),
    row('an event with every guarantee checked : without', watched, 'times', { text: 'under 1.3', holds: watched < 1.3 }),
    row('model, 3 brokers, 6 partitions, 2,000 records/s', 1e9 / busyNs, 'events/s'),
    row('model, 30 brokers, 1,000 partitions, 2,000 records/s', 1e9 / largeNs, 'events/s'),
    row('model, 3 brokers, the same partitions and traffic', 1e9 / narrowNs, 'events/s'),
    row('an event with 30 brokers : with 3', largeNs / narrowNs, 'times', { text: 'nearly flat (under 1.25)', holds: largeNs / narrowNs < 1.25 }),
    row('an event of the large cluster : of the small one', largeNs / smallNs, 'times'),
    ...checkpointRows('3 brokers', small),
    ...checkpointRows('30 brokers', large),
    ...frameRows('3 brokers', small, true),
    ...frameRows('30 brokers', large, false),
  ];
}

function checkpointRows(what: string, sim: KafkaSimulation): Row[] {
  const take = callUs(100, () => void takeCheckpoint(sim));
  const checkpoint = takeCheckpoint(sim);
  const restore = callUs(100, () => void restoreCheckpoint(kafkaModel, checkpoint));
  return [
    row(`checkpoint, ${what}`, take.median, 'us median'),
    row(`restore, ${what}`, restore.median, 'us median'),
    row(`checkpoint kept, ${what}`, retainedBytes(20, () => takeCheckpoint(sim)) / 1024, 'KiB'),
  ];
}

function frameRows(what: string, sim: KafkaSimulation, hasAim: boolean): Row[] {
  const hues = huesFor(sim.world.spec);
  const cache = createFrameCache();
  let previous: Frame | null = null;
  let number = 0;
  const build = callUs(200, () => {
    runUntil(sim, sim.state.now + 5_000);
    takeFacts(sim);
    const frame = buildFrame(sim, hues, cache);
    number += 1;
    diffFrames(previous, frame, number);
    previous = frame;
  });
  const aim = hasAim ? { text: 'under 2,000', holds: build.median < 2_000 } : null;
  return [row(`frame with its delta, ${what}`, build.median, 'us median', aim), row(`frame with its delta, ${what}, p95`, build.p95, 'us')];
}
