export { loadScenario, SCENARIO_LIBRARY } from './library.ts';
export type { LibraryEntry } from './library.ts';
export { knownNames, namesAfter } from './normalize/names.ts';
export type { KnownNames, KnownTopic } from './normalize/names.ts';
export { parseCommand, parseScenario, parseScenarioText } from './parse.ts';
export type { ParsedCommand, ParsedScenario, Refused } from './parse.ts';
export { problemLine } from './problems.ts';
export type { Problem } from './problems.ts';
export type { ScenarioDocument } from './schema/document.ts';
export { conditionHolds, factPasses } from './story/evaluate.ts';
export type { Moment } from './story/evaluate.ts';
export type {
  Camera,
  CameraFocus,
  Condition,
  Expectation,
  FieldTest,
  Lens,
  PlainValue,
  Prediction,
  Scalar,
  StatePath,
  Story,
  StoryAction,
  StoryStep,
  ValueTest,
} from './story/types.ts';
export {
  advanceStory,
  answerPrediction,
  goOn,
  hearFacts,
  nextStoryTime,
  startStory,
} from './story/storyRun.ts';
export type { StoryMoment, StoryRun, ToldFact } from './story/storyRun.ts';
export { judge, noteFacts, watchExpectations } from './story/expectations.ts';
export type { ExpectationWatch, WatchedExpectation } from './story/expectations.ts';
