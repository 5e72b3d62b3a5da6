import { expect, test } from 'vitest';
import { flow, flowWithRecords, partitions } from './cluster/picture.ts';
import * as descriptions from './cluster/descriptions.ts';
import { comesOf } from './causes.ts';
import { leftOut } from './events.ts';
import * as groups from './groups.ts';
import * as heat from './heat.ts';
import { setProducerRate } from './narration/commands.ts';
import { producerSends } from './narration/cluster.ts';

test.each([
  [flow(1, 'produce', 'a', 'b'), '1 message (produce) from a to b'],
  [flow(2, 'produce', 'a', 'b'), '2 messages (produce) from a to b'],
  [flowWithRecords(2, 'produce', 1, 'a', 'b'), '2 messages (produce) with 1 record from a to b'],
  [partitions(1), '1 partition'],
  [descriptions.readsFarToo(1), 'And 1 partition that is not near.'],
  [heat.drawnAndLeft(3, 1, heat.peersLeft(1)), '3 partitions, 1 broker; not drawn: 1 more broker with copies'],
  [heat.topic('orders', 1), 'orders, 1 partition'],
  [groups.groupsNotDrawn(1), '1 more group is not drawn.'],
  [groups.groupsNotDrawn(2), '2 more groups are not drawn.'],
  [groups.idsGivenOut(1), '1 more has a member id and has not joined with it yet.'],
  [groups.idsGivenOut(2), '2 more have a member id and have not joined with it yet.'],
  [groups.coordinates(1), 'Broker 1 coordinates the group.'],
  [leftOut(1), 'One event is left out here. Share exports it, too.'],
  [producerSends('p', 1, 'orders', 'all'), 'Producer p sends 1 record a second, to orders, with acks=all.'],
  [setProducerRate('p', 1), 'let producer p send 1 record a second'],
  [comesOf(['kill broker 1', 'acks=1']), 'It comes of: kill broker 1; acks=1.'],
])('%s', (said, expected) => {
  expect(said).toBe(expected);
});
