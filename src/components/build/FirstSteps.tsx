import type { ReactNode } from 'react';
import * as words from '../../words/build/next.ts';
import { Told } from '../glossary/Told.tsx';
import { useOpenDialog } from '../shell/dialogContext.ts';
import type { FirstStep } from './firstSteps.ts';
import '../styles/firstSteps.css';

interface FirstStepsProps {
  readonly steps: readonly FirstStep[];
  /** What to say of each; by default what it is good for. */
  readonly said?: Partial<Readonly<Record<FirstStep, string>>>;
}

/** What a cluster of one's own lacks, and the buttons that add it. */
export default function FirstSteps({ steps, said = words.inFull }: FirstStepsProps): ReactNode {
  const open = useOpenDialog();
  return (
    <section className="first-steps" aria-label={words.comesNext}>
      {steps.map((step) => (
        <p key={step}>
          <Told words={said[step] ?? words.inFull[step]} />
        </p>
      ))}
      <div className="first-steps-buttons">
        {[...steps, ...(steps.includes('topic') ? (['broker'] as const) : [])].map((kind) => (
          <button key={kind} type="button" className="button" aria-haspopup="dialog" onClick={() => open(`add:${kind}`)}>
            {words.add[kind]}
          </button>
        ))}
      </div>
    </section>
  );
}
