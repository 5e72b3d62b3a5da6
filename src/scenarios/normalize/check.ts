import { unreachable } from '../../base/assert.ts';
import { nearest } from '../../base/nearest.ts';
import { showValue } from '../../words/showValue.ts';
import { parseDuration, parseSize } from '../../base/units.ts';
import { err, type Result } from '../../base/result.ts';
import * as words from '../../words/documents/problems.ts';
import * as unitWords from '../../words/units.ts';
import { checkOverrides, findConfigEntry, isHistory } from '../kafka.ts';
import type { ConfigOverrides, ConfigProblem, ConfigScope, Resolved } from '../kafka.ts';
import { MAX_AT_US } from '../limits.ts';
import { child } from '../problems.ts';
import type { ProblemList } from '../problems.ts';
import { nodeNames } from './names.ts';
import type { KnownNames } from './names.ts';

/**
 * Where normalizing writes what it finds. Everything that normalizes goes on after a problem with a stand-in value:
 * a document with a problem is refused as a whole, and its author wants to see all of them.
 */
export interface Findings {
  readonly problems: ProblemList;
  /** Not wrong, and worth saying: configuration that is accepted and has no effect. */
  readonly notes: ProblemList;
}

/** The value, or `standIn` and a problem. */
export function take<T>(result: Result<T>, path: string, standIn: T, findings: Findings): T {
  if (result.ok) return result.value;
  findings.problems.add(path, result.message);
  return standIn;
}

function durationOf(text: string): Result<number> {
  const read = parseDuration(text);
  return read.ok ? read : err(unitWords.notDuration[read.fault](showValue(text)));
}

function sizeOf(input: string | number): Result<number> {
  const read = parseSize(input);
  return read.ok ? read : err(unitWords.notSize[read.fault](showValue(input)));
}

/** A span in microseconds; `fallback` where the document says nothing. */
export function durationUs(text: string | undefined, path: string, fallback: number, findings: Findings): number {
  return text === undefined ? fallback : take(durationOf(text), path, fallback, findings);
}

/** Bytes; the schema has seen to the least and most of numbers, not of text. */
export function sizeBytes(input: string | number, min: number, max: number, path: string, findings: Findings): number {
  const bytes = take(sizeOf(input), path, min, findings);
  if (bytes >= min && bytes <= max) return bytes;
  findings.problems.add(path, words.bytesOutOfRange(showValue(input), min, max));
  return min;
}

/** A moment since the start of the run, in microseconds. */
export function momentUs(text: string, path: string, findings: Findings): number {
  const us = take(durationOf(text), path, 0, findings);
  if (us > MAX_AT_US) findings.problems.add(path, words.tooLate(text));
  return us;
}

/** Entries checked one by one. */
export function overridesOf(
  raw: Readonly<Record<string, unknown>> | undefined,
  scopes: readonly ConfigScope[],
  path: string,
  findings: Findings,
): ConfigOverrides {
  const checked = checkOverrides(scopes, raw ?? {});
  for (const problem of checked.problems) findings.problems.add(child(path, problem.name), problem.message);
  for (const name of checked.notModelled) findings.notes.add(child(path, name), words.notModelled);
  return checked.overrides;
}

/**
 * One server's own entries: what is only the default of topics belongs to the cluster, where every server has the same. So do
 * the rules of earlier versions.
 */
export function serverOverridesOf(
  raw: Readonly<Record<string, unknown>> | undefined,
  scope: ConfigScope,
  path: string,
  findings: Findings,
): ConfigOverrides {
  for (const name of Object.keys(raw ?? {})) {
    if (isHistory(name)) {
      findings.problems.add(child(path, name), words.ruleOfEarlierKafka);
    }
    const topicEntry = findConfigEntry([scope], name)?.topicEntry ?? null;
    if (topicEntry !== null) {
      findings.problems.add(
        child(path, name),
        words.defaultForTopics(topicEntry),
      );
    }
  }
  return overridesOf(raw, [scope], path, findings);
}

/** The configuration, or `defaults` after writing what is wrong; `pathOf` says where the entry at fault was set. */
export function settled<T>(
  resolved: Resolved<T>,
  defaults: Resolved<T>,
  pathOf: (problem: ConfigProblem) => string,
  findings: Findings,
): T {
  if (resolved.ok) return resolved.config;
  for (const problem of resolved.problems) findings.problems.add(pathOf(problem), problem.message);
  return defaults.ok ? defaults.config : unreachable("Kafka's defaults go together");
}

export function checkBroker(broker: number, path: string, names: KnownNames, findings: Findings): void {
  if (!names.brokers.has(broker)) findings.problems.add(path, words.noSuch('broker', String(broker), null, [...names.brokers]));
}

export function checkController(controller: number, path: string, names: KnownNames, findings: Findings): void {
  if (names.controllers.has(controller)) return;
  findings.problems.add(path, words.noSuch('controller', String(controller), null, [...names.controllers]));
}

export function checkProducer(producer: string, path: string, names: KnownNames, findings: Findings): void {
  checkName('producer', producer, [...names.producers.keys()], path, findings);
}

export function checkConsumer(consumer: string, path: string, names: KnownNames, findings: Findings): void {
  checkName('consumer', consumer, [...names.consumers], path, findings);
}

export function checkGroup(group: string, path: string, names: KnownNames, findings: Findings): void {
  checkName('group', group, [...names.groups], path, findings);
}

export function checkTopic(topic: string, path: string, names: KnownNames, findings: Findings): void {
  checkName('topic', topic, [...names.topics.keys()], path, findings);
}

export function checkPartition(topic: string, partition: number, path: string, names: KnownNames, findings: Findings): void {
  const count = names.topics.get(topic)?.partitions;
  if (count !== undefined && partition >= count) {
    findings.problems.add(path, words.noPartition(topic, partition, count - 1));
  }
}

export function checkNode(node: string, path: string, names: KnownNames, findings: Findings): void {
  checkName('node', node, nodeNames(names), path, findings);
}

function checkName(what: words.Named, name: string, existing: readonly string[], path: string, findings: Findings): void {
  if (existing.includes(name)) return;
  findings.problems.add(path, words.noSuch(what, showValue(name), nearest(name, existing), existing));
}
