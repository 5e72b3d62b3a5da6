/** The protocol's view types, for everyone who draws: components reach them through here. */
export type {
  BrokerState,
  BrokerView,
  CellView,
  ConsumerView,
  ControllerView,
  Frame,
  GroupView,
  LinkView,
  MessageCategory,
  MessageView,
  PartitionView,
  PositionView,
  ProducerView,
  ReplicaView,
  TopicView,
} from '../protocol/views.ts';
