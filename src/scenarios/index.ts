export { knownNames, namesAfter } from './normalize/names.ts';
export type { KnownNames } from './normalize/names.ts';
export { parseCommand, parseScenario, parseScenarioText } from './parse.ts';
export type { ParsedScenario } from './parse.ts';
export { problemLine } from './problems.ts';
export { judge, noteFacts, watchExpectations } from './story/expectations.ts';
export type { StoryRun } from './story/storyRun.ts';
export type { CameraFocus, Story } from './story/types.ts';
