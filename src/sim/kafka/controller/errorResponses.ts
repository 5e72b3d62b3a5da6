import { assertNever } from '../../../base/assert.ts';
import type {
  AdminResponse,
  AllocateProducerIdsResponse,
  AlterPartitionResponse,
  BrokerHeartbeatResponse,
  BrokerRegistrationResponse,
} from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { ApiRequest } from '../protocol/messages.ts';

export type ControllerRequest = Extract<ApiRequest, { readonly api: ControllerResponse['api'] }>;

export type ControllerResponse =
  | BrokerRegistrationResponse
  | BrokerHeartbeatResponse
  | AlterPartitionResponse
  | AllocateProducerIdsResponse
  | AdminResponse;

/** The answer to a request that failed as a whole. */
export function errorResponse(
  api: ControllerResponse['api'],
  error: ErrorCode,
  message: string | null = null,
): ControllerResponse {
  switch (api) {
    case 'BrokerRegistration':
      return { api, error, brokerEpoch: -1 };
    case 'BrokerHeartbeat':
      return { api, error, isCaughtUp: false, isFenced: true, shouldShutDown: false };
    case 'AlterPartition':
      return { api, error, partitions: [] };
    case 'AllocateProducerIds':
      return { api, error, first: -1, count: 0 };
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'DeleteTopics':
    case 'ElectLeaders':
    case 'AlterPartitionReassignments':
    case 'IncrementalAlterConfigs':
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
      return { api, error, message };
    default:
      return assertNever(api);
  }
}
