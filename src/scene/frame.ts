/** The protocol's view types, for everyone who draws: components reach them through here. */
export type {
  BrokerView,
  ConsumerView,
  ControllerView,
  Frame,
  GroupView,
  LinkView,
  MessageView,
  PositionView,
  ProducerView,
  ReplicaView,
} from '../protocol/views.ts';
