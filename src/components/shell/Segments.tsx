import type { ReactNode } from 'react';

interface SegmentsProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly className?: string;
}

/** A few choices side by side, of which one is in force. */
export function Segments<Choice extends string>({ label, choices, chosen, onChoose, className = '' }: SegmentsProps<Choice>): ReactNode {
  return (
    <fieldset className={`segments ${className}`} aria-label={label}>
      {choices.map((each) => (
        <button key={each} type="button" aria-pressed={chosen === each} onClick={() => onChoose(each)}>
          {each}
        </button>
      ))}
    </fieldset>
  );
}
