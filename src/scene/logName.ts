/** What a key of the selection says of a log: `orders-0`, a copy `1/orders-0`, a record `orders-0@12` or a copy's own `1/orders-0@8`. */
export interface LogName {
  readonly partition: string;
  /** Null: not of one copy. */
  readonly broker: number | null;
  /** Of a record. */
  readonly offset: number | null;
}

const NAME = /^(?:(\d+)\/)?(.+?)(?:@(\d+))?$/;

/** Every key reads as some log's, `broker-1` as partition 1 of a topic of that name: whether there is such a partition, the caller knows. */
export function logNameOf(key: string | null): LogName | null {
  const [, broker, partition, offset] = NAME.exec(key ?? '') ?? [];
  return partition === undefined ? null : { partition, broker: numberOf(broker), offset: numberOf(offset) };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
