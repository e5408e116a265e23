import { expect, it } from 'vitest';
import { openBackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';

it('is alive as long as the process, and ready as long as the store answers', async () => {
  const office = await openBackofficeApi();
  const nobody = office.stranger();
  expect((await nobody.ask('GET', '/healthz')).status).toBe(200);
  expect((await nobody.ask('GET', '/readyz')).status).toBe(200);
  await office.close();
  expect((await nobody.ask('GET', '/healthz')).status).toBe(200);
  const closed = await nobody.ask('GET', '/readyz');
  expect(closed).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(closed.headers.get('retry-after')).toBe('5');
});
