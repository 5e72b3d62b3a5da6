import { formatDuration } from '../../base/units.ts';
import type { Narrations } from './words.ts';
import { count } from './words.ts';

/** Kafka before 4.0: the ensemble, sessions, and the broker that is the controller. */
export const ZOOKEEPER_FACTS: Narrations<
  | 'ZooKeeperRoleChanged'
  | 'ZooKeeperSessionEnded'
  | 'ControllerReady'
  | 'ControllerResigned'
  | 'ControlRequestRefused'
  | 'RegistrationRefused'
> = {
  ZooKeeperRoleChanged: {
    level: (fact) => (fact.role === 'following' ? 'routine' : 'notable'),
    say: (fact) =>
      fact.role === 'looking'
        ? `ZooKeeper server ${fact.server} has no majority and looks for a leader.`
        : `ZooKeeper server ${fact.server} is ${fact.role} in epoch ${fact.epoch}.`,
  },
  ZooKeeperSessionEnded: {
    level: 'notable',
    say: (fact) =>
      fact.expired
        ? `ZooKeeper ends the session of broker ${fact.broker}, which gave no sign of life: its znodes are gone.`
        : `Broker ${fact.broker} closes its ZooKeeper session: its znodes are gone.`,
  },
  ControllerReady: {
    level: 'notable',
    say: (fact) =>
      `Broker ${fact.broker} has read ${count(fact.partitions, 'partition')} from ZooKeeper, one by one, and orders every broker: ${formatDuration(fact.tookUs)} after it became the controller.`,
  },
  ControllerResigned: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} is no longer the controller (it was in epoch ${fact.epoch}).`,
  },
  ControlRequestRefused: {
    level: 'notable',
    say: (fact) =>
      fact.error === 'STALE_CONTROLLER_EPOCH'
        ? `Broker ${fact.broker} refuses ${fact.api} of controller epoch ${fact.controllerEpoch}: it knows of epoch ${fact.knownEpoch}.`
        : `Broker ${fact.broker} refuses ${fact.api}, which was for the process it was before.`,
  },
  RegistrationRefused: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} cannot register: the znode of its last process is there until that session ends.`,
  },
};
