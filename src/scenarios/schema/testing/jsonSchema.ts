import { toJsonSchema } from '@valibot/to-json-schema';
import { CommandSchema } from '../commands.ts';
import { ScenarioSchema } from '../document.ts';
import { ConditionSchema } from '../story.ts';

/**
 * The scenario format as JSON Schema (draft 7), for editors and other programs. It says the shapes; what needs the
 * whole document to judge (names, configuration, what fits together) only the parser can say.
 */
export function scenarioJsonSchema(): object {
  const schema = toJsonSchema(ScenarioSchema, {
    definitions: { Condition: ConditionSchema, Command: CommandSchema },
    errorMode: 'ignore',
  });
  return { ...schema, title: 'Scenario of The Commit Log, version 1' };
}
