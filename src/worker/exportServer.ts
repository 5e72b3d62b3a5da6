import type { Exported, ExportForm } from '../protocol/messages.ts';
import { clusterWords } from '../protocol/clusterWords.ts';
import { sequenceDiagram } from '../protocol/sequenceDiagram.ts';
import { isNotable, isTold, transcript, type Transcript } from '../protocol/transcript.ts';
import { noteHappening, startHappenings } from '../scenarios/saved/happenings.ts';
import { recordedDocument, retellOn, startRetelling, type Retelling } from '../scenarios/saved/retell.ts';
import { endTale, noteTale, startTale, type Tale } from '../scenarios/saved/tale.ts';
import { problemLine } from '../scenarios/index.ts';
import { flatFact, momentOf } from '../sim/index.ts';
import { createPieces, type PiecesParts } from './inPieces.ts';
import { saveSession } from './savedRuns.ts';
import type { Session } from './sessionState.ts';

/** Writes out the current branch up to the present, by playing it once more beside the one that is shown, in pieces. */
export interface ExportServer {
  /** A diagram is of the time from `fromUs` to `toUs`. */
  ask(session: Session, request: number, form: ExportForm, fromUs: number, toUs: number): void;
  /** Another run is open. */
  forget(): void;
}

export function createExportServer(parts: PiecesParts): ExportServer {
  const pieces = createPieces(parts);
  return {
    ask(session, request, form, fromUs, toUs) {
      const writer = createWriter(session, form, fromUs, toUs);
      pieces.begin({ request, goOn: writer.writeOn, finish: () => parts.post({ type: 'exported', request, exported: writer.result() }) });
    },
    forget: () => pieces.begin(null),
  };
}

interface Writer {
  /** Whether all is written. */
  readonly writeOn: (outOfTime: () => boolean) => boolean;
  result(): Exported;
}

function createWriter(session: Session, form: ExportForm, fromUs: number, toUs: number): Writer {
  const saved = saveSession(session, { lens: 'cluster', selected: null });
  const retelling = startRetelling(session.parsed, saved.seed, saved);
  const { timeline, parsed } = retelling;
  const lines: string[] = [];
  const happenings = startHappenings(fromUs, Math.min(toUs, saved.at));
  const tale = startTale(retelling);
  return {
    writeOn: (outOfTime) =>
      retellOn(
        retelling,
        (progress) => {
          if (form === 'facts') lines.push(...progress.facts.map((view) => `${JSON.stringify(flatFact(view))}\n`));
          if (form === 'transcript') noteTale(tale, retelling, progress, isNotable);
          if (form === 'longTranscript') noteTale(tale, retelling, progress, isTold);
          if (form === 'mermaid') noteHappening(happenings, timeline.run.sim, progress);
        },
        outOfTime,
      ),
    result() {
      if (form === 'facts') return { form, text: lines.join(''), problem: null };
      if (form === 'transcript' || form === 'longTranscript') return { form, text: '', transcript: transcriptOf(retelling, tale), problem: null };
      if (form === 'mermaid') return { form, text: sequenceDiagram(happenings.list, parsed.scenario.title), problem: null };
      const document = recordedDocument(retelling);
      return document.ok ? { form, text: `${JSON.stringify(document.scenario, null, 2)}\n`, problem: null } : { form, text: '', problem: document.problems.map(problemLine).join(' · ') };
    },
  };
}

function transcriptOf(retelling: Retelling, tale: Tale): Transcript {
  const { parsed: { scenario, spec, story }, seed, timeline } = retelling;
  endTale(tale, retelling);
  const untilUs = momentOf(timeline).at;
  return transcript({ title: scenario.title, summary: scenario.summary ?? '', seed, cluster: clusterWords(spec), untilUs, steps: story?.steps ?? [], entries: tale.entries });
}
