import { useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ConfigEditor } from './ConfigEditor.tsx';
import type { AppState } from '../../store/state.ts';
import * as words from '../../words/inspector/configuration.ts';

type Entries = NonNullable<AppState['inspection']>['config'];
type Entry = Entries[number];
type Target = NonNullable<AppState['inspection']>['configTarget'];

const FIRST = 6;

/** Configuration under Kafka's own names: what was changed comes first, and each entry says what it means when opened. */
export function Configuration({ entries, target }: { readonly entries: Entries; readonly target: Target }): ReactNode {
  const id = useId();
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => [...entries.filter(({ isDefault }) => !isDefault), ...entries.filter(({ isDefault }) => isDefault)], [entries]);
  const changed = entries.filter(({ isDefault }) => !isDefault).length;
  const shown = all ? sorted : sorted.slice(0, Math.max(FIRST, changed));
  return (
    <section className="inspector-section" aria-labelledby={id}>
      <h3 id={id}>{words.configuration}</h3>
      <ul className="config-list">
        {shown.map((entry) => (
          <ConfigEntry key={entry.name} entry={entry} target={target} />
        ))}
      </ul>
      {shown.length < sorted.length && (
        <button type="button" className="config-more" onClick={() => setAll(true)}>
          {words.showAll(sorted.length)}
        </button>
      )}
    </section>
  );
}

function ConfigEntry({ entry, target }: { readonly entry: Entry; readonly target: Target }): ReactNode {
  const { name, value, isDefault, source, edit, meaning, modelled, history } = entry;
  return (
    <li data-changed={isDefault ? undefined : ''}>
      <details name="configuration">
        <summary>
          <span className="config-name">{breakable(name)}</span>
          <span className="config-value">{value === '' ? words.notSet : value}</span>
          {history && <span className="config-history">{words.history}</span>}
          {!isDefault && <span className="config-changed">{words.changed}</span>}
        </summary>
        <p>
          {meaning}
          {!modelled && ` ${words.notModelled}`}
          {source !== null && ` ${words.itIs(source)}`}
          {target !== null && edit === null && ` ${words.fixed}`}
        </p>
        {target !== null && edit !== null && <ConfigEditor entry={entry} target={target} />}
      </details>
    </li>
  );
}

/** Long dotted names may break after a dot. */
function breakable(name: string): ReactNode {
  return name.split('.').flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, `.${part}`]));
}
