import { execFile } from 'node:child_process';
import { platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  readonly events: number;
  readonly virtualMs: number;
  readonly traceHash: string;
  readonly state: ClusterState;
}

/** What `--state` prints, as far as the tests ask. */
export interface ClusterState {
  readonly now: number;
  readonly brokers: readonly { readonly id: number; readonly state: string; readonly epoch: number }[];
  readonly quorum: { readonly leader: number; readonly epoch: number; readonly highWatermark: number };
  readonly topics: Readonly<Record<string, readonly PartitionState[]>>;
  readonly producers: Readonly<Record<string, { readonly sent: number; readonly acked: number; readonly failed: number }>>;
  readonly groups: Readonly<
    Record<
      string,
      {
        readonly generation: number;
        readonly members: Readonly<Record<string, readonly string[]>>;
        readonly offsets: Readonly<Record<string, { readonly position: number; readonly committed: number }>>;
      }
    >
  >;
}

interface PartitionState {
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly isr: readonly number[];
  readonly logs: Readonly<Record<string, { readonly endOffset: number; readonly highWatermark: number }>>;
}

/** Runs a document as a person would, `npm run -s sim -- run FILE --until …us --state`, and reads what it prints. */
export async function runDocument(file: string, untilUs: number): Promise<Outcome> {
  const words = ['run', '-s', 'sim', '--', 'run', file, '--until', `${untilUs}us`, '--state'];
  const { stdout } = await promisify(execFile)('npm', words, { cwd: ROOT, maxBuffer: 64_000_000, shell: platform === 'win32' });
  return JSON.parse(stdout);
}

/** A line of `npm run -s sim -- metrics FILE --total`. */
export interface MetricLine {
  readonly at: number;
  readonly metric: string;
  readonly value?: number;
  readonly perSecond?: number;
}

/** What the command line measures of a document, of all nodes together. */
export async function measureDocument(file: string, untilUs: number): Promise<readonly MetricLine[]> {
  const words = ['run', '-s', 'sim', '--', 'metrics', file, '--until', `${untilUs}us`, '--total'];
  const { stdout } = await promisify(execFile)('npm', words, { cwd: ROOT, maxBuffer: 64_000_000, shell: platform === 'win32' });
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as MetricLine);
}

/** The file of a built-in scenario. */
export function libraryFile(id: string): string {
  return fileURLToPath(new URL(`../../src/scenarios/library/${id}.json`, import.meta.url));
}
