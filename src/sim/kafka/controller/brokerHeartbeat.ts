import { assertNever } from '../../../base/assert.ts';
import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';

/** How the controller regards a broker (Kafka: `BrokerControlState`). SHUTDOWN_NOW is only ever a next state. */
export type BrokerControlState = 'FENCED' | 'UNFENCED' | 'CONTROLLED_SHUTDOWN' | 'SHUTDOWN_NOW';

/** A broker's soft state and the heartbeat that has just come in. */
export interface BrokerHeartbeat {
  readonly state: Exclude<BrokerControlState, 'SHUTDOWN_NOW'>;
  readonly wantFence: boolean;
  readonly wantShutDown: boolean;
  /** The last metadata record the broker has applied: inclusive, unlike a log end offset. */
  readonly metadataOffset: Offset;
  /** Offset of its registration record, which is its broker epoch. */
  readonly registrationOffset: Offset;
  readonly leadsPartitions: boolean;
  /** The metadata offset at which its leaderships had been moved away; only looked at in CONTROLLED_SHUTDOWN. */
  readonly controlledShutdownOffset: Offset;
  /** See `lowestActiveOffset`. */
  readonly lowestActiveOffset: Offset;
}

/** What becomes of a broker after its heartbeat. Kafka: `BrokerHeartbeatManager.calculateNextBrokerState` (KIP-631). */
export function nextBrokerState(beat: BrokerHeartbeat): BrokerControlState {
  switch (beat.state) {
    case 'FENCED':
      if (beat.wantShutDown) return 'SHUTDOWN_NOW';
      // A broker that has not seen its own registration would act on metadata from before it.
      return !beat.wantFence && beat.metadataOffset >= beat.registrationOffset ? 'UNFENCED' : 'FENCED';
    case 'UNFENCED':
      if (beat.wantFence) return beat.wantShutDown ? 'SHUTDOWN_NOW' : 'FENCED';
      if (!beat.wantShutDown) return 'UNFENCED';
      return beat.leadsPartitions ? 'CONTROLLED_SHUTDOWN' : 'SHUTDOWN_NOW';
    case 'CONTROLLED_SHUTDOWN':
      if (beat.leadsPartitions) return 'CONTROLLED_SHUTDOWN';
      // Everybody else must know the new leaders first.
      return beat.controlledShutdownOffset <= beat.lowestActiveOffset ? 'SHUTDOWN_NOW' : 'CONTROLLED_SHUTDOWN';
    default:
      return assertNever(beat.state);
  }
}

/** The lowest metadata offset among brokers neither fenced nor shutting down; beyond every offset without any. */
export function lowestActiveOffset(activeMetadataOffsets: Iterable<Offset>): Offset {
  let lowest = Number.MAX_SAFE_INTEGER;
  for (const offset of activeMetadataOffsets) if (offset < lowest) lowest = offset;
  return lowest;
}

/**
 * Whether a broker's session is over: later than contact plus timeout, not at it. Kafka: `BrokerHeartbeatTracker.isExpired`.
 */
export function isSessionExpired(lastContactUs: TimeUs, nowUs: TimeUs, sessionTimeoutUs: DurationUs): boolean {
  return nowUs > lastContactUs + sessionTimeoutUs;
}
