import { formatDuration } from '../base/units.ts';
import type { ResumedView } from '../protocol/messages.ts';
import { sentence } from '../protocol/narration.ts';
import { ENGINE_VERSION } from '../scenarios/saved/engineVersion.ts';

/** The saved run in a file's text; null when the text is something else, which whoever opens documents will judge. */
export function savedRunIn(text: string): unknown {
  if (!text.includes('commit-log-run')) return null;
  try {
    const value = JSON.parse(text) as { readonly kind?: unknown } | null;
    return value?.kind === 'commit-log-run' ? value : null;
  } catch {
    return null;
  }
}

/** What a reader has to know of a run that was opened again: whether it is the one that was saved. */
export function resumedNote(resumed: ResumedView, name: string, now: number): string {
  const { differsBy, sameUntil, engine, first, skipped } = resumed;
  if (differsBy === null) return name === LAST_VISIT ? `Continued where you left, at ${formatDuration(now)}.` : `${name} led here: the moment that was saved, at ${formatDuration(now)}.`;
  const why =
    engine === ENGINE_VERSION
      ? 'It holds something that this simulator does not do as the one did that made it'
      : `It was made by version ${engine} of the simulator, and this is version ${ENGINE_VERSION}`;
  const since = first === null ? '' : ` First in that stretch, at ${formatDuration(first.at)}: ${sentence(first)}`;
  const left = skipped.length === 0 ? '' : ` ${skipped.length === 1 ? 'One action' : `${skipped.length} actions`} could not be done.`;
  return `This is not the run that was saved. ${why}: from some moment between ${formatDuration(sameUntil)} and ${formatDuration(differsBy)} on it is another one.${since}${left}`;
}

/** The name of the run that is kept from the last visit, as a subject. */
export const LAST_VISIT = 'Your last visit';
