/*
 * What the standard methods do at a price that shows where it is paid for every message: pushing onto an empty array
 * reserves room for seventeen items, `splice` makes an array of what it takes out, and setting `length` to 0 gives the
 * array's room away.
 */

/** Adds to a list that mostly ends up with one item; null is the empty one. */
export function pushFew<T>(list: T[] | null, item: T): T[] {
  if (list === null) return [item];
  list.push(item);
  return list;
}

/** Takes out the item at `index`, if that is inside the list. The others keep their order. */
export function removeAt<T>(list: T[], index: number): void {
  if (index < 0 || index >= list.length) return;
  for (let next = index + 1; next < list.length; next += 1) list[next - 1] = list[next] as T;
  list.pop();
}

/** Keeps the first `length` items. */
export function cutTo<T>(list: T[], length: number): void {
  while (list.length > length) list.pop();
}
