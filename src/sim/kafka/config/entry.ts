import type { ConfigValue } from './types.ts';

export type ConfigScope = 'broker' | 'controller' | 'topic' | 'producer' | 'consumer';
export type ConfigType = 'int' | 'long' | 'double' | 'boolean' | 'string' | 'list' | 'enum';
export type ConfigUnit = 'ms' | 's' | 'min' | 'h' | 'bytes';

/** One configuration entry of Kafka 4.3, under Kafka's own name. */
export interface ConfigEntry {
  readonly name: string;
  readonly type: ConfigType;
  /** What a number counts; null for a plain number and for other types. */
  readonly unit: ConfigUnit | null;
  /** Kafka's default; null where Kafka has none. Lists are comma-separated. */
  readonly default: ConfigValue | null;
  readonly min: number | null;
  readonly max: number | null;
  /** The values of an enum, or the elements a list may hold. Empty when anything goes. */
  readonly values: readonly string[];
  /** Text of a form of its own. */
  readonly form: 'throttledReplicas' | null;
  /** Values that Kafka takes and this simulator does not, each with the sentence that says so; `*` is any value. */
  readonly refused: Readonly<Record<string, string>>;
  /** Other spellings that Kafka takes, each with the value it stands for. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly scopes: readonly ConfigScope[];
  /** One plain sentence. */
  readonly meaning: string;
  /** Whether Kafka can change it while running. */
  readonly dynamic: boolean;
  /** Whether the simulator acts on it; entries that it only knows are accepted and have no effect. */
  readonly modelled: boolean;
  /** For a broker entry that is only the default of a topic entry: that entry's name. */
  readonly topicEntry: string | null;
}

/** Largest number of a Java int. */
const MAX_INT = 2_147_483_647;
/** Longest time in milliseconds that is taken: 10,000 days. Kafka's own bound, a Java long, is no exact number here. */
const MAX_LONG_MS = 864_000_000_000;
/** Largest size that is taken: 1 PiB, for the same reason. */
const MAX_LONG_BYTES = 1_125_899_906_842_624;

type Options = Partial<
  Pick<ConfigEntry, 'unit' | 'min' | 'max' | 'values' | 'form' | 'refused' | 'aliases' | 'dynamic' | 'modelled' | 'topicEntry'>
>;

type Define = (name: string, value: ConfigValue | null, meaning: string, options?: Options) => ConfigEntry;

export interface EntryBuilders {
  readonly int: Define;
  readonly long: Define;
  readonly double: Define;
  readonly flag: Define;
  readonly text: Define;
  readonly list: Define;
  readonly choice: Define;
}

/** Entry builders for the given scopes: the least is 0, the most what the type holds, unless the options say otherwise. */
export function entriesOf(...scopes: ConfigScope[]): EntryBuilders {
  const define =
    (type: ConfigType): Define =>
    (name, value, meaning, options = {}) => {
      const unit = options.unit ?? unitOf(name, type);
      return {
        name,
        type,
        unit,
        default: value,
        min: options.min ?? (isNumeric(type) ? 0 : null),
        max: options.max ?? largest(type, unit),
        values: options.values ?? [],
        form: options.form ?? null,
        refused: options.refused ?? {},
        aliases: options.aliases ?? {},
        scopes,
        meaning,
        dynamic: options.dynamic ?? false,
        modelled: options.modelled ?? false,
        topicEntry: options.topicEntry ?? null,
      };
    };
  return {
    int: define('int'),
    long: define('long'),
    double: define('double'),
    flag: define('boolean'),
    text: define('string'),
    list: define('list'),
    choice: define('enum'),
  };
}

export function isNumeric(type: ConfigType): boolean {
  return type === 'int' || type === 'long' || type === 'double';
}

/** Kafka ends the name of an entry with its unit, with few exceptions (`batch.size`, `buffer.memory`). */
function unitOf(name: string, type: ConfigType): ConfigUnit | null {
  if (!isNumeric(type)) return null;
  if (name.endsWith('.ms')) return 'ms';
  if (name.endsWith('.bytes')) return 'bytes';
  if (name.endsWith('.seconds')) return 's';
  if (name.endsWith('.minutes')) return 'min';
  if (name.endsWith('.hours')) return 'h';
  return null;
}

function largest(type: ConfigType, unit: ConfigUnit | null): number | null {
  if (type === 'int') return MAX_INT;
  if (type !== 'long') return null;
  return unit === 'bytes' ? MAX_LONG_BYTES : MAX_LONG_MS;
}
