/** What a transcript says besides facts: headings, what was done, the story's questions. Times are formatted. */

export const beginning = 'From the beginning';
export const stepHeading = (step: number, steps: number, title: string): string => `Step ${step} of ${steps}: ${title}`;
export const minuteHeading = (minutes: number): string => (minutes < 60 ? `From ${minutes} min on` : `From ${Math.floor(minutes / 60)} h ${minutes % 60} min on`);

const BY = { reader: 'the reader', story: 'the story', script: 'the script' } as const;

/** `command` is a clause: `kill broker 1`. */
export const doneBy = (who: keyof typeof BY, command: string): string => `Done by ${BY[who]}: ${command}.`;
export const continued = 'The reader goes on with the story.';
export const guessed = (answer: string): string => `The reader guesses: ${answer}`;
/** An answer that is known by its number only. */
export const answerNumber = (number: number): string => `answer ${number}`;

/** `options` is a list of what `optionOf` gives. */
export const question = (text: string, options: string): string => `Question: ${text} Answers: ${options}.`;
export const optionOf = (number: number, text: string): string => `${number}) ${text}`;
/** `answer` may be a sentence or a clause. */
export const cameTrue = (answer: string): string => `What came true: ${answer}${/[.!?]$/.test(answer) ? '' : '.'}`;
export const noneCameTrue = 'None of the answers came true.';
export const guessWasRight = 'That was the guess.';
export const guessWasWrong = 'The guess was another one.';

export const about = (seed: number, until: string): string => `Seed ${seed}. Told up to ${until} of virtual time.`;

/** In a sequence diagram, in place of what it has no room for. */
export const moreNotDrawn = (more: number): string => `${more} more not drawn: choose a shorter time`;
