import type { Exported, ExportForm } from '../protocol/messages.ts';
import { sequenceDiagram } from '../protocol/sequenceDiagram.ts';
import { noteHappening, startHappenings } from '../scenarios/saved/happenings.ts';
import { recordedDocument, retellOn, startRetelling } from '../scenarios/saved/retell.ts';
import { problemLine } from '../scenarios/index.ts';
import { flatFact } from '../sim/index.ts';
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
  return {
    writeOn: (outOfTime) =>
      retellOn(
        retelling,
        (progress) => {
          if (form === 'facts') lines.push(...progress.facts.map((view) => `${JSON.stringify(flatFact(view))}\n`));
          if (form === 'mermaid') noteHappening(happenings, timeline.run.sim, progress);
        },
        outOfTime,
      ),
    result() {
      if (form === 'facts') return { form, text: lines.join(''), problem: null };
      if (form === 'mermaid') return { form, text: sequenceDiagram(happenings.list, parsed.scenario.title), problem: null };
      const document = recordedDocument(retelling);
      return document.ok ? { form, text: `${JSON.stringify(document.scenario, null, 2)}\n`, problem: null } : { form, text: '', problem: document.problems.map(problemLine).join(' · ') };
    },
  };
}
