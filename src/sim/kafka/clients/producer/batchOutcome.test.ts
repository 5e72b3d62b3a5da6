import { expect, it } from 'vitest';
import { produceAnswer } from '../testing/clientHarness.ts';
import { send, startProducer } from '../testing/producerHarness.ts';

it('a batch that is refused again and again fails after as many retries as the configuration allows', () => {
  const harness = startProducer({ config: { retries: 2, 'enable.idempotence': false } });
  harness.cluster.script = (request) => (request.api === 'Produce' ? produceAnswer(request, 'NOT_ENOUGH_REPLICAS') : undefined);
  harness.until(10_000);
  send(harness);
  harness.until(20_000_000);
  expect(harness.received('Produce')).toHaveLength(3);
  expect(harness.ofType('BatchFailed')).toMatchObject([{ error: 'NOT_ENOUGH_REPLICAS', recordIds: ['p:1'] }]);
});
