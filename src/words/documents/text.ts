/** What is wrong with a text or an object that is to be a document. */

export const forbiddenKey = (key: string): string => `a field cannot be called "${key}"`;
export const tooManyValues = (most: number): string => `more than ${most} values in one document`;
export const tooDeep = (most: number): string => `nested more than ${most} levels deep`;
export const tooLong = (most: number): string => `text longer than ${most} characters`;
export const tooManyCharacters = (characters: number, most: number): string => `the document has ${characters} characters; the most that is read is ${most}`;
export const unreadable = 'the document could not be read; give plain JSON data';
export const notJson = (line: number, column: number, fault: string): string => `not JSON: line ${line}, column ${column}: ${fault}`;
export const brokenText = 'the text that begins here does not end, or has a character in it that has to be escaped';

/** What should stand at a place of a JSON text. */
export const expected = {
  value: 'a value',
  valueOrEnd: 'a value or "]"',
  key: 'a name in double quotes',
  keyOrEnd: 'a name in double quotes or "}"',
  colon: '":"',
  commaOrBracket: '"," or "]"',
  commaOrBrace: '"," or "}"',
  end: 'the end of the document',
} as const;
export const endsBefore = (what: string): string => `the text ends where ${what} should be`;
export const foundInstead = (letter: string, what: string): string => `found ${letter} where ${what} should be`;
export const objectNotJson = 'an object of this kind is nothing that JSON can hold';
/** `type` as JavaScript has it: `function`. */
export const valueNotJson = (type: string): string => `a ${type} is nothing that JSON can hold`;
