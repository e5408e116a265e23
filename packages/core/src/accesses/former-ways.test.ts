import { findBusinessUnit, updateBusinessUnit } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccessDesk, type AccessDesk } from '../../../../test/fixtures/access-desk.ts';
import { phones } from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';

let desk: AccessDesk;
beforeEach(async () => {
  desk = await openAccessDesk();
  const { companyId, businessUnitId } = desk.small;
  await contextOf(desk.core).db.write(async (tx) => {
    const unit = await findBusinessUnit(tx, companyId, businessUnitId);
    await updateBusinessUnit(tx, companyId, businessUnitId, unit?.revision ?? 0, { permanentLinks: true });
  });
});
afterEach(() => desk.close());

/** Whether an access has a permanent link. */
const linked = async (accessId: string) =>
  (await desk.core.accessSignIn.permanentLink(desk.sara, accessId)).createdAt !== null;

test('CAD-BU-07 a permanent link goes with another e-mail, with forbidding all and with deleting; a new name leaves it', async () => {
  const { core, sara, edited, small } = desk;
  const { accesses, accessSignIn } = core;
  const [mario = '', lisa = ''] = [small.customers.mario, small.customers.lisa].map(
    (one) => one.accessIds[0],
  );
  for (const accessId of [mario, lisa]) await accessSignIn.makePermanentLink(sara, { accessId });
  await accesses.edit(sara, { accessId: mario, ...(await edited(mario, { name: 'Mario S.' })) });
  expect([await linked(mario), await linked(lisa)]).toEqual([true, true]);
  await accesses.edit(sara, { accessId: mario, ...(await edited(mario, { email: 'm@new.example' })) });
  expect([await linked(mario), await linked(lisa)]).toEqual([false, true]);
  await accesses.setEveryEnabled(sara, { enabled: false });
  await accesses.setEveryEnabled(sara, { enabled: true });
  expect(await linked(lisa)).toBe(false);
  const { url } = await accessSignIn.makePermanentLink(sara, { accessId: lisa });
  expect(url).toContain('/enter/');
  await accesses.delete(sara, lisa);
  const { db } = contextOf(core);
  expect(await db.read.select().from(db.tables.accessLink)).toEqual([]);
});

test('S18 another phone is told to the former one by text message, and to the e-mail', async () => {
  const { core, sara, edited, small, sms, mailer } = desk;
  const [accessId = ''] = small.customers.mario.accessIds;
  await core.accesses.edit(sara, { accessId, ...(await edited(accessId, { email: 'm@new.example' })) });
  await desk.deliver();
  expect([sms.sent, mailer.sent.map((mail) => mail.to)]).toEqual([[], ['mario@example.com']]);
  await core.accesses.edit(sara, { accessId, ...(await edited(accessId, { phone: phones.dora })) });
  await desk.deliver();
  expect(sms.sent.map((one) => one.to)).toEqual([phones.mario]);
  expect(sms.sent[0]?.text).toContain('Vaduz Heating');
  expect(sms.sent[0]?.text).not.toContain(phones.dora);
  expect(mailer.sent.at(-1)?.to).toBe('m@new.example');
});
