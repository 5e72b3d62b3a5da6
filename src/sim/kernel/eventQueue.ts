/** What the queue orders by: time, then phase, then sequence. A total order, so there are no ties. */
export interface Ordered {
  readonly at: number;
  readonly phase: number;
  readonly seq: number;
}

/** Whether `a` runs before `b`. */
export function runsBefore(a: Ordered, b: Ordered): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.phase !== b.phase) return a.phase < b.phase;
  return a.seq < b.seq;
}

/** Adds to a binary heap kept in a plain array, so that a checkpoint is `slice()`. */
export function pushEvent<E extends Ordered>(heap: E[], event: E): void {
  let index = heap.length;
  heap.push(event);
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex] as E;
    if (!runsBefore(event, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = event;
}

/** Removes and returns the event that runs first, or undefined when there is none. */
export function popEvent<E extends Ordered>(heap: E[]): E | undefined {
  const first = heap[0];
  const moved = heap.pop();
  if (moved === undefined || heap.length === 0) return first;
  const length = heap.length;
  let index = 0;
  for (;;) {
    let childIndex = 2 * index + 1;
    if (childIndex >= length) break;
    let child = heap[childIndex] as E;
    const right = heap[childIndex + 1];
    if (right !== undefined && runsBefore(right, child)) {
      childIndex += 1;
      child = right;
    }
    if (!runsBefore(child, moved)) break;
    heap[index] = child;
    index = childIndex;
  }
  heap[index] = moved;
  return first;
}
