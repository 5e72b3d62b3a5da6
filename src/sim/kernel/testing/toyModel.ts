import { addRunningNode, createSimulation, emptyKernelState, type Simulation } from '../simulation.ts';
import type { Link } from '../networkTypes.ts';
import type { Model } from '../types.ts';

/** Nodes that note what they see and answer every `ping` with a `pong`. Nothing of Kafka. */
export interface ToyWorld {
  readonly seen: string[][];
}
export type ToyCommand = { readonly from: number; readonly to: number; readonly text: string; readonly bytes?: number };
export type ToySimulation = Simulation<ToyWorld, string, string, ToyCommand, string>;

export const toyModel: Model<ToyWorld, string, string, ToyCommand, string> = {
  start: (world, ctx) => note(world, ctx.self, `${ctx.now} start`),
  onMessage(world, ctx, from, connection, body) {
    note(world, ctx.self, `${ctx.now} ${from}: ${body}`);
    if (body.startsWith('ping')) ctx.reply(connection, body.replace('ping', 'pong'), 100);
    ctx.emit(body);
  },
  onTimer: (world, ctx, timer) => note(world, ctx.self, `${ctx.now} timer ${timer}`),
  onDisconnect: (world, ctx, peer) => note(world, ctx.self, `${ctx.now} lost ${peer}`),
  onCommand(_world, _control, ctxFor, { from, to, text, bytes }) {
    if (text.startsWith('timer')) ctxFor(from).setTimer(to, text);
    else ctxFor(from).send(to, 0, text, bytes ?? 100);
  },
  onCrash: (world, node) => note(world, node, 'crash'),
  clone: (world) => ({ seen: world.seen.map((lines) => lines.slice()) }),
  label: (body) => body.split(' ')[0] ?? '',
  serviceUs: () => ({ cpuUs: 10, diskUs: 100 }),
};

function note(world: ToyWorld, node: number, line: string): void {
  world.seen[node]?.push(line);
}

export const PLAIN_LINK: Link = { latencyUs: 1000, jitterUs: 0, bytesPerSecond: null, lossPermille: 0 };

export function toySimulation(nodes: number, link: Link = PLAIN_LINK, seed = 1): ToySimulation {
  const world: ToyWorld = { seen: Array.from({ length: nodes }, () => []) };
  const sim = createSimulation(toyModel, emptyKernelState<string, string, ToyCommand>(seed, link), world);
  for (let index = 0; index < nodes; index += 1) addRunningNode(sim, `node-${index}`);
  return sim;
}
