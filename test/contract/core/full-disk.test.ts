import { emptyForm } from '@itinera/core/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, bytesOf } from '../../fixtures/uploads.ts';
import { spyOnConnections } from '../../helpers/sqlite-connections.ts';

let office: BookingOffice;
let connections: ReturnType<typeof spyOnConnections>;
beforeAll(async () => {
  connections = spyOnConnections();
  office = await openBookingOffice();
  connections.restore();
});
afterAll(() => office.close());

test('R13 an upload that the disk has no room for is refused whole, reading goes on, and it is taken when there is room', async () => {
  const { core, company, mario } = office;
  const { interventionId } = await office.booked(mario, at(12, '10:00'));
  await core.forms.save(staffScope(company, company.supervisor.staffUserId, ['administrator']), {
    ...{ activityTypeId: company.types.service, purpose: 'activity', revision: 0, deletions: {} },
    definition: { ...emptyForm, portal: true, fields: [field('file', 'plan', { label: { en: 'A plan' } })] },
  });
  const words = Buffer.from('words of a plan, '.repeat(40_000));
  const send = (bytes: Buffer) =>
    core.files.upload(
      mario,
      { interventionId, form: { purpose: 'activity', field: 'plan' }, name: 'plan.txt' },
      arriving(bytes),
    );
  const files = async () => (await core.forms.ofVisit(mario, { interventionId, purpose: 'activity' })).files;
  const small = await send(Buffer.from('a small plan'));

  const writer = [...connections.opened].find(({ open, readonly }) => open && !readonly)!;
  const pages = writer.pragma('page_count', { simple: true }) as number;
  writer.pragma(`max_page_count = ${pages + 20}`);
  await expect(send(words)).rejects.toMatchObject({ code: 'unavailable' });
  expect((await files()).map(({ id }) => id)).toEqual([small.id]);
  expect((await bytesOf((await core.files.read(mario, small.id)).content)).toString()).toBe('a small plan');
  expect((await core.interventions.forAccess(mario, interventionId)).id).toBe(interventionId);

  writer.pragma(`max_page_count = ${pages + 1000}`);
  const { id } = await send(words);
  expect((await bytesOf((await core.files.read(mario, id)).content)).equals(words)).toBe(true);
});
