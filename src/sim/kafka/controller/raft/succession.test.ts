import { describe, expect, it } from 'vitest';
import { successionBackoffUs } from './succession.ts';

const MS = 1_000;
const keys = (...ids: number[]) => ids.map((id) => ({ id, directoryId: `${id}.1` }));
const waits = (id: number, successors: ReturnType<typeof keys>, directoryId = `${id}.1`): number =>
  successionBackoffUs({ id, directoryId }, successors, 1_000 * MS) / MS;

describe('successionBackoffUs', () => {
  // 1000 >> (n - 1), then doubled for each place: KafkaRaftClient.strictExponentialElectionBackoffMs.
  it.each([
    [2, [0, 500]],
    [3, [0, 250, 500]],
    [4, [0, 125, 250, 500]],
    [5, [0, 62, 124, 248, 496]],
  ])('of %i successors', (count, expected) => {
    const successors = keys(...Array.from({ length: count }, (_, index) => index + 1));
    expect(successors.map(({ id }) => waits(id, successors))).toEqual(expected);
  });
  it('is nothing where nobody is named, as by a leader that has just restarted', () => expect(waits(1, [])).toBe(0));
  it('is longest for who is not named', () => expect(waits(9, keys(1, 2, 3))).toBe(1000));
  it('is longest for another disk of one that is named', () => expect(waits(1, keys(1, 2), '1.2')).toBe(1000));
  it('goes by the id where no disk is named', () => expect(successionBackoffUs({ id: 2, directoryId: '2.7' }, [{ id: 1, directoryId: null }, { id: 2, directoryId: null }], 1_000 * MS)).toBe(500 * MS));
});
