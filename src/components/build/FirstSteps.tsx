import type { ReactNode } from 'react';
import * as words from '../../words/build/next.ts';
import { Told } from '../glossary/Told.tsx';
import { useOpenDialog } from '../shell/dialogContext.ts';
import type { FirstStep } from './firstSteps.ts';
import '../styles/firstSteps.css';

const WORDS: Readonly<Record<FirstStep, string>> = { topic: words.noTopic, producer: words.noProducer, consumer: words.noConsumer };

/** What a cluster of one's own lacks, and the buttons that add it. */
export default function FirstSteps({ steps }: { readonly steps: readonly FirstStep[] }): ReactNode {
  const open = useOpenDialog();
  return (
    <section className="first-steps" aria-label={words.comesNext}>
      {steps.map((step) => (
        <p key={step}>
          <Told words={WORDS[step]} />
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
