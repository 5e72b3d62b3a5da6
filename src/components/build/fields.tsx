import { useState } from 'react';
import type { ReactNode } from 'react';
import { removeOne } from '../../words/build/cluster.ts';
import { takes } from '../../words/build/fields.ts';
import { Term } from '../glossary/Term.tsx';

interface FieldProps {
  readonly label: string;
  /** The glossary's word for it, where it is one of Kafka's: the label explains itself. */
  readonly term?: string | undefined;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

/** A word and what is filled in under it, which has to be called `label` itself where there is a term: a label cannot hold a button. */
function Field({ label, term, note, children }: FieldProps): ReactNode {
  const shown = note === undefined ? null : <span className="build-note">{note}</span>;
  if (term === undefined) {
    return (
      <label className="build-field">
        <span>{label}</span>
        {children}
        {shown}
      </label>
    );
  }
  return (
    <div className="build-field">
      <span>
        <Term of={term}>{label}</Term>
      </span>
      {children}
      {shown}
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly term?: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number between two others. What is none of these stays as it was typed, with words for what it should be, and the form is not sent. */
export function NumberField({ label, term, value, least, most, onChange }: NumberFieldProps): ReactNode {
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: number } | null>(null);
  const wrong = typed !== null && typed.over === value ? typed.text : null;
  return (
    <Field label={label} term={term} note={wrong === null ? undefined : takes(least, most)}>
      <input
        type="number"
        inputMode="numeric"
        aria-label={term === undefined ? undefined : label}
        aria-invalid={wrong !== null}
        required
        value={wrong ?? value}
        min={least}
        max={most}
        onChange={({ target }) => {
          const given = Number(target.value);
          const isRight = target.value !== '' && Number.isInteger(given) && given >= least && given <= most;
          setTyped(isRight ? null : { text: target.value, over: value });
          if (isRight) onChange(given);
        }}
      />
    </Field>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly term?: string;
  readonly value: string;
  /** It may be left empty. */
  readonly isOptional?: boolean;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, term, value, isOptional = false, onChange }: TextFieldProps): ReactNode {
  return (
    <Field label={label} term={term}>
      <input value={value} aria-label={term === undefined ? undefined : label} required={!isOptional} maxLength={60} autoCapitalize="none" autoComplete="off" spellCheck={false} onChange={({ target }) => onChange(target.value)} />
    </Field>
  );
}

interface ChoiceFieldProps<Choice extends string> {
  readonly label: string;
  readonly term?: string;
  readonly value: Choice;
  readonly choices: readonly Choice[];
  readonly wordsOf?: (choice: Choice) => string;
  readonly onChange: (value: Choice) => void;
}

export function ChoiceField<Choice extends string>({ label, term, value, choices, wordsOf = (choice) => choice, onChange }: ChoiceFieldProps<Choice>): ReactNode {
  return (
    <Field label={label} term={term}>
      <select value={value} aria-label={term === undefined ? undefined : label} onChange={({ target }) => onChange(choices.find((choice) => choice === target.value) ?? value)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {wordsOf(choice)}
          </option>
        ))}
      </select>
    </Field>
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
        <div key={index} className="build-one">
          <div className="build-row">{children(row, (part) => onChange(rows.with(index, { ...row, ...part })))}</div>
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
