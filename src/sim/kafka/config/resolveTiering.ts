import * as words from '../../../words/config/together.ts';
import type { ConfigProblem } from './overrides.ts';
import type { TopicConfig } from './types.ts';
import type { ConfigValues } from './values.ts';

type Total = Pick<TopicConfig, 'retentionUs' | 'retentionBytes' | 'cleanupPolicy'>;
type Tiering = Pick<TopicConfig, 'remoteStorageEnable' | 'localRetentionUs' | 'localRetentionBytes'>;

/** As long, or as much, on local disk as in all. */
const SAME_AS_TOTAL = -2;

/**
 * What stays on local disk of a topic that is tiered. Follows LogConfig.validateRemoteStorageOnlyIfSystemEnabled,
 * validateRemoteStorageRequiresDeleteCleanupPolicy, validateRemoteStorageRetentionTime and validateRemoteStorageRetentionSize.
 */
export function resolveTiering(own: ConfigValues, server: ConfigValues, total: Total, problems: ConfigProblem[]): Tiering {
  const remoteStorageEnable = own.flag('remote.storage.enable');
  const [ms, msOf] = own.isSet('local.retention.ms') ? ['local.retention.ms', own] : ['log.local.retention.ms', server];
  const [bytes, bytesOf] = own.isSet('local.retention.bytes') ? ['local.retention.bytes', own] : ['log.local.retention.bytes', server];
  const localRetentionUs = msOf.number(ms) === SAME_AS_TOTAL ? total.retentionUs : msOf.limitUs(ms);
  const localRetentionBytes = bytesOf.number(bytes) === SAME_AS_TOTAL ? total.retentionBytes : bytesOf.limit(bytes);
  if (remoteStorageEnable) {
    if (!server.flag('remote.log.storage.system.enable')) {
      problems.push({ name: 'remote.storage.enable', message: words.needsRemoteStorage });
    }
    if (total.cleanupPolicy.includes('compact')) {
      problems.push({ name: 'remote.storage.enable', message: words.compactedCannotBeTiered });
    }
    if (isMore(localRetentionUs, total.retentionUs)) {
      problems.push({ name: 'local.retention.ms', message: words.moreThanRetention });
    }
    if (isMore(localRetentionBytes, total.retentionBytes)) {
      problems.push({ name: 'local.retention.bytes', message: words.moreThanRetentionBytes });
    }
  }
  return { remoteStorageEnable, localRetentionUs, localRetentionBytes };
}

/** Null is no limit. */
function isMore(local: number | null, total: number | null): boolean {
  return total !== null && (local === null || local > total);
}
