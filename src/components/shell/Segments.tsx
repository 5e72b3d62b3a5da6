import type { ReactNode } from 'react';

interface SegmentsProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  /** What the choices are called; by default as they are. */
  readonly names?: Readonly<Record<Choice, string>>;
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly className?: string;
}

/** A few choices side by side, of which one is in force. */
export function Segments<Choice extends string>({ label, choices, names, chosen, onChoose, className = '' }: SegmentsProps<Choice>): ReactNode {
  return (
    <fieldset className={`segments ${className}`} aria-label={label}>
      {choices.map((each) => (
        <button key={each} type="button" aria-pressed={chosen === each} onClick={() => onChoose(each)}>
          {names?.[each] ?? each}
        </button>
      ))}
    </fieldset>
  );
}
