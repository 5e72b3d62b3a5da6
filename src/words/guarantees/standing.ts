/** Whether Kafka's guarantees hold, at a glance. */

export const guarantees = 'Guarantees:';
export const guaranteesAre = (standing: string): string => `Guarantees: ${standing}`;
export const allHold = 'all hold';
export const broken = (count: number): string => `${count} broken`;

/** Over a cluster with rules of an earlier Kafka. */
export const rules = '{history} {rules}.';
export const history = 'History:';
export const brokenBy = (names: string): string => `Broken: ${names}.`;
export const brokenByAndMore = (names: string, more: number): string => `Broken: ${names} and ${more} more.`;
export const guarantee = (title: string, code: string): string => `${title} (${code})`;
