import { formatDuration } from '../../base/units.ts';
import { partitions } from '../../words/narration/names.ts';
import * as words from '../../words/narration/zooKeeper.ts';
import type { NarrationFamily } from './telling.ts';

/** Kafka before 4.0: the ensemble, sessions, and the broker that is the controller. */
export const ZOOKEEPER_FACTS = {
  ZooKeeperRoleChanged: {
    level: (fact) => (fact.role === 'following' ? 'routine' : 'notable'),
    say: (fact) => (fact.role === 'looking' ? words.serverLooking(fact.server) : words.serverRole(fact.server, fact.role, fact.epoch)),
  },
  ZooKeeperSessionEnded: { level: 'notable', say: (fact) => (fact.expired ? words.sessionExpired(fact.broker) : words.sessionClosed(fact.broker)) },
  ControllerReady: { level: 'notable', say: (fact) => words.controllerReady(fact.broker, partitions(fact.partitions), formatDuration(fact.tookUs)) },
  ControllerResigned: { level: 'notable', say: (fact) => words.controllerResigned(fact.broker, fact.epoch) },
  ControlRequestRefused: {
    level: 'notable',
    say: (fact) =>
      fact.error === 'STALE_CONTROLLER_EPOCH'
        ? words.staleControllerRefused(fact.broker, fact.api, fact.controllerEpoch, fact.knownEpoch)
        : words.requestForEarlierProcessRefused(fact.broker, fact.api),
  },
  RegistrationRefused: { level: 'notable', say: (fact) => words.registrationRefused(fact.broker) },
} satisfies NarrationFamily;
