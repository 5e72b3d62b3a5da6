import type { Frame } from '../../scene/frame.ts';
import * as words from '../../words/inspector/selection.ts';
import { killOf } from '../cluster/entityCommands.ts';
import { isCutBothWays } from '../cluster/linkState.ts';

/** Something that can be done to several nodes: commands that are given together. */
export interface SetAction {
  readonly label: string;
  readonly effect: string;
  readonly commands: readonly unknown[];
  readonly danger: boolean;
}

/** Who has a wire to whom: clients speak with brokers, and servers with each other. */
const PEERS: Readonly<Record<Role, readonly Role[]>> = {
  broker: ['broker', 'controller', 'client'],
  controller: ['broker', 'controller'],
  client: ['broker'],
};
type Role = 'broker' | 'controller' | 'client';

const END: Readonly<Record<Role, string>> = { broker: 'brokers', controller: 'controllers', client: 'clients' };

function roleOf(node: string): Role {
  if (node.startsWith('broker-')) return 'broker';
  return node.startsWith('controller-') || node.startsWith('zookeeper-') ? 'controller' : 'client';
}

/** What can be done to all of these now. */
export function setActions(frame: Frame, these: readonly string[]): SetAction[] {
  const views = [...frame.brokers, ...frame.controllers, ...frame.producers, ...frame.consumers].filter(({ key }) => these.includes(key));
  const states = views.map((view) => ({ node: view.node, state: 'status' in view ? view.status : view.state }));
  const kills = these.flatMap((key) => killOf(frame, key) ?? []);
  const restarts = states.flatMap(({ node, state }) => (state === 'dead' ? restartOf(node) : []));
  const paused = states.filter(({ state }) => state === 'paused');
  const running = states.filter(({ state }) => state !== 'paused' && state !== 'dead' && state !== 'closed' && state !== 'failed');
  const heals = these.filter((node) => frame.links.some(({ cut, from, to }) => cut && (from === node || to === node)));
  const cuts = cutFromOthers(frame, these);
  const actions: SetAction[] = [
    { label: words.killAll, effect: words.killEffect, commands: kills.map(({ command }) => command), danger: true },
    { label: words.restartAll, effect: words.restartEffect, commands: restarts, danger: false },
    { label: words.pauseAll, effect: words.pauseEffect, commands: running.map(({ node }) => ({ kind: 'pauseNode', node, for: '5s' })), danger: false },
    { label: words.resumeAll, effect: words.resumeEffect, commands: paused.map(({ node }) => ({ kind: 'resumeNode', node })), danger: false },
    { label: words.cutFromOthers, effect: words.cutEffect, commands: cuts, danger: true },
    { label: words.healLinks, effect: words.healEffect, commands: heals.map((node) => ({ kind: 'healLink', from: node, to: '*' })), danger: false },
  ];
  return actions.filter(({ commands }) => commands.length > 0);
}

function restartOf(node: string): unknown[] {
  const [role, id] = node.split('-');
  if (role === 'broker') return [{ kind: 'restartBroker', broker: Number(id), wipe: false }];
  return role === 'controller' || role === 'zookeeper' ? [{ kind: 'restartController', controller: Number(id), wipe: false }] : [];
}

/** Where no other of these has a role, all who have it are cut off in one command; else one by one. */
export function cutFromOthers(frame: Frame, these: readonly string[]): unknown[] {
  return these.flatMap((node) => PEERS[roleOf(node)].flatMap((role) => cutFromRole(frame, node, role, these)));
}

function cutFromRole(frame: Frame, node: string, role: Role, these: readonly string[]): unknown[] {
  const all = nodesOf(frame, role);
  const others = all.filter((each) => !these.includes(each));
  const isAlone = all.every((each) => each === node || !these.includes(each));
  const left = others.filter((other) => !isCutBothWays(frame, node, other));
  if (left.length === 0) return [];
  if (isAlone) return [{ kind: 'cutLink', from: node, to: END[role] }];
  return left.map((to) => ({ kind: 'cutLink', from: node, to }));
}

/** Every link from one of these to one of those, unless it is cut already. */
export function cutFromThose(frame: Frame, these: readonly string[], those: readonly string[]): unknown[] {
  return these.flatMap((from) =>
    those.filter((to) => PEERS[roleOf(from)].includes(roleOf(to)) && !isCutBothWays(frame, from, to)).map((to) => ({ kind: 'cutLink', from, to })),
  );
}

function nodesOf({ brokers, controllers, producers, consumers }: Frame, role: Role): string[] {
  switch (role) {
    case 'broker':
      return brokers.map(({ node }) => node);
    case 'controller':
      return controllers.map(({ node }) => node);
    case 'client':
      return [...[...producers, ...consumers].map(({ node }) => node), 'admin'];
  }
}
