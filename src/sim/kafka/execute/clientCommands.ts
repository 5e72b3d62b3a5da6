import { assertNever } from '../../../base/assert.ts';
import * as words from '../../../words/run/refusals.ts';
import { createConsumer } from '../clients/consumer/consumerState.ts';
import {
  closeConsumer,
  pauseConsumer,
  resumeConsumer,
  seekConsumer,
} from '../clients/consumer/consumerRole.ts';
import { createProducer } from '../clients/producer/producerNode.ts';
import { closeProducer, sendRecords, setProducerRate } from '../clients/producer/producerRole.ts';
import type { ConsumerNode } from '../clients/consumer/consumerState.ts';
import type { ProducerNode } from '../clients/producer/producerNode.ts';
import { consumerName, producerName } from '../cluster.ts';
import type { ConsumerCommand, ProducerCommand } from '../commands.ts';
import type { KafkaContext } from '../kafkaContext.ts';
import type { Execution } from './executeCommand.ts';
import { join } from './joinNode.ts';
import { kill } from './nodeCommands.ts';

/** Commands about producers and consumers. Returns why it could not be done, or null. */
export function executeClientCommand(
  execution: Execution,
  command: ProducerCommand | ConsumerCommand,
): string | null {
  const { cluster } = execution;
  switch (command.kind) {
    case 'addProducer': {
      const name = producerName(command.producer.id);
      if (cluster.byName.has(name)) return words.producerExists(command.producer.id);
      join(execution, name, (node) => createProducer(command.producer, node, cluster.bootstrap));
      return null;
    }
    case 'addConsumer': {
      const name = consumerName(command.consumer.id);
      if (cluster.byName.has(name)) return words.consumerExists(command.consumer.id);
      join(execution, name, (node) => createConsumer(command.consumer, node, cluster.bootstrap));
      return null;
    }
    case 'killProducer':
      return kill(execution, producerName(command.producer));
    case 'killConsumer':
      return kill(execution, consumerName(command.consumer));
    case 'closeProducer':
      return withProducer(execution, command.producer, closeProducer);
    case 'setProducerRate':
      return withProducer(execution, command.producer, (node, ctx) => setProducerRate(node, ctx, command.ratePerSecond));
    case 'send':
      return withProducer(execution, command.producer, (node, ctx) =>
        sendRecords(node, ctx, command) ? null : words.producerIsClosing(command.producer),
      );
    case 'closeConsumer':
      return withConsumer(execution, command.consumer, closeConsumer);
    case 'pauseConsumer':
      return withConsumer(execution, command.consumer, pauseConsumer);
    case 'resumeConsumer':
      return withConsumer(execution, command.consumer, resumeConsumer);
    case 'seek': {
      const { target, topic, partition, position } = command;
      if (target.kind === 'group') return words.onlyOneConsumer;
      return withConsumer(execution, target.consumer, (node, ctx) => seekConsumer(node, ctx, topic, partition, position));
    }
    default:
      return assertNever(command);
  }
}

function withProducer(
  execution: Execution,
  id: string,
  act: (node: ProducerNode, ctx: KafkaContext) => string | null | void,
): string | null {
  const index = execution.cluster.byName.get(producerName(id));
  const node = index === undefined ? undefined : execution.cluster.nodes[index];
  if (index === undefined || node?.role !== 'producer') return words.noProducer(id);
  if (execution.world.statusOf(index) !== 'running') return words.producerNotRunning(id);
  return act(node, execution.ctxFor(index)) ?? null;
}

function withConsumer(
  execution: Execution,
  id: string,
  act: (node: ConsumerNode, ctx: KafkaContext) => string | null | void,
): string | null {
  const index = execution.cluster.byName.get(consumerName(id));
  const node = index === undefined ? undefined : execution.cluster.nodes[index];
  if (index === undefined || node?.role !== 'consumer') return words.noConsumer(id);
  if (execution.world.statusOf(index) !== 'running') return words.consumerNotRunning(id);
  return act(node, execution.ctxFor(index)) ?? null;
}
