/** The run that is kept from the last visit, as the subject of a sentence. */

export const yourLastVisit = 'Your last visit';
