/** Beside the picture: the story, its questions, and what can be tried without one. */

export const story = 'Story';
export const text = 'Text';
export const stepOf = (step: number, all: number): string => `Step ${step} of ${all}`;
export const steps = 'Steps';

export const predict = 'Predict';
/** After the option that came true, and after another one that was chosen. */
export const happened = 'this is what happened';
export const happenedAsYouSaid = 'this is what happened, as you said';
export const yourAnswer = 'your answer';
export const yourPrediction = 'Your prediction';
/** `{answer}` is one of the options. */
export const whatHappened = 'What happened: {answer}';
export const asYouSaid = 'As you said.';
export const youSaid = (answer: string): string => `You said: ${answer}`;

export const backToStory = 'Back to the story';
export const moreScenarios = 'More scenarios';
export const seeWhatHappens = 'See what happens';
export const goOn = 'Go on';
export const next = 'Next';
export const tryYourself = 'Try it yourself';

export const howToTry = 'Select a broker, a replica, a producer or a consumer to see its state and what can be done to it. Kill a broker, and watch who takes over.';
export const thingsToTry = 'Things to try';
export const seedIs = (seed: number): string => `Seed ${seed}`;
