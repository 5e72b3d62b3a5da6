import { planted } from '../config/modelSwitches.ts';
import type { BrokerRegistration, MetadataImage } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import type {
  AllocateProducerIdsRequest,
  BrokerHeartbeatRequest,
  BrokerRegistrationRequest,
} from '../protocol/controlPlane.ts';
import type { Offset } from '../types.ts';
import {
  isSessionExpired,
  lowestActiveOffset,
  nextBrokerState,
  type BrokerControlState,
  type BrokerHeartbeat,
} from './brokerHeartbeat.ts';
import { currentRegistration, leadsPartitions } from './clusterView.ts';
import type { BrokerContact, ControllerContext, ControllerNode } from './controllerState.ts';
import { errorResponse } from './errorResponses.ts';
import { brokerEventRecords } from './partitionRecords.ts';
import type { ControllerResult } from './quorumController.ts';

const PRODUCER_ID_BLOCK_SIZE = 1000;

/**
 * A broker process introduces itself. Its broker epoch is the offset at which this is written. While the session of
 * another process with that id lasts it is refused. Kafka: `ClusterControlManager.registerBroker`.
 */
export function registerBroker(
  node: ControllerNode,
  ctx: ControllerContext,
  request: BrokerRegistrationRequest,
): ControllerResult {
  const { image, contacts } = node.controller;
  const { broker, incarnation, rack } = request;
  const existing = image.brokers.get(broker);
  const isNew = existing === undefined || existing.incarnation !== incarnation;
  if (isNew && existing !== undefined && hasValidSession(node, ctx, existing)) {
    return { records: [], response: errorResponse('BrokerRegistration', 'DUPLICATE_BROKER_REGISTRATION') };
  }
  const records: MetadataRecord[] = [];
  if (isNew) {
    const isClean = node.config.model.elrOff || existing?.brokerEpoch === request.previousBrokerEpoch || planted(node.config.model, 'ELR_KEEP_UNCLEAN');
    records.push(...brokerEventRecords(node, image, { kind: isClean ? 'removed' : 'uncleanShutdown', broker }));
    contacts.delete(broker);
  }
  const brokerEpoch = isNew ? image.offset : existing.brokerEpoch;
  const fenced = isNew || existing.fenced;
  records.push({ type: 'RegisterBroker', broker, brokerEpoch, incarnation, node: request.node, rack, fenced });
  if (!contacts.has(broker)) contacts.set(broker, newContact(brokerEpoch));
  return { records, response: { api: 'BrokerRegistration', error: 'NONE', brokerEpoch } };
}

/** Kafka: `ReplicationControlManager.processBrokerHeartbeat` (KIP-631). */
export function processHeartbeat(
  node: ControllerNode,
  ctx: ControllerContext,
  request: BrokerHeartbeatRequest,
): ControllerResult {
  const { image, contacts } = node.controller;
  const { broker, brokerEpoch } = request;
  const registration = currentRegistration(image, broker, brokerEpoch);
  if (registration === null) {
    return { records: [], response: errorResponse('BrokerHeartbeat', 'STALE_BROKER_EPOCH') };
  }
  const contact = contacts.get(broker) ?? newContact(brokerEpoch);
  const metadataOffset = request.metadataOffset - 1;
  const current = controlState(registration, contact);
  const next = nextBrokerState({
    state: current,
    wantFence: request.wantFence,
    wantShutDown: request.wantShutDown,
    metadataOffset,
    registrationOffset: registration.registrationOffset,
    leadsPartitions: mayShutDown(current, request) && leadsPartitions(image, broker),
    controlledShutdownOffset: contact.controlledShutdownOffset ?? -1,
    lowestActiveOffset: current === 'CONTROLLED_SHUTDOWN' ? lowestOffset(node) : 0,
  });
  const records = current === next ? [] : stateChangeRecords(node, image, registration, next);
  const isFenced = next === 'FENCED' || next === 'SHUTDOWN_NOW';
  contacts.set(broker, {
    brokerEpoch,
    lastContactAt: ctx.now,
    metadataOffset,
    controlledShutdownOffset:
      next === 'CONTROLLED_SHUTDOWN' ? (contact.controlledShutdownOffset ?? lastOffset(image, records)) : null,
  });
  return {
    records,
    response: {
      api: 'BrokerHeartbeat',
      error: 'NONE',
      isCaughtUp: metadataOffset >= registration.registrationOffset,
      isFenced,
      shouldShutDown: next === 'SHUTDOWN_NOW',
    },
  };
}

/**
 * Fences one broker whose session has ended, so that the consequences are there before the next is looked at. The
 * answer says whether there was one (`maybeFenceOneStaleBroker`).
 */
