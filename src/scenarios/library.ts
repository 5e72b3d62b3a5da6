import { unreachable } from '../base/assert.ts';
import acksCompared from './library/acks-compared.json';
import compaction from './library/compaction.json';
import consumerDies from './library/consumer-dies.json';
import firstLook from './library/first-look.json';
import { HISTORY } from './library/history.ts';
import kraftFailover from './library/kraft-failover.json';
import leaderDies from './library/leader-dies.json';
import movePartition from './library/move-partition.json';
import nearestReplica from './library/nearest-replica.json';
import zookeeperAndKraft from './library/zookeeper-and-kraft.json';
import { parseScenario } from './parse.ts';
import type { ParsedScenario } from './parse.ts';
import { problemLine } from './problems.ts';

export interface LibraryEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly level: string;
  readonly concepts: readonly string[];
}

/** In the order in which they are best met. */
const DOCUMENTS = [firstLook, leaderDies, consumerDies, acksCompared, compaction, movePartition, nearestReplica, zookeeperAndKraft, kraftFailover, ...HISTORY] as const;

/** The built-in scenarios. */
export const SCENARIO_LIBRARY: readonly LibraryEntry[] = DOCUMENTS.map(({ id, title, summary, level, concepts }) => ({
  id,
  title,
  summary,
  level,
  concepts,
}));

/** A built-in scenario by its id, or null when there is none of that name. */
export function loadScenario(id: string): Extract<ParsedScenario, { ok: true }> | null {
  const document = DOCUMENTS.find((candidate) => candidate.id === id);
  if (document === undefined) return null;
  const parsed = parseScenario(document);
  return parsed.ok ? parsed : unreachable(`the built-in scenario ${id} is valid; ${parsed.problems.map(problemLine).join(' · ')}`);
}
