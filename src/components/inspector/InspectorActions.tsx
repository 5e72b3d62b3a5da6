import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../store/state.ts';
import { useSimulator } from '../simulatorContext.tsx';

type ActionList = NonNullable<AppState['inspection']>['actions'];

/** What can be done now. What each does is told under the buttons, and to screen readers with each. */
export function InspectorActions({ list }: { readonly list: ActionList }): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const effect = list.find(({ label }) => label === pointedAt)?.effect;
  return (
    <section className="inspector-section" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Do something</h3>
      <div className="inspector-actions">
        {list.map(({ label, effect: does, command, danger }, index) => (
          <span key={label}>
            <button
              type="button"
              data-danger={danger ? '' : undefined}
              aria-describedby={`${id}-${index}`}
              onClick={() => actions.command(command)}
              onPointerEnter={() => setPointedAt(label)}
              onFocus={() => setPointedAt(label)}
            >
              {label}
            </button>
            <span id={`${id}-${index}`} hidden>
              {does}
            </span>
          </span>
        ))}
      </div>
      <p className="inspector-effect" aria-hidden="true">
        {effect ?? 'Point at one to read what it does.'}
      </p>
    </section>
  );
}
