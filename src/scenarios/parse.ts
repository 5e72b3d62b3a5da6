import * as v from 'valibot';
import * as words from '../words/documents/text.ts';
import type { ClusterSpec, Command } from './kafka.ts';
import { parseJsonText } from './jsonText.ts';
import { MAX_TEXT_CHARACTERS } from './limits.ts';
import type { Findings } from './normalize/check.ts';
import { normalizeCommand } from './normalize/commands.ts';
import { normalizeDocument } from './normalize/document.ts';
import type { KnownNames } from './normalize/names.ts';
import { plainCopy } from './plainCopy.ts';
import { problemList } from './problems.ts';
import type { Problem } from './problems.ts';
import { CommandSchema } from './schema/commands.ts';
import { ScenarioSchema } from './schema/document.ts';
import type { ScenarioDocument } from './schema/document.ts';
import { addIssues } from './schema/issues.ts';
import type { Story } from './story/types.ts';

export type ParsedScenario =
  | {
      readonly ok: true;
      /** The document as it was given, known to be valid: what is shown, shared and stored. */
      readonly scenario: ScenarioDocument;
      /** The same settled for the simulator. */
      readonly spec: ClusterSpec;
      readonly story: Story | null;
      /** Nothing wrong, and worth knowing: configuration that has no effect here. */
      readonly notes: readonly Problem[];
    }
  | Refused;

/** `written` is the command as it was given, known to be valid: what is shared and stored. */
export type ParsedCommand = { readonly ok: true; readonly command: Command; readonly written: WrittenCommand } | Refused;
export type WrittenCommand = v.InferOutput<typeof CommandSchema>;

export interface Refused {
  readonly ok: false;
  /** At least one, at most 20. */
  readonly problems: readonly Problem[];
}

/** A scenario document from anywhere: accepted whole or not at all. Never throws. */
export function parseScenario(input: unknown): ParsedScenario {
  return safely(() => {
    const copy = plainCopy(input);
    if (!copy.ok) return refuse(copy.problem);
    const shape = v.safeParse(ScenarioSchema, copy.value);
    const findings: Findings = { problems: problemList(), notes: problemList() };
    if (!shape.success) {
      addIssues(shape.issues, '', findings.problems);
      return { ok: false, problems: findings.problems.list() };
    }
    const { spec, story } = normalizeDocument(shape.output, findings);
    if (!findings.problems.isEmpty()) return { ok: false, problems: findings.problems.list() };
    return { ok: true, scenario: shape.output, spec, story, notes: findings.notes.list() };
  });
}

/** The same for a document as text; says where the text is not JSON. */
export function parseScenarioText(text: string): ParsedScenario {
  if (text.length > MAX_TEXT_CHARACTERS) {
    return refuse({ path: '', message: words.tooManyCharacters(text.length, MAX_TEXT_CHARACTERS) });
  }
  const json = parseJsonText(text);
  return json.ok ? parseScenario(json.value) : refuse({ path: '', message: json.message });
}

/** A command from outside, a link or an embedding page say, against the names that exist now. Never throws. */
export function parseCommand(input: unknown, names: KnownNames): ParsedCommand {
  return safely(() => {
    const copy = plainCopy(input);
    if (!copy.ok) return refuse(copy.problem);
    const shape = v.safeParse(CommandSchema, copy.value);
    const findings: Findings = { problems: problemList(), notes: problemList() };
    if (!shape.success) {
      addIssues(shape.issues, '', findings.problems);
      return { ok: false, problems: findings.problems.list() };
    }
    const command = normalizeCommand(shape.output, '', names, findings);
    return findings.problems.isEmpty() ? { ok: true, command, written: shape.output } : { ok: false, problems: findings.problems.list() };
  });
}

function refuse(problem: Problem): Refused {
  return { ok: false, problems: [problem] };
}

/** Objects from outside can run code when they are read (getters, proxies), and that code can throw. */
function safely<T>(parse: () => T): T | Refused {
  try {
    return parse();
  } catch {
    return refuse({ path: '', message: words.unreadable });
  }
}
