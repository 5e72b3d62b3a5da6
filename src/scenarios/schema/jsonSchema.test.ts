import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from './testing/jsonSchema.ts';

describe('the published JSON Schema', () => {
  it('is what the schema says today (update it with `npx vitest run -u src/scenarios/schema`)', async () => {
    await expect(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../public/scenario.schema.json');
  });

  it('says what the parser says first', () => {
    expect(scenarioJsonSchema()).toMatchObject({
      type: 'object',
      required: ['v', 'id', 'title', 'cluster'],
      additionalProperties: false,
      properties: { v: { const: 1 }, seed: { minimum: 0, maximum: 4_294_967_295 } },
    });
  });
});
