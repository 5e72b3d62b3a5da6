import type { TimeUs } from '../base/flavor.ts';
import type { StoryState } from '../protocol/messages.ts';
import type { Frame } from '../protocol/views.ts';
import type { Latest } from './latest.ts';
import type { AppState, Lane } from './state.ts';

/** A group has noticed by then that a consumer is gone: its session lasts 45 s unless it is configured. */
const CONSUMER_MISSED_US = 60_000_000;

/**
 * Whether there is nothing to do but to wait: for a session to end, for a group to settle, for what the story's next
 * step begins with. Reading times are the clock's own business.
 */
export function isWaiting({ frame, lanes, story }: Latest, now: TimeUs, { run, guided }: Pick<AppState, 'run' | 'guided'>): boolean {
  return isClusterWaiting(frame, lanes, now) || (guided && run !== null && isStoryWaiting(story, run.story));
}

function isClusterWaiting({ brokers, groups, consumers }: Frame, lanes: readonly Lane[], now: TimeUs): boolean {
  return (
    brokers.some(({ state, sessionExpiresAt }) => sessionExpiresAt !== null && (state === 'dead' || state === 'paused')) ||
    groups.some(({ state }) => state === 'PreparingRebalance' || state === 'CompletingRebalance') ||
    consumers.some(({ status, node }) => status === 'dead' && now - diedAt(lanes, node, now) < CONSUMER_MISSED_US)
  );
}

function diedAt(lanes: readonly Lane[], node: string, now: TimeUs): TimeUs {
  const row = lanes.find(({ id }) => id === 'faults')?.rows.find(({ key }) => key === node);
  // What lies ahead of the playhead is known where it was played before.
  return row?.spans.findLast(({ from }) => from <= now)?.from ?? -Infinity;
}

/** The next step begins by itself, and no question is open that the reader may be thinking about. */
function isStoryWaiting(story: StoryState | null, steps: readonly { readonly prediction: unknown }[]): boolean {
  if (story === null || story.waits || story.current >= steps.length - 1) return false;
  const asks = steps[story.current]?.prediction ?? null;
  return asks === null || story.predictions.some(({ step, chosen, truth }) => step === story.current && (chosen ?? truth) !== null);
}
