import * as words from '../../../words/why/others.ts';
import type { Command } from '../../kafka/commands.ts';
import type { ApiKey } from '../../kafka/protocol/messages.ts';
import { describeCommand, describeVoterChange } from '../../kafka/clients/admin/adminRequests.ts';
import { because, byCommand, byTroubles, firstOf, given, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import { latest, latestOf, type Told } from '../past.ts';
import type { FactView } from '../../kafka/factView.ts';
import type { FactType } from '../../kafka/facts.ts';
import type { Recording } from '../recording.ts';
import { eventAt } from '../eventTable.ts';
import { metadataServers, troublesOfNode, troublesOfTalk, troublesWithAny, type Trouble } from '../troubles.ts';
import { historySettings } from './settings.ts';

/** Kafka before 4.0, the admin client, and promises that an onlooker found broken. */
export const OTHER_RULES = {
  ZooKeeperRoleChanged: (view, past) => {
    const servers = metadataServers(past);
    const troubled = servers.flatMap((server) => troublesOfNode(past, server, view));
    return byTroubles(troubled.slice(0, 2), words.soEnsembleElects);
  },
  ZooKeeperSessionEnded: (view, past) => {
    if (!view.fact.expired) return because(latest(past, 'BrokerStateChanged', view, ({ broker, state }) => broker === view.fact.broker && (state === 'stopped' || state === 'shutting-down')), words.closesItsSession);
    return byTroubles(troublesWithAny(past, `broker-${view.fact.broker}`, metadataServers(past), view).slice(0, 2), words.soZooKeeperHeardNothing);
  },
  ControllerReady: (view, past) => because(latest(past, 'ControllerElected', view, ({ controller }) => controller === view.fact.broker), words.readyAfterReading),
  ControllerResigned: (view, past) =>
    because(latestOf(latest(past, 'ControllerElected', view, ({ controller }) => controller !== view.fact.broker), latest(past, 'ZooKeeperSessionEnded', view, ({ broker }) => broker === view.fact.broker)), words.controllerNoMore),
  ControlRequestRefused: (view, past) => because(latest(past, 'ControllerElected', view), words.knowsLaterController),
  RegistrationRefused: (view, past) => because(latest(past, 'NodeStarted', view, (_, other) => other.node === view.node), words.startedTooSoon),
  AdminDone: (view, past) => byAdminCommand(view, past),
  AdminFailed: (view, past) => [...byAdminCommand(view, past), ...whyAdminFailed(view, past)],
  GuaranteeBroken: whyBroken,
} satisfies RuleFamily;

/** The command that the admin client was given, by its words, which are the fact's. */
function byAdminCommand(view: Told<'AdminDone' | 'AdminFailed'>, past: Recording): readonly Antecedent[] {
  let found: number | null = null;
  for (const [seq, command] of past.commands) {
    const at = eventAt(past.events, seq)?.at ?? Infinity;
    const name = nameOf(command);
    if (name !== null && at <= view.at && (view.fact.what.startsWith(name) || COMMANDS[view.fact.request] === command.kind)) found = seq;
  }
  return found === null ? NOTHING : byCommand({ seq: found }, view.fact.type === 'AdminDone' ? words.askedFor : words.askedForInVain);
}

/** Whose outcome is told in other words than the command's. */
const COMMANDS: Partial<Record<ApiKey, Command['kind']>> = { DeleteRecords: 'deleteRecords', ElectLeaders: 'electLeaders', OffsetCommit: 'seek' };

/** What the admin client calls the command; null where it has nothing to do with it. */
function nameOf(command: Command): string | null {
  switch (command.kind) {
    case 'createTopic':
    case 'deleteTopic':
    case 'addPartitions':
    case 'alterConfig':
    case 'electLeaders':
    case 'reassignPartitions':
    case 'deleteRecords':
      return describeCommand(command);
    case 'addVoter':
    case 'removeVoter':
      return describeVoterChange(command.kind, command.controller);
    case 'seek':
      return command.target.kind === 'group' ? describeCommand(command) : null;
    default:
      return null;
  }
}

/** What the answer speaks of. */
function whyAdminFailed(view: Told<'AdminFailed'>, past: Recording): readonly Antecedent[] {
  switch (view.fact.error) {
    case 'TIMEOUT':
    case 'REQUEST_TIMED_OUT': {
      const servers = [...metadataServers(past), ...past.nodes.filter((name) => name.startsWith('broker-'))];
      return byTroubles(servers.flatMap((server) => troublesOfTalk(past, view.node, server, view)).filter(isFirst).slice(0, 3), words.soNobodyAnswered);
    }
    case 'PREFERRED_LEADER_NOT_AVAILABLE':
    case 'ELIGIBLE_LEADERS_NOT_AVAILABLE':
      return because(latestOf(latest(past, 'BrokerFenced', view), latest(past, 'BrokerShutdownBegan', view), latest(past, 'IsrShrunk', view)), words.mayNotLead);
    case 'INVALID_REPLICATION_FACTOR':
      return because(latestOf(latest(past, 'BrokerFenced', view), latest(past, 'BrokerShutdownBegan', view)), words.oneBrokerFewer);
    case 'TOPIC_ALREADY_EXISTS':
      return because(latest(past, 'TopicCreated', view), words.topicWasThere);
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return because(latest(past, 'TopicDeleted', view), words.topicDeleted);
    default:
      return NOTHING;
  }
}

function isFirst({ view }: Trouble, index: number, all: readonly Trouble[]): boolean {
  return all.findIndex((other) => other.view === view) === index;
}

/** Facts that can break a promise about records, most telling first. */
const BREAKERS: readonly FactType[] = [
  'UnflushedRecordsLost',
  'LogTruncated',
  'LogStartedAnew',
  'DiskWiped',
  'LeaderElected',
  'IsrExpanded',
  'IsrShrunk',
  'HighWatermarkAdvanced',
  'RecordsReplicated',
  'RecordsAppended',
  'ReplicaBecameLeader',
  'ReplicaBecameFollower',
  'BrokerFenced',
  'BrokerUnfenced',
];

/** The fact of the same event, what took the records before that, and the rules that Kafka no longer has. */
function whyBroken(view: Told<'GuaranteeBroken'>, past: Recording): readonly Antecedent[] {
  const { place } = view.fact;
  const here = (fact: object): boolean => !('topic' in fact && 'partition' in fact) || `${String(fact.topic)}-${String(fact.partition)}` === place;
  const facts = (past.byEvent.get(view.cause) ?? []).filter(({ fact, seq }) => seq < view.seq && here(fact));
  const broke = firstOf(...BREAKERS.map((type) => () => because(facts.find(({ fact }) => fact.type === type) ?? null, words.brokenWithThat)));
  const brokeIt = broke[0]?.kind === 'fact' ? broke[0].view : null;
  const gone = lossBefore(view, past, here);
  return [
    ...broke,
    ...(gone !== null && gone !== brokeIt ? because(gone, words.recordsWereLost) : NOTHING),
    ...(gone === null ? neverHad(view, past, brokeIt) : NOTHING),
    ...(brokeIt === null && gone === null ? because(lastBreaker(view, past, here), words.cameLast) : NOTHING),
    ...historySettings(past.spec, 'all'),
  ];
}

/** Nothing was lost where it was: who leads or joins never had what was acknowledged. What kept it from that broker, then. */
function neverHad(view: Told<'GuaranteeBroken'>, past: Recording, brokeIt: FactView | null): readonly Antecedent[] {
  const fact = brokeIt?.fact;
  const broker = fact?.type === 'LeaderElected' ? fact.leader : fact?.type === 'IsrExpanded' ? fact.changed[0] : undefined;
  const isHere = ({ topic, partition }: { readonly topic: string; readonly partition: number }): boolean => `${topic}-${partition}` === view.fact.place;
  const answered = latest(past, 'BatchAcked', view, (other) => isHere(other) && other.acks === -1);
  const acked = answered ?? latest(past, 'HighWatermarkAdvanced', view, isHere);
  if (broker === undefined || acked === null) return NOTHING;
  const written = latest(past, 'RecordsAppended', acked, isHere);
  if (written === null) return NOTHING;
  const then = { seq: written.seq + 1, at: written.at };
  const troubles = troublesOfTalk(past, `broker-${broker}`, written.node, then);
  return [...given(acked, answered === null ? words.hadBeenCommitted : words.hadBeenAcknowledged), ...byTroubles(troubles.slice(0, 1), (trouble) => words.soNotGotten(trouble, broker))];
}

function lossBefore(view: FactView, past: Recording, here: (fact: object) => boolean): FactView | null {
  return latestOf(latest(past, 'LogTruncated', view, here), latest(past, 'UnflushedRecordsLost', view, here), latest(past, 'LogStartedAnew', view, here), latest(past, 'DiskWiped', view));
}

function lastBreaker(view: FactView, past: Recording, here: (fact: object) => boolean): FactView | null {
  return latestOf(latest(past, 'LeaderElected', view, here), latest(past, 'IsrExpanded', view, here), latest(past, 'IsrShrunk', view, here), latest(past, 'HighWatermarkAdvanced', view, here));
}

