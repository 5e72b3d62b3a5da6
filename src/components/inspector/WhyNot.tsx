import type { ReactNode } from 'react';
import type { AppState } from '../../store/state.ts';
import * as words from '../../words/inspector/panel.ts';
import { localText } from '../format/readersNumbers.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { Icon } from '../shell/Icon.tsx';
import '../styles/why.css';

type Answers = NonNullable<AppState['inspection']>['whyNot'];

/** What one would expect of the thing and what keeps it from happening now: each condition of the rule, met or not. */
export function WhyNot({ answers }: { readonly answers: Answers }): ReactNode {
  const { actions } = useSimulator();
  return (
    <section className="why-not" aria-label={words.whatHoldsItUp}>
      {answers.map(({ asked, holds, sentence, conditions }) => (
        <details key={asked} data-asked={asked} data-holds={holds} open={!holds}>
          <summary>{localText(sentence)}</summary>
          <ul>
            {conditions.map(({ text, met, source }) => (
              <li key={text} data-met={met}>
                <Icon name={met ? 'check' : 'close'} />
                <span>
                  <span className="visually-hidden">{met ? words.met : words.notMet}</span>
                  {localText(text)}
                </span>
                {source !== null && (
                  <button type="button" className="event-why" aria-label={words.whyThat(localText(text))} onClick={() => actions.askWhyOf({ kind: 'condition', text, source }, text)}>
                    {words.why}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
