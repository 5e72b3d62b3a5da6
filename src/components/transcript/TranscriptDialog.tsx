import { useState } from 'react';
import type { ReactNode } from 'react';
import { transcriptText, type Transcript, type TranscriptLine, type TranscriptSection } from '../../store/transcript.ts';
import { copy as copyWord } from '../../words/shell.ts';
import * as words from '../../words/transcript.ts';
import { durationText, localCount, localText } from '../format/readersNumbers.ts';
import { Said } from '../format/Said.tsx';
import { download } from '../share/download.ts';
import { fileStem } from '../share/fileName.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { useCopy } from '../shell/useCopy.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import '../styles/transcript.css';
import { clockText } from '../transport/clockText.ts';
import { firstLines } from './firstLines.ts';
import { useTranscript } from './useTranscript.ts';

/** So many lines are drawn at once, and so many more when they are asked for. Copies and files have all. */
const LINES = 300;

type Go = (line: Pick<TranscriptLine, 'seq' | 'at'>) => void;

/** The run so far as text: what the cluster is, the story, what was done, and what became true, each time a way to its moment. */
export default function TranscriptDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { actions } = useSimulator();
  const [withRoutine, setWithRoutine] = useState(false);
  const written = useTranscript(withRoutine);
  const go: Go = ({ seq, at }) => {
    if (seq === null) actions.seekTo(at);
    else actions.goTo({ seq, at });
    onClose();
  };
  return (
    <Dialog title={words.transcript} onClose={onClose}>
      <div className="transcript-tools">
        <label className="check">
          <input type="checkbox" checked={withRoutine} onChange={({ target }) => setWithRoutine(target.checked)} />
          {words.routineToo}
        </label>
        <Keep written={written} />
      </div>
      <output className="visually-hidden">{written === null ? words.writing : words.isThere}</output>
      {written === null ? <p className="transcript-wait">{words.oneMoment}</p> : <Written of={written} go={go} />}
    </Dialog>
  );
}

/** The whole text, to be kept elsewhere. */
function Keep({ written }: { readonly written: Transcript | null }): ReactNode {
  const { copied, copy } = useCopy();
  const id = useAppState(({ source }) => (source?.kind === 'library' ? source.id : undefined));
  return (
    <div className="transcript-keep">
      <output>{copied}</output>
      <button type="button" className="button" disabled={written === null} onClick={() => written !== null && copy(transcriptText(written))}>
        {copyWord}
      </button>
      <button
        type="button"
        className="button"
        disabled={written === null}
        onClick={() => written !== null && download(`${fileStem(id, written.title)}-transcript.txt`, new Blob([transcriptText(written)], { type: 'text/plain' }))}
      >
        {words.saveAsText}
      </button>
    </div>
  );
}

function Written({ of: { title, seed, until, paragraphs, sections }, go }: { readonly of: Transcript; readonly go: Go }): ReactNode {
  const [most, setMost] = useState(LINES);
  const { shown, more } = firstLines(sections, most);
  return (
    <article className="transcript" aria-label={title}>
      <p>
        <Said words={words.ofRun} parts={{ title: <strong>{title}</strong>, seed, until: durationText(until) }} />
      </p>
      {paragraphs.map((text) => (
        <p key={text}>{localText(text)}</p>
      ))}
      {shown.map((section) => (
        <Section key={`${section.at} ${section.heading}`} section={section} go={go} />
      ))}
      {more > 0 && (
        <button type="button" className="button" onClick={() => setMost(most + LINES)}>
          {words.showMore(more, localCount(more))}
        </button>
      )}
    </article>
  );
}

function Section({ section: { heading, at, paragraphs, lines }, go }: { readonly section: TranscriptSection; readonly go: Go }): ReactNode {
  return (
    <section className="transcript-section">
      <h3>{heading}</h3>
      <Time line={{ at, seq: null }} go={go} />
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {lines.length > 0 && (
        <ol>
          {lines.map((line, index) => (
            // A line can be there twice: the same done twice at one time.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${line.seq} ${index}`} data-at={line.at} data-seq={line.seq ?? undefined} data-notable={line.notable}>
              <Time line={line} go={go} />
              <span>{localText(line.words)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Time({ line, go }: { readonly line: Pick<TranscriptLine, 'seq' | 'at'>; readonly go: Go }): ReactNode {
  const time = clockText(line.at);
  return (
    <button type="button" className="transcript-time" aria-label={words.goTo(time)} title={words.goToTip} onClick={() => go(line)}>
      {time}
    </button>
  );
}
