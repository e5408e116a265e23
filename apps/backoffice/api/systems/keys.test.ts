import { apiUseCaseRights, type ApiUseCase } from '@itinera/core';
import { apiRights, type ApiRight } from '@itinera/core/shared';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import { administratorOf, askWith, otherSystem } from '../../../../test/fixtures/other-system.ts';
import { systemRoutes } from './route-list.ts';

let office: BackofficeApi;
beforeAll(async () => {
  office = await openBackofficeApi();
});
afterAll(() => office.close());

const pathOf = (path: string) => path.replaceAll(/\{\w+\}/g, () => randomUUID());
const callsOf = async (apiKeyId: string) =>
  (await office.core.apiKeys.calls(administratorOf(office), { apiKeyId })).items.map(
    ({ route, status, network }) => ({ route, status, network }),
  );

describe('a key of another system (CAD-AP-01)', () => {
  it('opens nothing when there is none, or it is wrong, revoked or expired: told alike on every route', async () => {
    const revoked = await otherSystem(office);
    const expired = await otherSystem(office, { lastDay: '2027-01-11' });
    const good = await otherSystem(office);
    await office.core.apiKeys.revoke(administratorOf(office), { apiKeyId: revoked.apiKeyId });
    office.clock.advance(86_400);
    const wrong = `${good.key.slice(0, -1)}${good.key.endsWith('A') ? 'B' : 'A'}`;
    const shown = [null, 'x', `itk_${'0'.repeat(16)}_${'x'.repeat(43)}`, wrong, revoked.key, expired.key];
    const answers = new Set<string>();
    let asked = 0;
    for (const { method, path } of systemRoutes)
      for (const key of shown.slice(asked % 2 === 0 ? 0 : 3)) {
        asked += 1;
        if (asked % 25 === 0) office.clock.advance(61);
        const { status, body } = await askWith(office, key, method, pathOf(path));
        const problem = body as Record<string, unknown>;
        answers.add(JSON.stringify({ status, code: problem['code'], reason: problem['reason'] }));
      }
    expect([...answers]).toEqual([JSON.stringify({ status: 401, code: 'unauthenticated' })]);
    expect((await good.ask('GET', '/config')).status).toBe(200);
    expect((await callsOf(revoked.apiKeyId)).map(({ status }) => status)).toContain(401);
  });

  it('has the rights that were given, and no other: each route x each right', async () => {
    let refused = 0;
    for (const right of apiRights) {
      const { ask, apiKeyId } = await otherSystem(office, { rights: [right] });
      for (const { id, method, path, rights } of systemRoutes) {
        const { status, body } = await ask(method, pathOf(path), method === 'GET' ? {} : { body: {} });
        const isRefused = status === 403 && (body as { reason?: string }).reason === 'right';
        const takes: readonly ApiRight[] = rights;
        expect(isRefused, `${id} with ${right}`).toBe(takes.length > 0 && !takes.includes(right));
        if (isRefused) refused += 1;
      }
      const noted = await callsOf(apiKeyId);
      expect(noted).toHaveLength(systemRoutes.length);
      expect(noted[0]).toMatchObject({ network: '192.0.2.0/24' });
      if (right === 'close') expect(noted.filter(({ status }) => status === 403).length).toBeGreaterThan(10);
    }
    expect(refused).toBeGreaterThan(50);
  });

  it('is asked for its rights in core too, whatever an edge let through', async () => {
    const { key } = await otherSystem(office, { rights: ['close'] });
    const entry = await office.core.apiKeys.enter(key);
    if (entry.kind !== 'entered') throw new Error('the key is refused');
    const group = office.core.api as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const useCases = Object.keys(apiUseCaseRights) as ApiUseCase[];
    expect(useCases.map((one) => one.slice('api.'.length)).sort()).toEqual(Object.keys(group).sort());
    const others = useCases.filter((useCase) => !apiUseCaseRights[useCase].includes('close'));
    expect(others.length).toBeGreaterThan(10);
    for (const useCase of others)
      await expect(group[useCase.slice('api.'.length)]!(entry.scope, {})).rejects.toMatchObject({
        code: 'not-allowed',
        reason: 'right',
      });
  });

  it('is noted with every call it is refused: without edit 403 on cancel (CAD-AP-01)', async () => {
    const { ask, apiKeyId } = await otherSystem(office, { rights: ['view'] });
    const path = `/interventions/${randomUUID()}/cancel`;
    expect((await ask('POST', path, { body: { reason: 'other' } })).status).toBe(403);
    expect(await callsOf(apiKeyId)).toEqual([
      { route: 'intervention.cancel', status: 403, network: '192.0.2.0/24' },
    ]);
  });

  it('may ask 300 times a minute, is told when again, and that is noted; others are not held up', async () => {
    const [busy, other] = [await otherSystem(office), await otherSystem(office)];
    office.clock.advance(61);
    const asked = Array.from({ length: 301 }, () => busy.ask('GET', '/config'));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    const refused = await busy.ask('GET', '/config');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await callsOf(busy.apiKeyId))[0]).toMatchObject({ status: 429 });
    expect((await other.ask('GET', '/config')).status).toBe(200);
    office.clock.advance(61);
    expect((await busy.ask('GET', '/config')).status).toBe(200);
  });

  it('lists the routes with what it may (CAD-AP-04)', async () => {
    const { ask } = await otherSystem(office, { rights: ['slots'] });
    const { body } = await ask('GET', '/config');
    const { routes } = body as { routes: { id: string; url: string; allowed: boolean }[] };
    expect(routes.map(({ id }) => id)).toEqual(systemRoutes.map(({ id }) => id));
    expect(routes.find(({ id }) => id === 'slot.query')).toMatchObject({
      url: 'http://office.example.test/api/v1/slots',
      allowed: true,
    });
    expect(routes.filter(({ allowed }) => allowed)).toHaveLength(3);
  });

  it('is asked for nothing across sites, and no site reads an answer (S23)', async () => {
    const { ask } = await otherSystem(office);
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await askWith(office, null, method, '/config', {
        headers: { origin: 'https://evil.test' },
      });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    const large = { name: 'x'.repeat(70_000), status: 'active' };
    expect((await ask('POST', '/customers', { body: large })).status).toBe(413);
  });
});
