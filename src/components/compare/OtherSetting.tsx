import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Choice, TwinScope } from '../../store/compare/comparisonState.ts';
import type { Recorded } from '../../store/createSimulator.ts';
import * as words from '../../words/compare/dialog.ts';

const SCOPES: readonly TwinScope[] = ['producer', 'consumer', 'topic', 'cluster'];
const EXAMPLE = { name: 'linger.ms', value: '100' };

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
      aria-label={words.anyOtherSetting}
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ other: { kind: 'twin', change: { kind: 'config', scope, name: name.trim(), value: value.trim() } }, titles: null });
      }}
    >
      <h3 className="shelf">{words.anyOtherSetting}</h3>
      <label>
        {words.ofAll}
        <select value={scope} onChange={({ target }) => setScope(SCOPES.find((each) => each === target.value) ?? scope)}>
          {SCOPES.map((each) => (
            <option key={each} value={each}>
              {words.kinds[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.name}
        <input value={name} list={names} required maxLength={100} autoCapitalize="none" autoComplete="off" spellCheck={false} placeholder={EXAMPLE.name} onChange={({ target }) => setName(target.value)} />
      </label>
      <datalist id={names}>
        {settings[scope].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </datalist>
      <label>
        {words.value}
        <input value={value} required maxLength={200} autoCapitalize="none" autoComplete="off" spellCheck={false} placeholder={EXAMPLE.value} onChange={({ target }) => setValue(target.value)} />
      </label>
      <button type="submit" className="button">
        {words.compare}
      </button>
    </form>
  );
}
