/** The list of all words of the glossary. */
import { counted } from '../counted.ts';

export const title = 'Glossary';
export const search = 'Search the glossary';
export const searchHint = 'Search words and configuration';
export const nothingFound = 'No word like that.';
export const found = (words: number): string => counted(words, 'word', 'words');
