/** How metrics and what has them are named beside the names that Kafka gives them. */

export const GROUPS = {
  traffic: 'Traffic',
  latency: 'Latency',
  replication: 'Replication',
  controller: 'Controller',
  groups: 'Groups',
  requests: 'Requests',
} as const;

/** The part of a metric that is for one kind of request, or one client: `TotalTimeMs, Produce`. */
export const narrowed = (metric: string, to: string): string => `${metric}, ${to}`;
export const attributeOf = (mbean: string, attribute: string): string => `${mbean},attribute ${attribute}`;
export const attributesOf = (mbean: string, one: string, other: string): string => `${mbean},attributes ${one} and ${other}`;
export const both = (mbean: string, other: string): string => `${mbean} and ${other}`;
export const tool = (name: string): string => `${name} (a tool)`;
