import { useId } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../store/state.ts';
import * as words from '../../words/inspector/panel.ts';
import { useSimulator } from '../simulatorContext.tsx';

type ActionList = NonNullable<AppState['inspection']>['actions'];

/** What can be done now, and under each button what it does. */
export function InspectorActions({ list }: { readonly list: ActionList }): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  return (
    <section className="inspector-section" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{words.doSomething}</h3>
      <div className="inspector-actions">
        {list.map(({ label, effect, command, after, danger }, index) => (
          <div key={label}>
            <button type="button" data-danger={danger ? '' : undefined} aria-describedby={`${id}-${index}`} onClick={() => actions.carryOut({ command, after })}>
              {label}
            </button>
            <p id={`${id}-${index}`} className="inspector-effect">
              {effect}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}
