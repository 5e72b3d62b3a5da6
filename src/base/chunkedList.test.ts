import { describe, expect, it } from 'vitest';
import { emptyList, listAt, listClone, listDropFront, listLength, listLowerBound, listPush, listSlice, listTruncate } from './chunkedList.ts';

/** Numbers from 0 up. */
function upTo(count: number): ReturnType<typeof emptyList<number>> {
  const list = emptyList<number>();
  for (let item = 0; item < count; item += 1) listPush(list, item);
  return list;
}

function items(list: ReturnType<typeof upTo>): number[] {
  return Array.from({ length: listLength(list) }, (_, index) => listAt(list, index));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('a list cut at its front', () => {
  it.each([0, 1, 63, 64, 65, 127, 128, 150, 199, 200])('is without its first %i items and works on', (dropped) => {
    const list = upTo(200);
    const copy = listClone(list);
    listDropFront(list, dropped);
    expect(items(list)).toEqual(range(dropped, 200));
    for (let item = 200; item < 300; item += 1) listPush(list, item);
    expect(items(list)).toEqual(range(dropped, 300));
    expect(listLowerBound(list, 250, (item) => item)).toBe(250 - dropped);
    expect(listSlice(list, 3, 90)).toEqual(range(dropped + 3, dropped + 90));
    expect(listSlice(list, 0, 2)).toEqual(range(dropped, dropped + 2));
    listTruncate(list, 5);
    expect(items(list)).toEqual(range(dropped, dropped + 5));
    expect(items(copy)).toEqual(range(0, 200));
  });

  it('can be cut again and again, to nothing', () => {
    const list = upTo(200);
    for (let left = 200; left > 0; left -= 10) {
      listDropFront(list, 10);
      expect(listLength(list)).toBe(left - 10);
    }
    listPush(list, 7);
    expect(items(list)).toEqual([7]);
    expect(() => listDropFront(list, 2)).toThrow(/more than there is/);
    expect(() => listAt(list, -1)).toThrow(/out of range/);
  });
});
