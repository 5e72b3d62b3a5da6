import { unreachable } from '../../../base/assert.ts';
import type { ConfigScope, ConfigUnit } from './entry.ts';
import { findConfigEntry } from './table.ts';
import type { ConfigOverrides, ConfigValue } from './types.ts';

const US_PER: Readonly<Record<Exclude<ConfigUnit, 'bytes'>, number>> = {
  ms: 1_000,
  s: 1_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
};

/** Typed reads of entries by name: from the last layer that sets one, else the table's default. */
export interface ConfigValues {
  readonly isSet: (name: string) => boolean;
  readonly number: (name: string) => number;
  /** A time in microseconds. */
  readonly us: (name: string) => number;
  /** As `number` and `us`, with Kafka's -1 for "no limit" as null. */
  readonly limit: (name: string) => number | null;
  readonly limitUs: (name: string) => number | null;
  readonly flag: (name: string) => boolean;
  readonly text: (name: string) => string | null;
  readonly list: (name: string) => readonly string[];
}

/** Layers hold values that `checkOverrides` accepted for these scopes; a name that the table lacks is our mistake and throws. */
export function configValues(scopes: readonly ConfigScope[], layers: readonly ConfigOverrides[]): ConfigValues {
  const layerOf = (name: string): ConfigOverrides | undefined => layers.findLast((layer) => Object.hasOwn(layer, name));
  const read = (name: string): ConfigValue | null => {
    const entry = findConfigEntry(scopes, name) ?? unreachable(`no configuration entry ${name}`);
    return layerOf(name)?.[name] ?? entry.default;
  };
  const number = (name: string): number => {
    const value = read(name);
    return typeof value === 'number' ? value : unreachable(`${name} is a number`);
  };
  const us = (name: string): number => {
    const unit = findConfigEntry(scopes, name)?.unit ?? null;
    return unit === null || unit === 'bytes' ? unreachable(`${name} is a time`) : number(name) * US_PER[unit];
  };
  const text = (name: string): string | null => {
    const value = read(name);
    return value === null || typeof value === 'string' ? value : unreachable(`${name} is text`);
  };
  return {
    isSet: (name) => layerOf(name) !== undefined,
    number,
    us,
    limit: (name) => (number(name) < 0 ? null : number(name)),
    limitUs: (name) => (number(name) < 0 ? null : us(name)),
    flag: (name) => read(name) === true,
    text,
    list: (name) => (text(name) ?? '').split(',').filter((part) => part !== ''),
  };
}
