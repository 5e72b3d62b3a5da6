import { assertNever } from '../../base/assert.ts';
import * as words from '../../words/documents/problems.ts';
import type { Command } from '../kafka.ts';
import { child } from '../problems.ts';
import type { CommandDocument } from '../schema/commands.ts';
import { checkBroker, checkConsumer, checkController, checkNode, checkProducer, durationUs } from './check.ts';
import type { Findings } from './check.ts';
import { normalizeConsumer, normalizeProducer } from './clients.ts';
import { normalizeBroker, normalizeController } from './cluster.ts';
import { checkLink } from './links.ts';
import type { KnownNames } from './names.ts';
import { normalizeSeek, normalizeSend } from './records.ts';
import { normalizeTopicCommand } from './topicCommands.ts';

/** A command against the names that exist when it is given; see `Findings` for what happens when something is wrong. */
export function normalizeCommand(input: CommandDocument, path: string, names: KnownNames, findings: Findings): Command {
  switch (input.kind) {
    case 'createTopic':
    case 'deleteTopic':
    case 'addPartitions':
    case 'alterConfig':
    case 'reassignPartitions':
    case 'electLeaders':
    case 'deleteRecords':
      return normalizeTopicCommand(input, path, names, findings);
    case 'killBroker':
    case 'restartBroker':
    case 'shutdownBroker':
    case 'addBroker':
    case 'killController':
    case 'restartController':
    case 'addController':
    case 'addVoter':
    case 'removeVoter':
      return normalizeServerCommand(input, path, names, findings);
    case 'pauseNode':
    case 'resumeNode':
    case 'slowNode':
    case 'cutLink':
    case 'healLink':
    case 'holdLink':
    case 'releaseLink':
      return normalizeFault(input, path, names, findings);
    case 'addProducer':
    case 'closeProducer':
    case 'killProducer':
    case 'setProducerRate':
    case 'send':
    case 'beginTransaction':
    case 'commitTransaction':
    case 'abortTransaction':
      return normalizeProducerCommand(input, path, names, findings);
    case 'addConsumer':
    case 'closeConsumer':
    case 'killConsumer':
    case 'pauseConsumer':
    case 'resumeConsumer':
    case 'seek':
      return normalizeConsumerCommand(input, path, names, findings);
    default:
      return assertNever(input, 'normalizeCommand');
  }
}

type Of<K extends CommandDocument['kind']> = Extract<CommandDocument, { kind: K }>;

function normalizeServerCommand(
  input: Of<
    | 'killBroker'
    | 'restartBroker'
    | 'shutdownBroker'
    | 'addBroker'
    | 'killController'
    | 'restartController'
    | 'addController'
    | 'addVoter'
    | 'removeVoter'
  >,
  path: string,
  names: KnownNames,
  findings: Findings,
): Command {
  if (input.kind === 'addBroker') {
    const { broker: id, rack, config } = input;
    if (names.brokers.has(id) || (names.metadata === 'kraft' && names.controllers.has(id))) {
      findings.problems.add(child(path, 'broker'), words.idOfServer(id));
    }
    const broker = normalizeBroker({ id, rack, config }, child(path, 'config'), names.clusterOverrides, findings);
    return { kind: 'addBroker', broker };
  }
  if (input.kind === 'addController') {
    const { controller: id, config } = input;
    if (names.brokers.has(id) || names.controllers.has(id)) {
      findings.problems.add(child(path, 'controller'), words.idOfServer(id));
    }
    const controller = normalizeController({ id, config }, child(path, 'config'), names.clusterOverrides, findings);
    return { kind: 'addController', controller };
  }
  if ('broker' in input) checkBroker(input.broker, child(path, 'broker'), names, findings);
  else checkController(input.controller, child(path, 'controller'), names, findings);
  switch (input.kind) {
    case 'killBroker':
      return { kind: input.kind, broker: input.broker, powerLoss: input.powerLoss ?? false };
    case 'restartBroker':
      return { kind: input.kind, broker: input.broker, wipe: input.wipe ?? false };
    case 'killController':
      return { kind: input.kind, controller: input.controller, powerLoss: input.powerLoss ?? false };
    case 'restartController':
      return { kind: input.kind, controller: input.controller, wipe: input.wipe ?? false };
    default:
      return input;
  }
}

function normalizeFault(
  input: Of<'pauseNode' | 'resumeNode' | 'slowNode' | 'cutLink' | 'healLink' | 'holdLink' | 'releaseLink'>,
  path: string,
  names: KnownNames,
  findings: Findings,
): Command {
  if ('node' in input) checkNode(input.node, child(path, 'node'), names, findings);
  else checkLink(input, path, names, findings);
  switch (input.kind) {
    case 'pauseNode': {
      const forUs = input.for === undefined ? null : durationUs(input.for, child(path, 'for'), 0, findings);
      return { kind: input.kind, node: input.node, forUs };
    }
    case 'resumeNode':
      return input;
    case 'slowNode':
      return {
        kind: input.kind,
        node: input.node,
        diskFactor: input.disk ?? 1,
        networkFactor: input.network ?? 1,
        cpuFactor: input.cpu ?? 1,
      };
    case 'cutLink':
    case 'healLink':
      return { kind: input.kind, from: input.from, to: input.to, oneWay: input.oneWay ?? false };
    case 'holdLink':
    case 'releaseLink':
      return { kind: input.kind, from: input.from, to: input.to, api: input.api ?? null, count: input.count ?? null };
    default:
      return assertNever(input, 'normalizeFault');
  }
}

function normalizeProducerCommand(
  input: Of<
    | 'addProducer'
    | 'closeProducer'
    | 'killProducer'
    | 'setProducerRate'
    | 'send'
    | 'beginTransaction'
    | 'commitTransaction'
    | 'abortTransaction'
  >,
  path: string,
  names: KnownNames,
  findings: Findings,
): Command {
  const at = child(path, 'producer');
  if (input.kind === 'addProducer') {
    return { kind: input.kind, producer: normalizeProducer(input.producer, at, names, findings) };
  }
  checkProducer(input.producer, at, names, findings);
  if (input.kind === 'send') return normalizeSend(input, path, names, findings);
  if (input.kind === 'setProducerRate') return { kind: input.kind, producer: input.producer, ratePerSecond: input.rate };
  return { kind: input.kind, producer: input.producer };
}

function normalizeConsumerCommand(
  input: Of<'addConsumer' | 'closeConsumer' | 'killConsumer' | 'pauseConsumer' | 'resumeConsumer' | 'seek'>,
  path: string,
  names: KnownNames,
  findings: Findings,
): Command {
  if (input.kind === 'seek') return normalizeSeek(input, path, names, findings);
  const at = child(path, 'consumer');
  if (input.kind === 'addConsumer') {
    return { kind: input.kind, consumer: normalizeConsumer(input.consumer, at, names, findings) };
  }
  checkConsumer(input.consumer, at, names, findings);
  return { kind: input.kind, consumer: input.consumer };
}
