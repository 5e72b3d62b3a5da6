import type { DurationUs, TimeUs } from '../base/flavor.ts';
import type { Speed } from './state.ts';

/**
 * How fast virtual time passes on the screen, as a pure function of what there is to see.
 *
 * In `auto` whatever is worth seeing sets the pace back to slow: a message is seen to fly for about a fifth of a
 * second. The longer nothing does, the faster it goes, doubling every 0.7 s. What was seen often sets it back less.
 * Kafka's waits of seconds are thus short and its milliseconds long enough.
 */
export interface Pace {
  /** Real seconds, as it were, for which nothing was worth seeing. */
  readonly quietS: number;
  /** Real seconds the reader is given for a story step that has just begun. */
  readonly readingS: number;
  /** Virtual seconds per real second at its slowest, from how long messages take. */
  readonly slowest: number;
  /** How often each type of fact has slowed the run so far; `notable` counts begin again with every command. */
  readonly routineSeen: Readonly<Record<string, number>>;
  readonly notableSeen: Readonly<Record<string, number>>;
  /** Nothing was sent yet: the cluster is still starting. */
  readonly starting: boolean;
  /** The reader wants the next story step now. */
  readonly hurrying: boolean;
}

/** What there is to see at the playhead. */
export interface View {
  readonly now: TimeUs;
  /** How long the messages in flight take that are drawn; null when none is. */
  readonly flightUs: DurationUs | null;
  /** Until the next event of the simulation; null when it is not known. */
  readonly gapUs: DurationUs | null;
  /** Something is being waited for, a session to end or a story to go on: what happens meanwhile may pass by. */
  readonly waiting: boolean;
}

/** A fact as far as the clock cares. */
export interface SeenFact {
  readonly type: string;
  readonly notable: boolean;
}

const DOUBLING_S = 0.7;
const FASTEST = 2;
const FASTEST_WHILE_WAITING = 10;
const FLIGHT_S = 0.2;
const DEFAULT_SLOWEST = 1 / 150;
/** With nothing drawn in flight the quiet counts for more, and a wait until the next event takes this long. */
const NOTHING_IN_FLIGHT = 3;
const GAP_S = 0.3;
/** While the reader reads, nothing should pass by: the pace grows a little and no further. */
const QUIET_WHILE_READING_S = 1.4;
const FASTEST_WHILE_READING = 0.4;
/** Until the first record is sent, or for so long at most. */
const STARTING_RATE = 0.5;
const LONGEST_START_US = 1_000_000;
const HURRYING_RATE = 8;
const WORDS_PER_SECOND = 5;
const LONGEST_READING_S = 12;

/** A round trip of each kind, which are shown slowly the first times. */
const ROUND_TRIP = [
  'BatchSent',
  'RecordsAppended',
  'RecordsReplicated',
  'HighWatermarkAdvanced',
  'BatchAcked',
  'RecordsFetched',
  'RecordsPolled',
  'OffsetsCommitted',
] as const;
const SHOWN_SLOWLY = 3;
const FIRST_RECORD = 'BatchSent';

export function startPace(): Pace {
  return {
    quietS: 0,
    readingS: 0,
    slowest: DEFAULT_SLOWEST,
    routineSeen: {},
    notableSeen: {},
    starting: true,
    hurrying: false,
  };
}

/** Facts that became true: each sets the pace back, less the oftener its like was seen. */
export function paceAfterFacts(pace: Pace, facts: readonly SeenFact[]): Pace {
  const routineSeen = { ...pace.routineSeen };
  const notableSeen = { ...pace.notableSeen };
  let { starting, quietS } = pace;
  for (const type of new Set(facts.map((fact) => fact.type))) {
    const notable = facts.some((fact) => fact.type === type && fact.notable);
    if (!notable && !isRoundTrip(type)) continue;
    if (type === FIRST_RECORD) starting = false;
    if (starting) continue;
    const counts = notable ? notableSeen : routineSeen;
    const times = counts[type] ?? 0;
    counts[type] = times + 1;
    quietS = Math.min(quietS, notable ? quietAfterNotable(times) : quietAfterRoutine(times));
  }
  return { ...pace, routineSeen, notableSeen, starting, quietS };
}

/** The reader did something: what follows from it is new again. */
export function paceAfterCommand(pace: Pace): Pace {
  return { ...pace, quietS: 0, notableSeen: {}, starting: false, hurrying: false };
}

/** A story step begins, with so many words to read. */
export function paceAfterStep(pace: Pace, words: number): Pace {
  const readingS = Math.min(LONGEST_READING_S, words / WORDS_PER_SECOND);
  return { ...pace, quietS: 0, readingS, hurrying: false };
}

export function hurry(pace: Pace): Pace {
  return { ...pace, hurrying: true, readingS: 0 };
}

/** What the worker should stop at, so that nothing worth seeing is passed over; nothing at a speed that was chosen. */
export function stopsFor(pace: Pace, speed: Speed): { readonly notable: boolean; readonly types: readonly string[] } {
  if (speed !== 'auto' || pace.hurrying) return { notable: false, types: [] };
  if (pace.starting) return { notable: false, types: [FIRST_RECORD] };
  return { notable: true, types: ROUND_TRIP.filter((type) => (pace.routineSeen[type] ?? 0) < SHOWN_SLOWLY) };
}

/** The rate for the next `elapsedS` real seconds, in virtual seconds per real second, and the pace after them. */
export function tick(pace: Pace, speed: Speed, elapsedS: number, view: View): { readonly pace: Pace; readonly rate: number } {
  const slowest = view.flightUs === null ? pace.slowest : clamp(view.flightUs / 1e6 / FLIGHT_S, 1 / 2000, 0.5);
  const quietS = pace.quietS + elapsedS * (view.flightUs === null ? NOTHING_IN_FLIGHT : 1);
  const readingS = Math.max(0, pace.readingS - elapsedS);
  const starting = pace.starting && view.now < LONGEST_START_US;
  const next: Pace = { ...pace, starting, slowest, readingS, quietS: pace.readingS > 0 ? Math.min(quietS, QUIET_WHILE_READING_S) : quietS };
  const rate = speed === 'auto' ? autoRate(next, view) : speed;
  return { pace: next, rate: pace.hurrying ? Math.max(rate, HURRYING_RATE) : rate };
}

function autoRate(pace: Pace, view: View): number {
  if (pace.starting) return STARTING_RATE;
  const fastest = pace.readingS > 0 ? FASTEST_WHILE_READING : view.waiting ? FASTEST_WHILE_WAITING : FASTEST;
  const grown = pace.slowest * 2 ** (pace.quietS / DOUBLING_S);
  const skipping = view.flightUs === null && view.gapUs !== null ? view.gapUs / 1e6 / GAP_S : 0;
  return Math.min(fastest, Math.max(grown, skipping));
}

function isRoundTrip(type: string): boolean {
  return ROUND_TRIP.some((each) => each === type);
}

function quietAfterNotable(times: number): number {
  if (times < 3) return 0;
  if (times < 8) return 1.4;
  return times < 20 ? 2.8 : 4.2;
}

function quietAfterRoutine(times: number): number {
  if (times < SHOWN_SLOWLY) return 0;
  if (times < 8) return 1.4;
  return times < 16 ? 2.8 : Infinity;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
