import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Choice, TwinScope } from '../../store/compare/comparisonState.ts';
import type { Recorded } from '../../store/createSimulator.ts';

const SCOPES: readonly { readonly scope: TwinScope; readonly words: string }[] = [
  { scope: 'producer', words: 'producers' },
  { scope: 'consumer', words: 'consumers' },
  { scope: 'topic', words: 'topics' },
  { scope: 'cluster', words: 'brokers and controllers' },
];

interface OtherSettingProps {
  readonly settings: Recorded['settings'];
  readonly onChoose: (choice: Choice) => void;
}

/** Any setting by its name and value. What is wrong with it is said by what reads documents. */
export function OtherSetting({ settings, onChoose }: OtherSettingProps): ReactNode {
  const [scope, setScope] = useState<TwinScope>('producer');
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const names = useId();
  return (
    <form
      className="other-setting"
      aria-label="Any other setting"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ other: { kind: 'twin', change: { kind: 'config', scope, name: name.trim(), value: value.trim() } }, titles: null });
      }}
    >
      <h3 className="shelf">Any other setting</h3>
      <label>
        of all
        <select value={scope} onChange={({ target }) => setScope(SCOPES.find((each) => each.scope === target.value)?.scope ?? scope)}>
          {SCOPES.map((each) => (
            <option key={each.scope} value={each.scope}>
              {each.words}
            </option>
          ))}
        </select>
      </label>
      <label>
        name
        <input value={name} list={names} required maxLength={100} autoCapitalize="none" autoComplete="off" spellCheck={false} placeholder="linger.ms" onChange={({ target }) => setName(target.value)} />
      </label>
      <datalist id={names}>
        {settings[scope].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </datalist>
      <label>
        value
        <input value={value} required maxLength={200} autoCapitalize="none" autoComplete="off" spellCheck={false} placeholder="100" onChange={({ target }) => setValue(target.value)} />
      </label>
      <button type="submit" className="button">
        Compare
      </button>
    </form>
  );
}
