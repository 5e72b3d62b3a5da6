import { describe, expect, it } from 'vitest';
import { problemTogether } from './topicConfigRules.ts';

describe('settings of a topic together', () => {
  it.each<[Record<string, string>, Record<string, string>, RegExp | null]>([
    [{}, { 'min.compaction.lag.ms': '5', 'max.compaction.lag.ms': '5' }, null],
    [{}, { 'min.compaction.lag.ms': '6', 'max.compaction.lag.ms': '5' }, /^min.compaction.lag.ms: 6 is more than/],
    [{}, { 'remote.storage.enable': 'true' }, null],
    [{}, { 'remote.storage.enable': 'true', 'cleanup.policy': 'compact' }, /^remote.storage.enable: goes with cleanup.policy=delete only/],
    [{}, { 'remote.storage.enable': 'true', 'retention.ms': '5', 'local.retention.ms': '6' }, /^local.retention.ms: is more than/],
    [{ 'remote.storage.enable': 'true' }, { 'remote.storage.enable': 'false' }, /^remote.storage.enable: cannot be switched off/],
    [{ 'remote.storage.enable': 'true' }, {}, /cannot be switched off/],
    [{ 'remote.storage.enable': 'true' }, { 'remote.storage.enable': 'true', 'local.retention.ms': '1' }, null],
  ])('%j to %j', (before, after, expected) => {
    const problem = problemTogether(before, after);
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toMatch(expected);
  });
});
