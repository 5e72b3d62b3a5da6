import * as words from '../../../words/config/together.ts';
import { checkOverrides } from '../config/overrides.ts';
import { resolveTopicConfig } from '../config/resolve.ts';

const REMOTE = 'remote.storage.enable';
/** Whether there is remote storage at all was decided when the cluster was made; a topic that asks for it in vain has none. */
const SERVER = { 'remote.log.storage.system.enable': true } as const;

/**
 * What is wrong with a topic's settings taken together, as `entry: sentence`; null when they go together. The server's own defaults
 * are left out of it. Remote storage cannot be switched off again, since what is only there would be lost. Kafka: `LogConfig.validate`,
 * `validateTurningOffRemoteStorageWithDelete`.
 */
export function problemTogether(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string | null {
  if (before[REMOTE] === 'true' && after[REMOTE] !== 'true') return `${REMOTE}: ${words.remoteCannotEnd}`;
  const resolved = resolveTopicConfig(checkOverrides(['topic'], after).overrides, SERVER);
  const [problem] = resolved.ok ? [] : resolved.problems;
  return problem === undefined ? null : `${problem.name}: ${problem.message}`;
}
