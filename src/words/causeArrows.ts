/** At the arrows of a chain of causes; requests keep Kafka's names. */

export const response = (request: string): string => `${request} response`;
export const andMore = (first: string, more: number): string => `${first} and ${more} more`;
