import { resolveBrokerConfig } from '../../config/resolve.ts';
import type { ConfigOverrides } from '../../config/types.ts';
import type { Fact, FactType } from '../../facts.ts';
import type { LogRecord } from '../../log/recordBatch.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { JoinGroupResponse, OffsetCommitResponse } from '../../protocol/groups.ts';
import type { ApiKey, ApiResponse } from '../../protocol/messages.ts';
import { handleGroupRequest, onCoordinatorTimer, onOffsetsHighWatermark, onOffsetsPartitionElected } from '../coordinator.ts';
import type { CoordinatorEnv, CoordinatorTimer, GroupRequest } from '../coordinatorEnv.ts';
import type { CoordinatorRecord } from '../coordinatorRecords.ts';
import { emptyGroupCoordinator } from '../coordinatorState.ts';
import type { GroupCoordinator } from '../coordinatorState.ts';
import { describeGroups } from '../groupView.ts';
import type { GroupDescription } from '../groupView.ts';

export const MS = 1_000;
export const GROUP = 'analytics';

interface FakeTimer {
  readonly id: number;
  readonly at: number;
  readonly timer: CoordinatorTimer;
}

export interface FakeBrokerOptions {
  readonly config?: ConfigOverrides;
  /** A high watermark that follows the log end at once, as with a lone replica; otherwise it is moved by `commit`. */
  readonly commits?: 'at once' | 'by hand';
}

/** One broker that leads the only partition of `__consumer_offsets`; time, log and high watermark are the test's. */
export interface FakeBroker {
  state: GroupCoordinator;
  readonly env: CoordinatorEnv;
  readonly log: LogRecord[];
  readonly facts: Fact[];
  now: number;
  timers: FakeTimer[];
  /** Timers ever set: what heartbeats must not add to. */
  timersSet: number;
  commits: 'at once' | 'by hand';
  appendError: ErrorCode | null;
  readonly answers: Map<number, ApiResponse>;
  /** In the order they were given. */
  readonly answered: number[];
  nextCorrelationId: number;
}

export function fakeBroker(options: FakeBrokerOptions = {}): FakeBroker {
  const resolved = resolveBrokerConfig({}, options.config ?? {});
  if (!resolved.ok) throw new Error(resolved.problems.map((problem) => problem.message).join('; '));
  let nextTimer = 1;
  let nextRandom = 1;
  const broker: FakeBroker = {
    state: emptyGroupCoordinator(),
    log: [],
    facts: [],
    now: 0,
    timers: [],
    timersSet: 0,
    commits: options.commits ?? 'at once',
    appendError: null,
    answers: new Map(),
    answered: [],
    nextCorrelationId: 1,
    env: {
      broker: 1,
      config: resolved.config,
      offsetsPartitions: 1,
      append(_partition, records) {
        if (broker.appendError !== null) return { ok: false, error: broker.appendError };
        broker.log.push(...records);
        return { ok: true, lastOffset: broker.log.length - 1 };
      },
      ctx: {
        get now() {
          return broker.now;
        },
        self: 0,
        send: () => {
          throw new Error('a coordinator sends nothing of its own');
        },
        reply(_connection, body) {
          if (body.type !== 'response') throw new Error('a reply is a response');
          if (broker.answers.has(body.correlationId)) throw new Error(`request ${body.correlationId} was answered twice`);
          broker.answers.set(body.correlationId, body.response);
          broker.answered.push(body.correlationId);
        },
        disconnect: () => undefined,
        setTimer(delayUs, timer) {
          if (timer.kind === 'requestTimeout' || timer.kind === 'loopback') throw new Error('a coordinator sends no requests');
          const id = nextTimer;
          nextTimer += 1;
          broker.timersSet += 1;
          broker.timers.push({ id, at: broker.now + delayUs, timer });
          return id;
        },
        cancelTimer(id) {
          const before = broker.timers.length;
          broker.timers = broker.timers.filter((timer) => timer.id !== id);
          if (broker.timers.length === before) throw new Error(`timer ${id} is not set`);
        },
        random: () => nextRandom++,
        exit: () => undefined,
        emit: (fact) => broker.facts.push(fact),
      },
    },
  };
  onOffsetsPartitionElected(broker.state, broker.env, 0, 0, []);
  broker.facts.length = 0;
  return broker;
}

