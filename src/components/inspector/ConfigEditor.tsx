import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../store/state.ts';
import * as words from '../../words/inspector/configuration.ts';
import { useSimulator } from '../simulatorContext.tsx';

type Inspection = NonNullable<AppState['inspection']>;

interface ConfigEditorProps {
  readonly entry: Inspection['config'][number];
  readonly target: NonNullable<Inspection['configTarget']>;
}

/** Changes one entry while the cluster runs, as `kafka-configs` does: by a request to the controller, which may refuse it. */
export function ConfigEditor({ entry, target }: ConfigEditorProps): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const [given, setGiven] = useState<string | null>(null);
  const { name, value, edit, defaultValue } = entry;
  if (edit === null) return null;
  const shown = given ?? (value === words.notSet ? '' : value);
  const set = (): void => {
    actions.command({ kind: 'alterConfig', ...target, set: { [name]: shown.trim() } });
    setGiven(null);
  };
  const remove = (): void => {
    actions.command({ kind: 'alterConfig', ...target, remove: [name] });
    setGiven(null);
  };
  return (
    <form
      className="config-editor"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {name}
      </label>
      {edit.choices.length > 0 ? (
        <select id={id} value={shown} aria-describedby={`${id}-takes`} onChange={(event) => setGiven(event.target.value)}>
          {edit.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input id={id} value={shown} aria-describedby={`${id}-takes`} autoComplete="off" spellCheck={false} onChange={(event) => setGiven(event.target.value)} />
      )}
      <button type="submit" disabled={given === null || given.trim() === value}>
        {words.set}
      </button>
      {edit.isSet && (
        <button type="button" onClick={remove}>
          {words.takeAway}
        </button>
      )}
      <small id={`${id}-takes`}>
        {defaultValue === null ? words.takesWithoutDefault(edit.takes) : words.takesWithDefault(edit.takes, defaultValue === '' ? words.empty : defaultValue)}
      </small>
    </form>
  );
}
