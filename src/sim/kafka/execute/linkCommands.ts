import * as words from '../../../words/run/refusals.ts';
import type { LinkCommand } from '../commands.ts';
import type { Execution } from './executeCommand.ts';
import { pairsOf } from './linkEnds.ts';

/** Commands about wires. Returns why it could not be done, or null. */
export function executeLinkCommand(execution: Execution, command: LinkCommand): string | null {
  const { cluster, world, ctxFor } = execution;
  const { from, to } = command;
  const oneWay = command.kind === 'holdLink' || command.kind === 'releaseLink' || command.oneWay;
  const pairs = pairsOf(cluster, from, to, oneWay);
  if (pairs.length === 0) return words.noLink(from, to);
  const tell = ctxFor(cluster.admin);
  switch (command.kind) {
    case 'cutLink':
      for (const [a, b] of pairs) world.cutLink(a, b);
      tell.emit({ type: 'LinkCut', from, to });
      return null;
    case 'healLink':
      for (const [a, b] of pairs) world.healLink(a, b);
      tell.emit({ type: 'LinkHealed', from, to });
      return null;
    case 'holdLink':
      for (const [a, b] of pairs) world.holdLink(a, b, command.api, command.count);
      tell.emit({ type: 'LinkHeld', from, to, api: command.api, count: command.count });
      return null;
    case 'releaseLink':
      for (const [a, b] of pairs) world.releaseLink(a, b, command.api, command.count);
      tell.emit({ type: 'LinkReleased', from, to, api: command.api, count: command.count });
      return null;
  }
}
