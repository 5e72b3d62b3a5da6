import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import { download } from './download.ts';
import { pngOf, stagePicture } from './picture.ts';

/** A diagram of more time than this is too long to read. */
const DIAGRAM_US = 2_000_000;

const FORMS = [
  { form: 'facts', label: 'Facts (NDJSON)', ending: 'facts.ndjson' },
  { form: 'script', label: 'What was done (document)', ending: 'recorded.json' },
  { form: 'mermaid', label: 'Last 2 s as a diagram (Mermaid)', ending: 'diagram.mmd' },
] as const;

/** The run up to now in other programs' languages, and the picture. */
export function Exports({ name }: { readonly name: string }): ReactNode {
  const { actions, store } = useSimulator();
  const [outcome, setOutcome] = useState('');
  const wanted = useRef<string | null>(null);
  useEffect(
    () =>
      store.subscribe(({ exported }, before) => {
        if (exported === null || exported === before.exported || wanted.current !== exported.form) return;
        wanted.current = null;
        setOutcome(exported.problem === null ? 'Saved.' : `It cannot be written as a document: ${exported.problem}`);
        const ending = FORMS.find(({ form }) => form === exported.form)?.ending;
        if (exported.problem === null) download(`${name}-${ending}`, new Blob([exported.text], { type: 'text/plain' }));
      }),
    [store, name],
  );
  const savePicture = (asPng: boolean): void => {
    const svg = stagePicture();
    if (svg === null) {
      setOutcome('There is no picture yet.');
      return;
    }
    if (!asPng) {
      download(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
      setOutcome('Saved.');
      return;
    }
    pngOf(svg).then(
      (blob) => {
        download(`${name}.png`, blob);
        setOutcome('Saved.');
      },
      () => setOutcome('This browser does not let a page draw that. Save it as SVG.'),
    );
  };
  return (
    <section className="share-exports" aria-label="Export">
      <h3>Export, up to now</h3>
      {FORMS.map(({ form, label }) => (
        <button
          key={form}
          type="button"
          className="button"
          onClick={() => {
            wanted.current = form;
            setOutcome('One moment.');
            actions.exportRun(form, Math.max(0, (store.getState().frame?.now ?? 0) - DIAGRAM_US));
          }}
        >
          {label}
        </button>
      ))}
      <button type="button" className="button" onClick={() => savePicture(false)}>
        Picture (SVG)
      </button>
      <button type="button" className="button" onClick={() => savePicture(true)}>
        Picture (PNG)
      </button>
      <output>{outcome}</output>
    </section>
  );
}
