import { formatDuration } from '../base/units.ts';
import type { Problem, ResumedView } from '../protocol/messages.ts';
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

/** The sentence for a run that has come to where it was left; null when it is another run than the one that was saved. */
export function resumedNote({ differsBy }: ResumedView, name: string, now: number): string | null {
  if (differsBy !== null) return null;
  return name === LAST_VISIT ? `Continued where you left, at ${formatDuration(now)}.` : `${name} led to this moment: ${formatDuration(now)}.`;
}

/** In what and since when the run is not the one that was saved. */
export function differences({ differsBy, sameUntil, engine, first, skipped }: ResumedView): readonly Problem[] {
  if (differsBy === null) return [];
  const why =
    engine === ENGINE_VERSION
      ? 'What it holds does not make the run that it came from.'
      : `It was made by version ${engine} of the simulator, and this is version ${ENGINE_VERSION}, which makes another run of it.`;
  const since = `The same up to ${formatDuration(sameUntil)}, another one by ${formatDuration(differsBy)}.`;
  const lines = [why, since, ...(first === null ? [] : [`First event of that stretch, at ${formatDuration(first.at)}: ${sentence(first)}`])];
  return [...lines.map((message) => ({ path: '', message })), ...skipped.map((message) => ({ path: '', message: `Not done: ${message}` }))];
}

/** The name of the run that is kept from the last visit, as a subject. */
export const LAST_VISIT = 'Your last visit';
