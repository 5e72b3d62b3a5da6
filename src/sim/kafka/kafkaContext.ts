import type { NodeContext } from '../kernel/types.ts';
import type { BrokerTimer } from './broker/brokerState.ts';
import type { AdminTimer } from './clients/admin/adminState.ts';
import type { ConsumerTimer } from './clients/consumer/consumerState.ts';
import type { ProducerTimer } from './clients/producer/producerNode.ts';
import type { ControllerTimer } from './controller/controllerState.ts';
import type { Fact } from './facts.ts';
import type { RequestTimer } from './net/requestTable.ts';
import type { Message } from './protocol/messages.ts';
import type { RemoteStorageTimer } from './tier/remoteStorageNode.ts';
import type { ZooKeeperTimer } from './zookeeper/ensembleState.ts';

/** The timers of all roles; every node only ever gets its own. */
export type KafkaTimer =
  | RequestTimer
  | BrokerTimer
  | ControllerTimer
  | ProducerTimer
  | ConsumerTimer
  | AdminTimer
  | RemoteStorageTimer
  | ZooKeeperTimer;

export type KafkaContext = NodeContext<Message, KafkaTimer, Fact>;
