import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { US_PER_SECOND, type TimeUs } from '../../base/flavor.ts';
import * as words from '../../words/share.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { download } from './download.ts';
import { pngOf, stagePicture } from './picture.ts';

/** What a diagram is of at first, up to now: more time than this is long to read. */
const DIAGRAM_S = 2;

const DIAGRAM = { form: 'mermaid', ending: 'diagram.mmd' } as const;
const FORMS = [
  { form: 'facts', label: words.facts, ending: 'facts.ndjson' },
  { form: 'script', label: words.whatWasDone, ending: 'recorded.json' },
] as const;

/** The run up to now in other programs' languages, and the picture. */
export function Exports({ name }: { readonly name: string }): ReactNode {
  const { actions, store } = useSimulator();
  const [outcome, setOutcome] = useState('');
  const wanted = useRef<string | null>(null);
  // The run up to when the dialog was opened is what the rest of it is about, too.
  const [nowUs] = useState(() => store.getState().frame?.now ?? 0);
  useEffect(
    () =>
      store.subscribe(({ exported }, before) => {
        if (exported === null || exported === before.exported || wanted.current !== exported.form) return;
        wanted.current = null;
        setOutcome(exported.problem === null ? words.saved : words.noDocument(exported.problem));
        const ending = [...FORMS, DIAGRAM].find(({ form }) => form === exported.form)?.ending;
        if (exported.problem === null) download(`${name}-${ending}`, new Blob([exported.text], { type: 'text/plain' }));
      }),
    [store, name],
  );
  const write = (form: (typeof FORMS | readonly [typeof DIAGRAM])[number]['form'], from: TimeUs, to: TimeUs): void => {
    wanted.current = form;
    setOutcome(words.oneMoment);
    actions.exportRun(form, from, to);
  };
  const savePicture = (asPng: boolean): void => {
    const svg = stagePicture();
    if (svg === null) {
      setOutcome(words.noPicture);
      return;
    }
    if (!asPng) {
      download(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
      setOutcome(words.saved);
      return;
    }
    pngOf(svg).then(
      (blob) => {
        download(`${name}.png`, blob);
        setOutcome(words.saved);
      },
      () => setOutcome(words.noPng),
    );
  };
  return (
    <section className="share-exports" aria-label={words.exports}>
      <h3>{words.exportUpToNow}</h3>
      {FORMS.map(({ form, label }) => (
        <button key={form} type="button" className="button" onClick={() => write(form, 0, nowUs)}>
          {label}
        </button>
      ))}
      <button type="button" className="button" onClick={() => savePicture(false)}>
        {words.pictureSvg}
      </button>
      <button type="button" className="button" onClick={() => savePicture(true)}>
        {words.picturePng}
      </button>
      <Diagram nowUs={nowUs} onWrite={(from, to) => write(DIAGRAM.form, from, to)} />
      <output>{outcome}</output>
    </section>
  );
}

interface DiagramProps {
  readonly nowUs: TimeUs;
  readonly onWrite: (from: TimeUs, to: TimeUs) => void;
}

/** A sequence diagram of a window of the run. */
function Diagram({ nowUs, onWrite }: DiagramProps): ReactNode {
  // Rounded up, so that what happens now is in it.
  const now = Math.ceil(nowUs / 1_000) / 1_000;
  const [from, setFrom] = useState(() => String(Number(Math.max(0, now - DIAGRAM_S).toFixed(3))));
  const [to, setTo] = useState(() => String(now));
  const isEmpty = !(Number(to) > Number(from));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isEmpty) onWrite(Math.round(Number(from) * US_PER_SECOND), Math.round(Number(to) * US_PER_SECOND));
  };
  return (
    <form className="share-diagram" onSubmit={submit}>
      <label>
        {words.from}
        <input type="number" min="0" max={now} step="any" required value={from} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label>
        {words.to}
        <input type="number" min="0" max={now} step="any" required value={to} onChange={({ target }) => setTo(target.value)} />
        {words.seconds}
      </label>
      <button type="submit" className="button" disabled={isEmpty}>
        {words.diagram}
      </button>
    </form>
  );
}
