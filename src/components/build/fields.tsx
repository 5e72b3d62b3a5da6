import type { ReactNode } from 'react';
import { removeOne } from '../../words/build/cluster.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number between two others; what lies outside is brought inside. */
export function NumberField({ label, value, least, most, onChange }: NumberFieldProps): ReactNode {
  return (
    <label className="build-field">
      <span>{label}</span>
      <input
        type="number"
        inputMode="numeric"
        value={value}
        min={least}
        max={most}
        onChange={({ target }) => {
          const given = Number.parseInt(target.value, 10);
          if (!Number.isNaN(given)) onChange(Math.min(most, Math.max(least, given)));
        }}
      />
    </label>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, value, onChange }: TextFieldProps): ReactNode {
  return (
    <label className="build-field">
      <span>{label}</span>
      <input value={value} required maxLength={60} autoCapitalize="none" autoComplete="off" spellCheck={false} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}

interface ChoiceFieldProps<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  readonly choices: readonly Choice[];
  readonly wordsOf?: (choice: Choice) => string;
  readonly onChange: (value: Choice) => void;
}

export function ChoiceField<Choice extends string>({ label, value, choices, wordsOf = (choice) => choice, onChange }: ChoiceFieldProps<Choice>): ReactNode {
  return (
    <label className="build-field">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => onChange(choices.find((choice) => choice === target.value) ?? value)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {wordsOf(choice)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface RowsProps<Row> {
  readonly words: { readonly title: string; readonly add: string; readonly remove: (number: number) => string };
  readonly rows: readonly Row[];
  readonly fresh: () => Row;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, change: (part: Partial<Row>) => void) => ReactNode;
  /** Why there can be none yet; null when one can be added. */
  readonly missing?: string | null;
}

/** Several things of a kind, each on a line, to be added to and taken from. */
export function Rows<Row>({ words, rows, fresh, onChange, children, missing = null }: RowsProps<Row>): ReactNode {
  return (
    <fieldset className="build-rows">
      <legend className="shelf">{words.title}</legend>
      {rows.map((row, index) => (
        // The rows have no names of their own that stay while they are typed.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="build-row">
          {children(row, (part) => onChange(rows.with(index, { ...row, ...part })))}
          <button type="button" className="button" aria-label={words.remove(index + 1)} onClick={() => onChange(rows.toSpliced(index, 1))}>
            {removeOne}
          </button>
        </div>
      ))}
      {missing === null ? (
        <button type="button" className="button build-add" onClick={() => onChange([...rows, fresh()])}>
          {words.add}
        </button>
      ) : (
        <p className="build-missing">{missing}</p>
      )}
    </fieldset>
  );
}
