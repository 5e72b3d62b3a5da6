import { counted } from '../counted.ts';

/** The metrics lens: charts, and what is said beside them. Values, times and durations come with their units. */

export const measuringTheRun = 'Measuring the run…';

/** Over the charts. */
export const valuesOf = 'Values of';
export const by = { all: 'All together', source: 'Per node' };
export const zoomIn = 'Zoom in';
export const zoomOut = 'Zoom out';
export const wholeRun = 'Whole run';
export const measuringAt = (time: string): string => `Measuring: at ${time}`;
/** While nothing has been read, or before the first time at which it is. */
export const notReadYet = 'Nothing is read yet';
/** Of when the values beside the names of charts are, and how often they are read. */
export const readAtPlayheadEvery = 'At the playhead: read at {time}, every {step}';
export const readAtPointerEvery = 'At the pointer: read at {time}, every {step}';
/** What is wrong then, and how much more is. */
export const wrong = (troubles: readonly string[]): string => troubles.join(', ');
export const wrongAndMore = (troubles: readonly string[], more: number): string => `${troubles.join(', ')} and ${more} more`;

/** What a line is of: a node, by its name in a sentence. */
export { nodeName as source } from '../narration/names.ts';

/** One chart. */
export const about = (chart: string): string => `About ${chart}`;
export const nobodyReports = 'nobody reports it yet';
export const noneSoFar = 'none so far';
export const noValue = 'no value';
/** A value that is worth a look, by how bad that is. */
export const alarms = { bad: 'act', warn: 'watch' };
/** How many a percentile is of. */
export const ofSamples = (samples: number): string => `of ${samples}`;
export const moreWithLess = (lines: number): string => `${lines} more with less`;

/** The chart in a sentence, for who does not see it. */
export const nothingSoFar = (chart: string): string => `${chart}: nothing so far.`;
export const summary = (chart: string, lines: readonly string[]): string => `${chart}: ${lines.join('; ')}.`;
export const summaryAt = (chart: string, time: string, lines: readonly string[]): string => `${chart} at ${time}: ${lines.join('; ')}.`;
export const lineOf = (name: string, value: string): string => `${name} ${value}`;
export const highest = (line: string, value: string, time: string): string => `${line}, highest ${value} at ${time}`;

/** What is told of a chart when it is asked about. */
export const worry = 'Worry';
/** `worry` stands out; `when` is told with the metric, from a small letter on. */
export const worryWhen = '{worry} {when}';
export const definedBy = (className: string): string => `defined by ${className}`;
export const hideNumbers = 'Hide the numbers';
export const showNumbers = 'Show the numbers';
export const inNumbers = (chart: string): string => `${chart} in numbers`;
/** Over the times of a table: what a row counts, it counts until then. */
export const until = 'until';

/** Words of what is told of metrics that are explained where they stand, with their entries in the glossary. */
export const terms: Readonly<Record<string, string>> = {
  ISR: 'ISR',
  'high watermark': 'high watermark',
  'min.insync.replicas': 'min.insync.replicas',
  'acks=all': 'acks=all',
  'acks=0': 'acks=0',
  fenced: 'fenced',
  rebalance: 'rebalance',
  batches: 'batch',
  batch: 'batch',
  lag: 'lag',
  poll: 'poll',
  'metadata log': 'metadata log',
  'unclean.leader.election.enable': 'unclean.leader.election.enable',
  'replica.lag.time.max.ms': 'replica.lag.time.max.ms',
  'broker.session.timeout.ms': 'broker.session.timeout.ms',
};

/** A large number in thousands. */
export const thousands = (number: string): string => `${number} k`;
/** After a size. */
export const perSecond = '/s';
/** Units of a chart: beside one, and beside any other number. Of times and sizes they stand over a column alone. */
export const units = {
  'records/s': { one: 'record/s', many: 'records/s' },
  'bytes/s': { one: 'byte/s', many: 'bytes/s' },
  'requests/s': { one: 'request/s', many: 'requests/s' },
  'errors/s': { one: 'error/s', many: 'errors/s' },
  'events/s': { one: 'event/s', many: 'events/s' },
  time: { one: 'time', many: 'time' },
  partitions: { one: 'partition', many: 'partitions' },
  records: { one: 'record', many: 'records' },
  controllers: { one: 'controller', many: 'controllers' },
  brokers: { one: 'broker', many: 'brokers' },
  groups: { one: 'group', many: 'groups' },
};

/** Over the charts: what on them is of the thing that is selected. `times` are those of `stepsAt`. */
export const lifeMarked = (record: string, times: readonly string[]): string => `Marked: what happened to record ${record}, ${times.join('; ')}`;
export const lifeElsewhere = (record: string): string => `Nothing happened to record ${record} in the time that is shown`;
/** The last time is the same as the first where there is one only. */
export const stepsAt = (steps: number, from: string, to: string): string => `${counted(steps, 'step', 'steps')} ${from === to ? `at ${from}` : `from ${from} to ${to}`}`;
/** Of one mark, to who points at it: what happened then, in sentences. */
export const markTitle = (record: string, time: string, sentences: readonly string[]): string => `${record}, ${time}: ${sentences.join(' ')}`;
/** Whose lines stand out for what is selected: its own, or those of who tells of it. */
export const linesOf = (teller: string, charts: number): string => `Heavier: the lines of ${teller}, on ${counted(charts, 'chart', 'charts')}`;
export const noLineOf = (teller: string): string => `No chart has a line of ${teller}`;
export const standOutPerNode = (teller: string): string => `Seen per node, the lines of ${teller} stand out`;
export const groupAndConsumers = (group: string): string => `group ${group} and its consumers`;
export const leaderOf = (partition: string, broker: string): string => `${broker}, the leader of ${partition}`;
export const holderOf = (partition: string, broker: string): string => `${broker}, which has this copy of ${partition}`;
