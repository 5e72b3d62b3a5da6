import * as words from '../../../../words/run/partitionAnswers.ts';
import type { BrokerContext } from '../../broker/brokerState.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import { reply } from '../../net/requestTable.ts';
import type { ElectionResult } from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ZkResult } from '../../protocol/zookeeper.ts';
import { NO_LEADER, type TopicPartition } from '../../types.ts';
import { refusedPartition } from './events.ts';
import { addUpdateMetadata } from './requestBatch.ts';
import { forEachPartition, partitionOf, type AlteredPartition, type ControllerStep } from './zkControllerState.ts';

type Of<K extends ControllerStep['kind']> = Extract<ControllerStep, { readonly kind: K }>;

/** New ISRs are written: their leaders are answered and all brokers told, so that clients see them. */
export function answerIsrs(zk: ZkBroker, ctx: BrokerContext, step: Of<'writeIsrs'>, results: readonly ZkResult[]): void {
  const { controller } = zk;
  const written = step.writes.map((write, index): AlteredPartition => {
    const { topic, partition, data } = write;
    const known = partitionOf(controller, write);
    const result = results[index];
    if (known === undefined || result?.code !== 'OK') return refusedPartition(write, errorOf(result));
    known.info = { data, version: result.stat?.version ?? 0 };
    const { leader, leaderEpoch, isr, leaderRecoveryState } = data;
    return { topic, partition, error: 'NONE', leader, leaderEpoch, isr, partitionEpoch: known.info.version, leaderRecoveryState };
  });
  addUpdateMetadata(controller, [...controller.live.keys()], [...step.writes, ...step.answered]);
  controller.steps.unshift({ kind: 'sendBatch' });
  reply(ctx, step.replyTo, { api: 'AlterPartition', error: 'NONE', partitions: [...step.answered, ...written] });
}

function errorOf(result: ZkResult | undefined): ErrorCode {
  if (result?.code === 'BADVERSION') return 'INVALID_UPDATE_VERSION';
  return result?.code === 'NONODE' ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'UNKNOWN_SERVER_ERROR';
}

export function answerShutdown(zk: ZkBroker, ctx: BrokerContext, step: Of<'answerShutdown'>): void {
  const remaining: TopicPartition[] = [];
  forEachPartition(zk.controller, ({ replicas, info }, name) => {
    // A lone replica has nobody to hand over to and is not waited for.
    if (replicas.length > 1 && info?.data.leader === step.broker) remaining.push(name);
  });
  reply(ctx, step.replyTo, { api: 'ControlledShutdown', error: 'NONE', remaining });
}

/** What became of each partition. Whoever asks for all means those that need it. */
export function answerElection(zk: ZkBroker, ctx: BrokerContext, { replyTo, request, needed }: Of<'answerElection'>): void {
  const { controller } = zk;
  const isPreferred = request.election === 'preferred';
  const results = (request.partitions ?? needed).map((name): ElectionResult => {
    const known = partitionOf(controller, name);
    const leader = known?.info?.data.leader ?? NO_LEADER;
    const isFine = isPreferred ? leader === known?.replicas[0] : controller.live.has(leader);
    const wasNeeded = needed.some(({ topic, partition }) => topic === name.topic && partition === name.partition);
    const { topic, partition } = name;
    if (known === undefined) return { topic, partition, error: 'UNKNOWN_TOPIC_OR_PARTITION', message: words.withZooKeeper.noSuchPartition };
    if (!wasNeeded) return { topic, partition, error: 'ELECTION_NOT_NEEDED', message: words.withZooKeeper.electionNotNeeded };
    if (isFine) return { topic, partition, error: 'NONE', message: null };
    return isPreferred
      ? { topic, partition, error: 'PREFERRED_LEADER_NOT_AVAILABLE', message: words.withZooKeeper.firstCannotLead }
      : { topic, partition, error: 'ELIGIBLE_LEADERS_NOT_AVAILABLE', message: words.withZooKeeper.noneAlive };
  });
  reply(ctx, replyTo, { api: 'ElectLeaders', error: 'NONE', message: null, results });
}

/** `ZkProducerIdManager`: the block is this broker's once the znode says where the next begins. */
export function answerProducerIds(ctx: BrokerContext, { replyTo, first }: Of<'writeProducerIds'>): void {
  reply(ctx, replyTo, { api: 'AllocateProducerIds', error: 'NONE', first, count: PRODUCER_ID_BLOCK_SIZE });
}

/** Producer ids that one broker may hand out (`ProducerIdsBlock`). */
export const PRODUCER_ID_BLOCK_SIZE = 1_000;
