import * as words from '../../../words/config/together.ts';
import { checkConfigValue } from '../config/checkValue.ts';
import type { ConfigScope } from '../config/entry.ts';
import { SERVER_SCOPES } from '../config/overrides.ts';
import { explainUnknownEntry, findConfigEntry } from '../config/table.ts';
import { configKey, type MetadataImage } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type { IncrementalAlterConfigsRequest } from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { ControllerNode } from './controllerState.ts';
import { changeRecord } from './partitionRecords.ts';
import { problemTogether } from './topicConfigRules.ts';
import type { ControllerResult } from './quorumController.ts';

/** Whose setting: a topic's, one broker's, or with the name '' all brokers'. */
export interface ConfigResource {
  readonly type: 'topic' | 'broker';
  readonly name: string;
}

type Checked =
  | { readonly records: readonly MetadataRecord[] }
  | { readonly error: ErrorCode; readonly message: string };

const MIN_ISR = 'min.insync.replicas';

/** Kafka: `ConfigurationControlManager.incrementalAlterConfigs`. All or nothing. */
export function alterConfigs(node: ControllerNode, request: IncrementalAlterConfigsRequest): ControllerResult {
  const { image } = node.controller;
  const target = resourceOf(request);
  const checked = isKnownResource(image, target)
    ? checkedConfigRecords(node, image, target, request.set, request.remove ?? [])
    : ({ error: 'UNKNOWN_TOPIC_OR_PARTITION', message: words.noTopic(target.name) } as const);
  if ('error' in checked) {
    const { error, message } = checked;
    return { records: [], response: { api: 'IncrementalAlterConfigs', error, message } };
  }
  return {
    records: [...checked.records, ...(node.config.model.elrOff ? [] : clearedElr(image, target, checked.records))],
    response: { api: 'IncrementalAlterConfigs', error: 'NONE', message: null },
  };
}

export function resourceOf({ resource }: IncrementalAlterConfigsRequest): ConfigResource {
  return resource.type === 'topic' ? resource : { type: 'broker', name: resource.id === null ? '' : String(resource.id) };
}

/** The records of changed settings, or what is wrong with the first that is. */
export function checkedConfigRecords(
  node: Pick<ControllerNode, 'config'>,
  image: MetadataImage,
  resource: ConfigResource,
  set: Readonly<Record<string, string>>,
  remove: readonly string[],
): Checked {
  const records: MetadataRecord[] = [];
  const current = image.configs.get(configKey(resource.type, resource.name)) ?? {};
  for (const key of [...Object.keys(set), ...remove]) {
    const value = set[key] ?? null;
    const wrong = problemWith(node, resource, key, value);
    if (wrong !== null) return { error: 'INVALID_CONFIG', message: `${key}: ${wrong}` };
    // A broker's settings are written even when they are the same, which makes it load them again.
    if (value === (current[key] ?? null) && resource.type === 'topic') continue;
    records.push({ type: 'Config', resource: resource.type, name: resource.name, key, value });
  }
  const wrong = resource.type === 'topic' ? problemTogether(current, without({ ...current, ...set }, remove)) : null;
  return wrong === null ? { records } : { error: 'INVALID_CONFIG', message: wrong };
}

function without(settings: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}

function problemWith(node: Pick<ControllerNode, 'config'>, resource: ConfigResource, key: string, value: string | null): string | null {
  const scopes: readonly ConfigScope[] = resource.type === 'topic' ? ['topic'] : SERVER_SCOPES;
  const entry = findConfigEntry(scopes, key);
  if (entry === null) return explainUnknownEntry(scopes, key);
  if (!entry.dynamic) return words.notWhileRunning;
  if (key === MIN_ISR && resource.type === 'broker' && !node.config.model.elrOff) {
    if (resource.name !== '') return words.notForOneBroker;
    if (value === null) return words.notRemovedForAll;
  }
  if (value === null) return null;
  const checked = checkConfigValue(entry, value);
  return checked.ok ? null : checked.message;
}

export function isKnownResource(image: MetadataImage, resource: ConfigResource): boolean {
  return resource.type === 'broker' || image.topics.has(resource.name);
}

/**
 * Who is eligible was decided by the old minimum, so a new one begins with empty lists. Kafka writes one `ClearElrRecord`,
 * which changes the same partitions in the same way.
 */
function clearedElr(
  image: MetadataImage,
  resource: ConfigResource,
  changes: readonly MetadataRecord[],
): MetadataRecord[] {
  if (!changes.some((record) => record.type === 'Config' && record.key === MIN_ISR)) return [];
  const records: MetadataRecord[] = [];
  for (const topic of image.topics.values()) {
    if (resource.type === 'topic' && topic.name !== resource.name) continue;
    topic.partitions.forEach((partition, index) => {
      if (partition.elr.length === 0 && partition.lastKnownElr.length === 0) return;
      records.push(changeRecord(topic.name, index, partition, { elr: [], lastKnownElr: [] }));
    });
  }
  return records;
}