/** Hands the coordinator a request; the id to ask for its answer with. */
export function send(broker: FakeBroker, request: GroupRequest): number {
  const correlationId = broker.nextCorrelationId;
  broker.nextCorrelationId += 1;
  handleGroupRequest(broker.state, broker.env, { connection: correlationId, correlationId }, request);
  if (broker.commits === 'at once') commit(broker);
  return correlationId;
}

/** The answer so far; undefined while the request is parked. */
export function answer(broker: FakeBroker, correlationId: number): ApiResponse | undefined {
  return broker.answers.get(correlationId);
}

/** The answer, which must be there and be of that kind. */
export function answerOf<K extends ApiKey>(broker: FakeBroker, correlationId: number, api: K): ApiResponse & { api: K } {
  const response = broker.answers.get(correlationId);
  if (response?.api !== api) throw new Error(`request ${correlationId} has no ${api} answer but ${JSON.stringify(response)}`);
  return response as ApiResponse & { api: K };
}

/** The error an answer carries; null while there is none. A commit's partitions must agree on it. */
export function errorOf(broker: FakeBroker, correlationId: number): ErrorCode | null {
  const response = broker.answers.get(correlationId);
  if (response === undefined) return null;
  if (response.api === 'OffsetCommit') return commitError(response);
  if (!('error' in response)) throw new Error(`${response.api} carries no error`);
  return response.error;
}

function commitError(response: OffsetCommitResponse): ErrorCode {
  const errors = new Set(response.partitions.map((partition) => partition.error));
  const [error, ...others] = errors;
  if (error === undefined || others.length > 0) throw new Error(`partitions answered ${[...errors].join(', ')}`);
  return error;
}

/** Lets time pass, each timer firing at its very moment. */
export function advance(broker: FakeBroker, us: number): void {
  const until = broker.now + us;
  for (let next = nextDue(broker, until); next !== undefined; next = nextDue(broker, until)) {
    broker.now = next.at;
    fire(broker, next);
  }
  broker.now = until;
}

/** As Kafka's MockTime: the clock jumps, and what was due on the way fires only then. */
export function jumpTo(broker: FakeBroker, at: number): void {
  broker.now = at;
  for (let next = nextDue(broker, at); next !== undefined; next = nextDue(broker, at)) fire(broker, next);
}

function nextDue(broker: FakeBroker, until: number): FakeTimer | undefined {
  let next: FakeTimer | undefined;
  for (const timer of broker.timers) {
    if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer;
  }
  return next;
}

function fire(broker: FakeBroker, due: FakeTimer): void {
  broker.timers = broker.timers.filter((timer) => timer.id !== due.id);
  onCoordinatorTimer(broker.state, broker.env, due.timer);
  if (broker.commits === 'at once') commit(broker);
}

/** Moves the high watermark, to the log end unless told otherwise. */
export function commit(broker: FakeBroker, highWatermark: number = broker.log.length): void {
  onOffsetsHighWatermark(broker.state, broker.env, 0, highWatermark);
}

export function group(broker: FakeBroker, name: string = GROUP): GroupDescription {
  const found = describeGroups(broker.state).find((one) => one.group === name);
  if (found === undefined) throw new Error(`no group ${name}`);
  return found;
}

export function records(broker: FakeBroker): CoordinatorRecord[] {
  return broker.log.flatMap(({ coordinator }) => (coordinator === undefined ? [] : [coordinator]));
}

export function factsOf<K extends FactType>(broker: FakeBroker, type: K): (Fact & { type: K })[] {
  return broker.facts.filter((fact): fact is Fact & { type: K } => fact.type === type);
}

export function joinAnswer(broker: FakeBroker, correlationId: number): JoinGroupResponse {
  return answerOf(broker, correlationId, 'JoinGroup');
}
