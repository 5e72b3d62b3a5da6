/** At the arrows of a chain of causes; requests keep Kafka's names. */

export const answer = (request: string): string => `${request} answer`;
export const andMore = (first: string, more: number): string => `${first} and ${more} more`;
