import { commandWords } from '../../protocol/commandWords.ts';
import type { RunInput } from '../../scenarios/scenarioPlayer.ts';
import * as words from '../../words/run.ts';

/** What somebody did, in a few words with which a branch is named: `kill broker 1`. */
export function inputWords(input: RunInput): string {
  switch (input.kind) {
    case 'command':
      return commandWords(input.command);
    case 'continue':
      return words.goOn;
    case 'answer':
      return words.answer(input.option + 1, input.step + 1);
  }
}
