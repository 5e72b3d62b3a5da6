/** What stands with the explanation of a word. */

export const dependsOn = 'Depends on {config}';
export const shownHere = 'This scenario shows it.';
export const seeItIn = 'See it in {scenario}';
export const noEntry = 'The glossary has no entry for this word.';
