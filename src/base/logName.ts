/** What a key of the selection says of a log: `orders-0`, a copy `1/orders-0`, a record `orders-0@12` or a copy's own `1/orders-0@8`. */
export interface LogName {
  /** `orders-0`. */
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  /** Null: not of one copy. */
  readonly broker: number | null;
  /** Of a record. */
  readonly offset: number | null;
}

const KEY = /^(?:(\d+)\/)?((.+)-(\d+))(?:@(\d+))?$/;

/** `broker-1` reads as partition 1 of a topic of that name: whether there is such a partition, the caller knows. Null for what names none. */
export function logNameOf(key: string | null): LogName | null {
  const [, broker, name, topic, partition, offset] = KEY.exec(key ?? '') ?? [];
  return name === undefined || topic === undefined ? null : { name, topic, partition: Number(partition), broker: numberOf(broker), offset: numberOf(offset) };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
