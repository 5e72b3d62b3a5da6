import { commandWords } from '../../protocol/commandWords.ts';
import type { RunInput } from '../../scenarios/scenarioPlayer.ts';

/** What somebody did, in a few words with which a branch is named: `kill broker 1`. */
export function inputWords(input: RunInput): string {
  switch (input.kind) {
    case 'command':
      return commandWords(input.command);
    case 'continue':
      return 'go on with the story';
    case 'answer':
      return `answer ${input.option + 1} to step ${input.step + 1}`;
  }
}
