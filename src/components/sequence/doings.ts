import type { Frame } from '../../scene/frame.ts';
import { messageId } from '../../store/facts.ts';
import type { AppActions } from '../../store/state.ts';
import * as words from '../../words/sequence/messages.ts';
import type { MenuItem } from '../palette/menuItems.ts';
import type { Item } from './items.ts';
import { titleOf } from './words.ts';

/** Asks what led to a message or a fact; null of what is still to come at the moment of the frame, and of timers: they go off because they were set. */
export function whyOf(item: Item, frame: Frame | null, actions: AppActions): (() => void) | null {
  const now = frame?.now ?? 0;
  if (item.at > now || item.kind === 'tick') return null;
  if (item.kind === 'fact') return () => actions.askWhy(item.view);
  const { message } = item.arrow;
  // Of one that was lost and never sent again nothing is left that could be looked at.
  if (message.events.length === 0 && message.fate === 'lost' && frame?.messages.some(({ key }) => Number(key) === messageId(message, now)) !== true) return null;
  return () => actions.askWhyOf({ kind: 'message', id: messageId(message, now) }, words.fromTo(titleOf(message), words.node(message.from), words.node(message.to)));
}

/** Moments of it to go to. */
export function moments(item: Item, actions: AppActions): readonly MenuItem[] {
  if (item.kind === 'fact') return [{ label: words.goToMoment, act: () => actions.goTo(item.view) }];
  if (item.kind === 'tick') return [{ label: words.goToMoment, act: () => actions.seekTo(item.at) }];
  const { arrivesAt } = item.arrow.message;
  return [{ label: words.goToSending, act: () => actions.seekTo(item.at) }, ...(arrivesAt === null ? [] : [{ label: words.goToArrival, act: () => actions.seekTo(arrivesAt) }])];
}

/** All that can be done with it. */
export function menuOf(item: Item, frame: Frame | null, actions: AppActions): readonly MenuItem[] {
  const ask = whyOf(item, frame, actions);
  return [
    ...(ask === null ? [] : [{ label: words.why, act: ask }]),
    ...moments(item, actions),
    ...nodesOf(item).filter((node) => node !== '' && node !== 'admin').map((node) => ({ label: words.select(words.node(node)), act: () => actions.select(node) })),
  ];
}

function nodesOf(item: Item): readonly string[] {
  if (item.kind === 'message') return [item.arrow.message.from, item.arrow.message.to];
  return [item.kind === 'fact' ? item.view.node : item.tick.node];
}
