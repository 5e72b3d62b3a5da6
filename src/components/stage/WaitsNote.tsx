import type { ReactNode } from 'react';
import type { WaitView } from '../../store/facts.ts';
import * as words from '../../words/run/waits.ts';
import { durationText } from '../format/readersNumbers.ts';
import { Said } from '../format/Said.tsx';
import '../styles/firstSteps.css';

/** Over a cluster whose waits are shorter than Kafka's: that they are, and when it is opened, which. */
export default function WaitsNote({ waits }: { readonly waits: readonly WaitView[] }): ReactNode {
  return (
    <details className="waits-note">
      <summary>
        <Said words={words.areShorter(waits.length)} parts={{ times: <strong>{words.teachingTimes}</strong> }} />
      </summary>
      <ul>
        {waits.map(({ name, ms, usualMs }) => (
          <li key={name}>
            <Said words={words.inPlaceOf(durationText(ms * 1_000), durationText(usualMs * 1_000))} parts={{ name: <code>{name}</code> }} />
          </li>
        ))}
      </ul>
    </details>
  );
}
