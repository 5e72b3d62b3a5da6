/**
 * Raised whenever the same document, seed and actions make another run than before. Links and saved runs carry it, so that a page can say
 * why what they show has changed. `engineVersion.test.ts` fails when a run changes and this does not.
 */
export const ENGINE_VERSION = 1;
