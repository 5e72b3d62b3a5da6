import brokerEpoch from './history/broker-epoch.json';
import countedAcrossEpochs from './history/counted-across-epochs.json';
import epochStart from './history/epoch-start.json';
import fencedJoins from './history/fenced-joins.json';
import highWatermark from './history/high-watermark.json';
import kip101 from './history/kip-101.json';
import kip279 from './history/kip-279.json';
import kip320Draft from './history/kip-320-draft.json';
import minIsr from './history/min-isr.json';
import lastReplicaStanding from './history/last-replica-standing.json';
import maintenance from './history/maintenance.json';
import maximalIsr from './history/maximal-isr.json';
import partitionEpoch from './history/partition-epoch.json';
import unfencedTruncation from './history/unfenced-truncation.json';
import zookeeperOrders from './history/zookeeper-orders.json';

/**
 * The time machine: each takes one rule of today's Kafka away and shows what breaks, in the shortest way that is known. The
 * same commands with the rule back break nothing (`history.test.ts`).
 */
export const HISTORY = [
  zookeeperOrders,
  highWatermark,
  kip101,
  kip279,
  kip320Draft,
  epochStart,
  unfencedTruncation,
  countedAcrossEpochs,
  maximalIsr,
  partitionEpoch,
  brokerEpoch,
  fencedJoins,
  minIsr,
  lastReplicaStanding,
  maintenance,
] as const;
