const FIRST_SCENARIO = 'first-look';

/** The address of a built-in scenario, or of the bare page for another document; the seed stays with its scenario. */
export function addressOf(scenario: string | null, search: string): string {
  const before = readAddress(search);
  if (scenario === null) return '';
  const parameters = new URLSearchParams({ scenario });
  if (before.scenario === scenario && before.seed !== undefined) parameters.set('seed', String(before.seed));
  return `?${parameters}`;
}

/** What the address asks for: `?scenario=leader-dies&seed=7`. A seed that is not a whole number is left out. */
export function readAddress(search: string): { readonly scenario: string; readonly seed: number | undefined; readonly isNamed: boolean } {
  const parameters = new URLSearchParams(search);
  const seed = parameters.get('seed') ?? '';
  return {
    scenario: parameters.get('scenario') ?? FIRST_SCENARIO,
    isNamed: parameters.has('scenario'),
    seed: /^\d{1,15}$/.test(seed) ? Number(seed) : undefined,
  };
}
