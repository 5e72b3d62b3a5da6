import { parseScenario, parseScenarioText, problemLine, type ParsedScenario } from '../scenarios/index.ts';
import { parseJsonText } from '../scenarios/jsonText.ts';
import { loadScenario } from '../scenarios/library.ts';
import { applyChanges } from '../scenarios/saved/changes.ts';
import { recordedDocument, retellOn, startRetelling, type Retelling } from '../scenarios/saved/retell.ts';
import { isSavedRun, parseSavedRun, type SavedRun } from '../scenarios/saved/savedRun.ts';
import * as words from '../words/run.ts';

export type Parsed = Extract<ParsedScenario, { ok: true }>;

/** How much of a document is played, unless somebody says. */
export const DEFAULT_UNTIL_US = 30_000_000;

/** Lines that say what is wrong. */
interface Refused {
  readonly problems: readonly string[];
}

/** A document in a file, or a run that was saved in the page as one. */
export interface OpenedFile {
  readonly parsed: Parsed;
  /** Where a saved run was left; null of a document. */
  readonly leftUs: number | null;
  /** That the run is not the one that was saved. */
  readonly warning: string | null;
}

/** The saved run in a file's value, and its document; null where it is no saved run. */
export function savedIn(value: unknown): { readonly saved: SavedRun; readonly parsed: Parsed } | Refused | null {
  if (!isSavedRun(value)) return null;
  const checked = parseSavedRun(value);
  if (!checked.ok) return { problems: checked.problems.map(problemLine) };
  const { saved } = checked;
  const parsed = saved.scenario === undefined ? parseScenario(documentOf(saved)) : loadScenario(saved.scenario);
  if (parsed === null) return { problems: [`scenario: there is no built-in scenario ${saved.scenario ?? ''}`] };
  if (parsed.ok) return { saved, parsed };
  return { problems: saved.document === undefined ? [`based: ${words.basedOnAnother}`] : parsed.problems.map((problem) => `document.${problemLine(problem)}`) };
}

/** It may be kept as what differs from a built-in one. */
function documentOf({ document, based }: SavedRun): unknown {
  return document !== undefined || based === undefined ? document : applyChanges(loadScenario(based.on)?.scenario ?? null, based.changes);
}

/**
 * The document in a file's text. A saved run becomes the one that makes the very same run, in which its script does what was done; it
 * brings its own `seed`, so no other one can be asked for.
 */
export function openFile(text: string, seed: number | null): OpenedFile | Refused {
  const json = parseJsonText(text);
  const known = json.ok ? savedIn(json.value) : null;
  if (known === null) {
    const parsed = parseScenarioText(text);
    return parsed.ok ? { parsed, leftUs: null, warning: null } : { problems: parsed.problems.map(problemLine) };
  }
  if ('problems' in known) return known;
  if (seed !== null) return { problems: [OWN_SEED] };
  const retelling = startRetelling(known.parsed, known.saved.seed, known.saved);
  while (!retellOn(retelling, () => undefined, () => false));
  const parsed = recordedDocument(retelling);
  return parsed.ok ? { parsed, leftUs: known.saved.at, warning: differenceOf(retelling) } : { problems: parsed.problems.map(problemLine) };
}

export const OWN_SEED = '--seed: a saved run has its own; leave it out';

/** From when on the run is not the one that was saved; null where it is. */
export function differenceOf({ resuming }: Retelling): string | null {
  const { differsBy, sameUntil, skipped } = resuming;
  if (differsBy === null) return null;
  const since = `between ${placeOf(sameUntil ?? { events: 0, at: 0 })} and ${placeOf(differsBy)}`;
  return [`this is not the run that was saved: somewhere ${since} this simulator's becomes another one`, ...skipped].join('; ');
}

function placeOf({ events, at }: { readonly events: number; readonly at: number }): string {
  return `event ${events} (${(at / 1_000_000).toFixed(6)} s)`;
}
