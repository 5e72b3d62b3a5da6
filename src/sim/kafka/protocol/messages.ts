import type * as control from './controlPlane.ts';
import type * as data from './dataPlane.ts';
import type * as group from './groups.ts';
import type { RemoteStorageRequest, RemoteStorageResponse } from './remoteStorage.ts';
import type * as stateChange from './stateChange.ts';
import type { ZooKeeperRequest, ZooKeeperResponse } from './zookeeper.ts';

export type ApiRequest =
  | RemoteStorageRequest
  | data.ProduceRequest
  | data.FetchRequest
  | data.ListOffsetsRequest
  | data.DeleteRecordsRequest
  | data.OffsetForLeaderEpochRequest
  | data.MetadataRequest
  | data.InitProducerIdRequest
  | group.FindCoordinatorRequest
  | group.JoinGroupRequest
  | group.SyncGroupRequest
  | group.HeartbeatRequest
  | group.LeaveGroupRequest
  | group.OffsetCommitRequest
  | group.OffsetFetchRequest
  | control.BrokerRegistrationRequest
  | control.BrokerHeartbeatRequest
  | control.AlterPartitionRequest
  | control.AllocateProducerIdsRequest
  | control.CreateTopicsRequest
  | control.CreatePartitionsRequest
  | control.DeleteTopicsRequest
  | control.ElectLeadersRequest
  | control.AlterPartitionReassignmentsRequest
  | control.IncrementalAlterConfigsRequest
  | control.RaftFetchRequest
  | control.FetchSnapshotRequest
  | control.LocalMetadataRequest
  | control.LocalShutdownRequest
  | control.VoteRequest
  | control.AddRaftVoterRequest
  | control.RemoveRaftVoterRequest
  | control.UpdateRaftVoterRequest
  | control.ApiVersionsRequest
  | control.BeginQuorumEpochRequest
  | control.EndQuorumEpochRequest
  | stateChange.StateChangeRequest
  | stateChange.ControlledShutdownRequest
  | ZooKeeperRequest;

export type ApiResponse =
  | RemoteStorageResponse
  | data.ProduceResponse
  | data.FetchResponse
  | data.ListOffsetsResponse
  | data.DeleteRecordsResponse
  | data.OffsetForLeaderEpochResponse
  | data.MetadataResponse
  | data.InitProducerIdResponse
  | group.FindCoordinatorResponse
  | group.JoinGroupResponse
  | group.SyncGroupResponse
  | group.HeartbeatResponse
  | group.LeaveGroupResponse
  | group.OffsetCommitResponse
  | group.OffsetFetchResponse
  | control.BrokerRegistrationResponse
  | control.BrokerHeartbeatResponse
  | control.AlterPartitionResponse
  | control.AllocateProducerIdsResponse
  | control.AdminResponse
  | control.RaftFetchResponse
  | control.FetchSnapshotResponse
  | control.LocalMetadataResponse
  | control.VoteResponse
  | control.UpdateRaftVoterResponse
  | control.ApiVersionsResponse
  | control.QuorumEpochResponse
  | stateChange.LeaderAndIsrResponse
  | stateChange.UpdateMetadataResponse
  | stateChange.StopReplicaResponse
  | stateChange.ControlledShutdownResponse
  | ZooKeeperResponse;

export type ApiKey = ApiRequest['api'];

export interface RequestMessage {
  readonly type: 'request';
  readonly correlationId: number;
  readonly request: ApiRequest;
}

export interface ResponseMessage {
  readonly type: 'response';
  readonly correlationId: number;
  readonly response: ApiResponse;
}

/** All that travels between nodes. Immutable once sent. */
export type Message = RequestMessage | ResponseMessage;
