import type { Frame } from '../../scene/frame.ts';
import * as words from '../../words/cluster/commands.ts';
import { isEnsembleServer } from './describe.ts';

/** A command in the contract's form with the words of its button. */
export interface EntityCommand {
  readonly label: string;
  readonly command: unknown;
}

/** What Delete and the button on an entity do to it: null when it cannot be killed, or is dead already. */
export function killOf(frame: Frame, key: string): EntityCommand | null {
  const broker = frame.brokers.find((view) => view.key === key);
  if (broker !== undefined) return broker.state === 'dead' ? null : killBroker(broker.id);
  const consumer = frame.consumers.find((view) => view.key === key);
  if (consumer !== undefined) return isGone(consumer.status) ? null : killConsumer(consumer.id);
  const producer = frame.producers.find((view) => view.key === key);
  if (producer !== undefined) return isGone(producer.status) ? null : killProducer(producer.id);
  const controller = frame.controllers.find((view) => view.key === key);
  if (controller === undefined || controller.state === 'dead') return null;
  const label = isEnsembleServer(controller.node) ? words.killZooKeeper(controller.id) : words.killController(controller.id);
  return { label, command: { kind: 'killController', controller: controller.id } };
}

function isGone(status: string): boolean {
  return status === 'dead' || status === 'closed';
}

export function killBroker(broker: number): EntityCommand {
  return { label: words.killBroker(broker), command: { kind: 'killBroker', broker } };
}

export function restartBroker(broker: number): EntityCommand {
  return { label: words.restartBroker(broker), command: { kind: 'restartBroker', broker } };
}

export function killConsumer(consumer: string): EntityCommand {
  return { label: words.killConsumer(consumer), command: { kind: 'killConsumer', consumer } };
}

export function killProducer(producer: string): EntityCommand {
  return { label: words.killProducer(producer), command: { kind: 'killProducer', producer } };
}
