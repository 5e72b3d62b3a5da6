const FIRST_SCENARIO = 'first-look';

/** What the address asks for: `?scenario=leader-dies&seed=7`. A seed that is not a whole number is left out. */
export function readAddress(search: string): { readonly scenario: string; readonly seed: number | undefined } {
  const parameters = new URLSearchParams(search);
  const seed = parameters.get('seed') ?? '';
  return {
    scenario: parameters.get('scenario') ?? FIRST_SCENARIO,
    seed: /^\d{1,15}$/.test(seed) ? Number(seed) : undefined,
  };
}
