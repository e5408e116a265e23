import type { AccessScope, BusinessUnitScope } from '@itinera/core';
import { contextOf, setUp } from '@itinera/core/set-up';
import { plainDisplay } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, bytesOf, plainPdf } from '../../fixtures/uploads.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

/** What staff answer a request with, files included, and where whoever asked finds it. */
describe.each(engines)('answers to requests on %s', (engine) => {
  let office: BookingOffice;
  let admin: BusinessUnitScope;
  let ben: BusinessUnitScope;
  let drop: () => Promise<void>;
  let activityTypeId: string;
  let actionId: string;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    const { staffUserId } = office.company.supervisor;
    admin = staffScope(office.company, staffUserId, ['administrator']);
    const { companyId, businessUnitId } = office.company;
    const roles = [{ businessUnitId, role: 'administrator' as const }];
    const person = { companyId, name: 'Ben', email: 'ben@vaduz-heating.example', language: 'en' as const };
    const { staffUserId: ofBen } = await setUp(office.core).staffUser({ ...person, roles });
    ben = { ...admin, staffUserId: ofBen };
    activityTypeId = office.company.types.service;
    const both = { ...plainAction('message'), activityTypeId, place: 'both' as const };
    ({ actionId } = await office.core.portalActions.save(admin, both));
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const ask = (interventionId: string | null) =>
    office.core.requests.send(office.mario, {
      ...{ actionId, interventionId, text: 'The manual, please', proposal: null },
      idempotencyKey: office.key(),
    });
  const upload = (requestId: string, scope: BusinessUnitScope | AccessScope = admin) =>
    office.core.files.upload(
      scope,
      { interventionId: null, form: null, requestId, name: 'manual.pdf' },
      arriving(plainPdf),
    );
  const close = (requestId: string, fileIds: string[], answer = '', revision = 1) =>
    office.core.requests.close(admin, { requestId, revision, answer, fileIds });
  const read = async (scope: AccessScope | BusinessUnitScope, id: string) =>
    (await bytesOf((await office.core.files.read(scope, id)).content)).toString();
  const isGone = (scope: AccessScope | BusinessUnitScope, id: string) =>
    expect(read(scope, id)).rejects.toMatchObject({ code: 'not-found', field: 'fileId' });
  const sent = (scope = office.mario) => office.core.requests.sent(scope);
  const show = async (changes: object) => {
    const { revision } = await office.core.catalogue.page(admin, activityTypeId);
    await office.core.catalogue.save(admin, { activityTypeId, revision, changes });
  };

  test('a file waits for its answer, then whoever asked has it, from home or about a visit, and is told by mail', async () => {
    const { interventionId } = await office.booked(office.mario, at(12, '09:00'));
    for (const about of [null, interventionId]) {
      const { requestId } = await ask(about);
      expect((await sent())[0]).toMatchObject({
        id: requestId,
        state: 'open',
        answerFiles: [],
        answer: null,
      });
      const [file, left] = [await upload(requestId), await upload(requestId)];
      const row = async () => (await office.core.requests.list(admin, {})).items[0];
      expect(await row(), 'a page that is loaded anew finds them').toMatchObject({
        ...{ files: [], answerFiles: [] },
        waitingFiles: [file, left],
      });
      await isGone(office.mario, file.id);
      await isGone(ben, file.id);
      expect(await close(requestId, [file.id])).toEqual({ told: true });
      expect(await row()).toMatchObject({ answerFiles: [file], waitingFiles: [], state: 'done' });
      expect((await sent())[0]).toMatchObject({ state: 'done', interventionId: about, answerFiles: [file] });
      for (const scope of [office.mario, admin, ben])
        expect(await read(scope, file.id)).toBe(plainPdf.toString());
      await isGone(office.lisa, file.id);
      await isGone({ ...ben, roles: ['technician'] }, file.id);
      await isGone(admin, left.id);
      while ((await office.core.jobs.runDue('test')) > 0);
      const mail = office.mailer.sent.findLast(({ subject }) => /risposta/.test(subject));
      expect(mail?.text).toContain('File allegati, disponibili nel portale: 1.');
      expect(mail?.text).toContain('/requests');
    }
    expect(await sent(office.lisa)).toEqual([]);
  });

  test('CAD-BU-14 what the portal does not show any more is not among it, and neither is its file', async () => {
    const { interventionId } = await office.booked(office.mario, at(12, '09:00'));
    const { requestId } = await ask(interventionId);
    const file = await upload(requestId);
    await close(requestId, [file.id], 'kanarek');
    expect(await sent()).toHaveLength(1);
    await show({ display: { ...plainDisplay, hiddenStatuses: ['pending'] } });
    expect(await sent()).toEqual([]);
    await isGone(office.mario, file.id);
    await show({ display: plainDisplay, portalShown: false });
    expect(await sent()).toEqual([]);
    await show({ portalShown: true });
    expect(await read(office.mario, file.id), 'the control').toBe(plainPdf.toString());
    const elsewhere = { ...office.mario, customerIds: office.lisa.customerIds };
    expect(await sent(elsewhere)).toEqual([]);
    await isGone(elsewhere, file.id);
  });

  test('only who plans sends one, to an open request of the unit; an answer names what waits for it', async () => {
    const { requestId } = await ask(null);
    const { requestId: other } = await ask(null);
    const gone = { code: 'invalid', field: 'fileIds', reason: 'gone' };
    const file = await upload(other);
    await expect(close(requestId, [file.id])).rejects.toMatchObject(gone);
    const ofBen = await upload(requestId, ben);
    await expect(close(requestId, [ofBen.id]), 'another’s').rejects.toMatchObject(gone);
    await expect(upload(requestId, office.mario)).rejects.toMatchObject({ code: 'not-found' });
    await expect(upload(requestId, { ...ben, roles: ['technician'] })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(upload(crypto.randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      office.core.files.upload(
        admin,
        { interventionId: null, form: null, requestId, name: 'x.exe' },
        arriving(Buffer.from([0x4d, 0x5a, 0, 1, 2])),
      ),
    ).rejects.toMatchObject({ code: 'invalid', field: 'file', reason: 'type' });
    await close(requestId, []);
    await expect(upload(requestId)).rejects.toMatchObject({ code: 'not-allowed', reason: 'done' });
    await expect(close(requestId, [], '', 1)).rejects.toMatchObject({ code: 'stale' });
  });

  test('whoever is forgotten takes the files of the answers with them', async () => {
    const { requestId } = await ask(null);
    const file = await upload(requestId);
    await close(requestId, [file.id], 'kanarek');
    const { accessId } = office.mario;
    const { personalData } = office.core;
    expect(JSON.stringify(await personalData.exportAccess(admin, { accessId }))).toContain('manual.pdf');
    const { name: confirm } = await personalData.accessOutlook(admin, accessId);
    await personalData.eraseAccess(admin, { accessId, confirm });
    const { read: q } = contextOf(office.core).db;
    expect(await q.select().from(q.tables.file)).toEqual([]);
    expect(await q.select().from(q.tables.filePiece)).toEqual([]);
  });
});