export function fenceOneStaleBroker(
  node: ControllerNode,
  ctx: ControllerContext,
): { readonly records: readonly MetadataRecord[]; readonly found: boolean } {
  const { image, contacts } = node.controller;
  for (const [broker, contact] of contacts) {
    if (!isExpired(node, ctx, contact)) continue;
    contacts.set(broker, { ...contact, lastContactAt: null, controlledShutdownOffset: null });
    const registration = currentRegistration(image, broker, contact.brokerEpoch);
    const records = registration === null ? [] : fenceRecords(node, image, registration, 'session');
    return { records, found: true };
  }
  return { records: [], found: false };
}

/** A block of producer ids for one broker to hand out. Kafka: `ProducerIdControlManager`. */
export function allocateProducerIds(node: ControllerNode, request: AllocateProducerIdsRequest): ControllerResult {
  const { image } = node.controller;
  if (currentRegistration(image, request.broker, request.brokerEpoch) === null) {
    return { records: [], response: errorResponse('AllocateProducerIds', 'STALE_BROKER_EPOCH') };
  }
  const first = image.nextProducerId;
  return {
    records: [{ type: 'ProducerIds', nextProducerId: first + PRODUCER_ID_BLOCK_SIZE }],
    response: { api: 'AllocateProducerIds', error: 'NONE', first, count: PRODUCER_ID_BLOCK_SIZE },
  };
}

function newContact(brokerEpoch: number): BrokerContact {
  return { brokerEpoch, lastContactAt: null, metadataOffset: -1, controlledShutdownOffset: null };
}

function controlState(registration: BrokerRegistration, contact: BrokerContact): BrokerHeartbeat['state'] {
  if (registration.fenced) return 'FENCED';
  return contact.controlledShutdownOffset === null ? 'UNFENCED' : 'CONTROLLED_SHUTDOWN';
}

function mayShutDown(current: BrokerControlState, request: BrokerHeartbeatRequest): boolean {
  return current === 'CONTROLLED_SHUTDOWN' || (current === 'UNFENCED' && request.wantShutDown);
}

function lowestOffset(node: ControllerNode): Offset {
  const { image, contacts } = node.controller;
  const active: Offset[] = [];
  for (const [id, contact] of contacts) {
    if (image.brokers.get(id)?.fenced === false && contact.controlledShutdownOffset === null) {
      active.push(contact.metadataOffset);
    }
  }
  return lowestActiveOffset(active);
}

function stateChangeRecords(
  node: ControllerNode,
  image: MetadataImage,
  registration: BrokerRegistration,
  next: BrokerControlState,
): MetadataRecord[] {
  const { id: broker, brokerEpoch } = registration;
  switch (next) {
    case 'FENCED':
    case 'SHUTDOWN_NOW':
      return fenceRecords(node, image, registration, 'asked');
    case 'UNFENCED':
      return [
        { type: 'BrokerRegistrationChange', broker, brokerEpoch, fenced: false, inControlledShutdown: null },
        ...brokerEventRecords(node, image, { kind: 'added', broker }),
      ];
    case 'CONTROLLED_SHUTDOWN': {
      const moves = brokerEventRecords(node, image, { kind: 'removed', broker });
      if (registration.inControlledShutdown) return moves;
      return [
        { type: 'BrokerRegistrationChange', broker, brokerEpoch, fenced: null, inControlledShutdown: true },
        ...moves,
      ];
    }
  }
}

/** It leaves every ISR, what it led gets other leaders, and only then it is marked. */
function fenceRecords(
  node: ControllerNode,
  image: MetadataImage,
  registration: BrokerRegistration,
  fencedBecause: 'session' | 'asked',
): MetadataRecord[] {
  const { id: broker, brokerEpoch } = registration;
  return [
    ...(planted(node.config.model, 'FENCED_STAYS_IN_ISR') ? [] : brokerEventRecords(node, image, { kind: 'removed', broker })),
    { type: 'BrokerRegistrationChange', broker, brokerEpoch, fenced: true, inControlledShutdown: null, fencedBecause },
  ];
}

function lastOffset(image: MetadataImage, records: readonly MetadataRecord[]): Offset {
  return image.offset + records.length - 1;
}

function hasValidSession(node: ControllerNode, ctx: ControllerContext, registration: BrokerRegistration): boolean {
  const contact = node.controller.contacts.get(registration.id);
  if (contact === undefined || contact.brokerEpoch !== registration.brokerEpoch) return false;
  return contact.lastContactAt !== null && !isExpired(node, ctx, contact);
}

function isExpired(node: ControllerNode, ctx: ControllerContext, contact: BrokerContact): boolean {
  const { lastContactAt } = contact;
  return lastContactAt !== null && isSessionExpired(lastContactAt, ctx.now, node.config.brokerSessionTimeoutUs);
}
