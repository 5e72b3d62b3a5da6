/** The protocol's view types, for everyone who draws: components reach them through here. */
export type {
  BrokerView,
  ConsumerView,
  ControllerView,
  FlowView,
  Frame,
  GroupView,
  HeatMeasure,
  Holding,
  LinkView,
  MessageView,
  PartitionView,
  PositionView,
  ProducerView,
  ReplicaView,
} from '../protocol/views.ts';
export type { BatchView, CopyLog, EpochBand, GroupReading, KeyFound, PartitionLog, PartitionsDetail, RecordView } from '../protocol/partitionsDetail.ts';
