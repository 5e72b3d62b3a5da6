import { clusterWords } from '../protocol/clusterWords.ts';
import { sequenceDiagram } from '../protocol/sequenceDiagram.ts';
import { isNotable, isTold, transcript, transcriptText } from '../protocol/transcript.ts';
import { noteHappening, startHappenings } from '../scenarios/saved/happenings.ts';
import { recordedDocument, retellOn, startRetelling, untouched, type Retelling, type Told } from '../scenarios/saved/retell.ts';
import { endTale, noteTale, startTale, type Tale } from '../scenarios/saved/tale.ts';
import { parseScenario, problemLine } from '../scenarios/index.ts';
import { momentOf, type FactView } from '../sim/index.ts';
import { DEFAULT_UNTIL_US, differenceOf, OWN_SEED, savedIn, type Parsed } from './openFile.ts';
import { factLine } from './runCommand.ts';
import { seedOf, timeOf } from './numbers.ts';

export interface ExportInvocation {
  readonly command: 'export';
  readonly file: string;
  readonly form: 'facts' | 'script' | 'mermaid' | 'transcript';
  /** A transcript tells routine facts, too. */
  readonly all: boolean;
  /** Null: from time 0, up to where a saved run was left, 30 s of a document. */
  readonly fromUs: number | null;
  readonly toUs: number | null;
  readonly seed: number | null;
}

const FORMS = ['facts', 'script', 'mermaid', 'transcript'] as const;

/** Reads the words after `export`; a sentence when they cannot be taken. */
export function parseExport(words: readonly string[]): ExportInvocation | string {
  const files: string[] = [];
  const forms: ExportInvocation['form'][] = [];
  let [fromUs, toUs, seed]: [number | null, number | null, number | null] = [null, null, null];
  let all = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    const named = FORMS.find((each) => word === `--${each}`);
    if (named !== undefined) {
      forms.push(named);
      continue;
    }
    if (word === '--all') {
      all = true;
      continue;
    }
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    if (!['--from', '--to', '--seed'].includes(word)) return `there is no option ${word}`;
    index += 1;
    const value = words[index];
    if (value === undefined) return `${word} needs a value`;
    if (word === '--seed') {
      const given = seedOf(word, value);
      if (typeof given === 'string') return given;
      seed = given;
      continue;
    }
    const time = timeOf(word, value);
    if (typeof time === 'string') return time;
    if (word === '--from') fromUs = time;
    else toUs = time;
  }
  const [file] = files;
  const [form] = forms;
  if (file === undefined || files.length > 1) return 'export takes one file';
  if (form === undefined || forms.length > 1) return 'export needs one of --facts, --script, --mermaid and --transcript';
  if ((form === 'script' || form === 'transcript') && fromUs !== null) return `--from: a ${form} begins at the beginning; leave it out`;
  if (all && form !== 'transcript') return '--all: only a transcript leaves something out';
  if ((fromUs ?? 0) > (toUs ?? Infinity)) return '--from: the window ends before it begins';
  return { command: 'export', file, form, all, fromUs, toUs, seed };
}

export interface Exported {
  /** Lines on standard error where it is refused. */
  readonly problems: readonly string[];
  /** That the run is not the one that was saved. */
  readonly warning: string | null;
}

/** Exports what a file's value, a document or a saved run, makes; `say` gets it line by line. */
export function exportRun(value: unknown, { form, all, fromUs, toUs, seed }: ExportInvocation, say: (line: string) => void): Exported {
  const opened = openValue(value, toUs);
  if ('problems' in opened) return { problems: opened.problems, warning: null };
  const { parsed, told, savedSeed } = opened;
  if (savedSeed !== null && seed !== null) return { problems: [OWN_SEED], warning: null };
  const retelling = startRetelling(parsed, seed ?? savedSeed ?? parsed.spec.seed, told);
  const end = toUs ?? told.at;
  const happenings = startHappenings(fromUs ?? 0, end);
  const tale = startTale(retelling);
  const tell = (view: FactView): void => (view.at >= happenings.fromUs && view.at <= end ? say(factLine(view)) : undefined);
  const hear = {
    facts: (progress: Parameters<Parameters<typeof retellOn>[1]>[0]) => progress.facts.forEach(tell),
    script: () => undefined,
    mermaid: (progress: Parameters<Parameters<typeof retellOn>[1]>[0]) => noteHappening(happenings, retelling.timeline.run.sim, progress),
    transcript: (progress: Parameters<Parameters<typeof retellOn>[1]>[0]) => noteTale(tale, retelling, progress, all ? isTold : isNotable),
  }[form];
  while (!retellOn(retelling, hear, () => false));
  if (form === 'script') {
    const document = recordedDocument(retelling);
    if (!document.ok) return { problems: document.problems.map(problemLine), warning: null };
    say(JSON.stringify(document.scenario, null, 2));
  }
  if (form === 'mermaid') say(sequenceDiagram(happenings.list, parsed.scenario.title).trimEnd());
  if (form === 'transcript') say(transcriptOf(retelling, tale).trimEnd());
  return { problems: [], warning: opened.isWhole ? differenceOf(retelling) : null };
}

function transcriptOf(retelling: Retelling, tale: Tale): string {
  const { parsed: { scenario, spec, story }, seed, timeline } = retelling;
  endTale(tale, retelling);
  const parts = { title: scenario.title, summary: scenario.summary ?? '', seed, cluster: clusterWords(spec), untilUs: momentOf(timeline).at, steps: story?.steps ?? [], entries: tale.entries };
  return transcriptText(transcript(parts));
}

type OpenedValue =
  | { readonly parsed: Parsed; readonly told: Told & { readonly hash: string }; readonly savedSeed: number | null; readonly isWhole: boolean }
  | { readonly problems: readonly string[] };

function openValue(value: unknown, toUs: number | null): OpenedValue {
  const known = savedIn(value);
  if (known === null) {
    const parsed = parseScenario(value);
    const told = { ...untouched(toUs ?? DEFAULT_UNTIL_US), hash: '' };
    return parsed.ok ? { parsed, told, savedSeed: null, isWhole: false } : { problems: parsed.problems.map(problemLine) };
  }
  if ('problems' in known) return known;
  const { saved, parsed } = known;
  if (toUs === null || toUs >= saved.at) {
    const told = toUs === null ? saved : { ...saved, ...untouched(toUs), did: saved.did };
    return { parsed, told, savedSeed: saved.seed, isWhole: toUs === null };
  }
  return { parsed, told: { ...untouched(toUs), did: saved.did.filter(({ at }) => at <= toUs), hash: '' }, savedSeed: saved.seed, isWhole: false };
}
