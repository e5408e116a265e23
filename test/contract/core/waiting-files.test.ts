import type { AccessScope, BusinessUnitScope, SendRequestInput, UploadInput } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { emptyForm } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, bytesOf, photo, plainPdf } from '../../fixtures/uploads.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

/** Files that go with a message, with the questions before a visit, and as the drawing under a document. */
describe.each(engines)('files that wait for what names them on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const add = async (kind: 'message' | 'propose' | 'sign', more: object = {}) => {
    const { actionId } = await office.core.portalActions.save(administrator, {
      ...plainAction(kind),
      activityTypeId: office.company.types.service,
      ...more,
    });
    return actionId;
  };
  const upload = (more: Partial<UploadInput>, bytes: Uint8Array = plainPdf, scope = office.mario) =>
    office.core.files.upload(
      scope,
      { interventionId: null, form: null, name: 'plan.pdf', ...more },
      arriving(bytes),
    );
  const send = (
    actionId: string,
    interventionId: string | null,
    fileIds: string[],
    more: Partial<SendRequestInput> = {},
  ) =>
    office.core.requests.send(office.mario, {
      actionId,
      interventionId,
      text: '',
      proposal: null,
      fileIds,
      idempotencyKey: office.key(),
      ...more,
    });
  const read = async (scope: AccessScope | BusinessUnitScope, id: string) =>
    (await bytesOf((await office.core.files.read(scope, id)).content)).toString();
  const isGone = async (scope: AccessScope | BusinessUnitScope, id: string) =>
    expect(read(scope, id)).rejects.toMatchObject({ code: 'not-found', field: 'fileId' });
  const visit = async () => (await office.booked(office.mario, at(12, '09:00'))).interventionId;
  const tidied = async () => {
    while ((await office.core.jobs.runDue('tidy')) > 0);
  };
  const files = async () => {
    const { read: q } = contextOf(office.core).db;
    return q.select().from(q.tables.file);
  };

  test('CAD-AC-12 files go with a message, from home or about a visit, and are seen by staff who read it', async () => {
    const actionId = await add('message', { place: 'both' });
    const technician = staffScope(office.company, office.company.supervisor.staffUserId, ['technician']);
    for (const interventionId of [null, await visit()]) {
      const [sent, other] = [
        await upload({ actionId, interventionId }),
        await upload({ actionId, interventionId }),
      ];
      const { files: waiting } = await office.core.requests.offer(office.mario, { actionId, interventionId });
      expect(waiting, 'a page that is loaded anew finds them').toEqual([sent, other]);
      await isGone(administrator, sent.id);
      await isGone(office.lisa, sent.id);
      await send(actionId, interventionId, [sent.id]);
      const [row] = (await office.core.requests.list(administrator, {})).items;
      expect(row).toMatchObject({ text: '', interventionId, files: [sent] });
      expect(await read(administrator, sent.id)).toBe(plainPdf.toString());
      expect(await read(office.mario, sent.id)).toBe(plainPdf.toString());
      await isGone(technician, sent.id);
      await isGone(office.lisa, sent.id);
      await isGone(office.mario, other.id);
      expect((await office.core.requests.offer(office.mario, { actionId, interventionId })).files).toEqual(
        [],
      );
    }
  });

  test('a message names what waits for it, and says or brings something; other actions take no files', async () => {
    const actionId = await add('message', { place: 'both' });
    const elsewhere = await add('message', { place: 'both' });
    const propose = await add('propose', { place: 'both' });
    const { id } = await upload({ actionId });
    const missing = { code: 'invalid', field: 'text', reason: 'missing' };
    await expect(send(actionId, null, [])).rejects.toMatchObject(missing);
    const gone = { code: 'invalid', field: 'fileIds', reason: 'gone' };
    await expect(send(elsewhere, null, [id])).rejects.toMatchObject(gone);
    await expect(send(actionId, await visit(), [id])).rejects.toMatchObject(gone);
    await expect(upload({ actionId: propose })).rejects.toMatchObject({ code: 'not-found' });
    await expect(upload({ actionId }, plainPdf, office.lisa), 'the control').resolves.toBeDefined();
    await expect(upload({}, plainPdf)).rejects.toMatchObject({ code: 'not-found' });
    await office.core.portalActions.save(administrator, {
      ...plainAction('message'),
      activityTypeId: office.company.types.service,
      actionId,
      revision: 1,
      place: 'both',
      enabled: false,
    });
    await expect(upload({ actionId })).rejects.toMatchObject({ code: 'not-found' });
    // Nothing named it for a day.
    office.clock.set(office.clock.now() + 90_000);
    await tidied();
    await isGone(office.mario, id);
  });

  test('CAD-FO-02 a photo that is asked for while booking is the person’s, then the visit’s; unused it goes', async () => {
    const { types } = office.company;
    const fields = [
      field('photo', 'boiler', { required: true }),
      field('signature', 'signed'),
      field('file', 'papers'),
    ];
    await office.core.forms.save(administrator, {
      activityTypeId: types.service,
      purpose: 'activity',
      revision: 0,
      deletions: {},
      definition: { ...emptyForm, fields, portal: true },
    });
    const work = office.service();
    const booking = (code: string) => ({
      activityTypeId: work.activityTypeId,
      addressId: work.addressId,
      field: code,
    });
    const picture = await photo({ width: 40, height: 20 });
    const asked = () => office.core.bookings.questions(office.mario, work);
    const answer = (answers: object, mode: 'draft' | 'final' = 'final') =>
      office.core.bookings.answerQuestions(office.mario, {
        ...work,
        version: 1,
        answers: { ...answers },
        mode,
        idempotencyKey: office.key(),
      });
    expect(await asked()).toMatchObject({ optional: false });
    await expect(office.held(office.mario, at(13, '09:00'))).rejects.toMatchObject({ reason: 'questions' });
    const sent = await upload({ booking: booking('boiler'), name: 'a.jpg' }, picture);
    const left = await upload({ booking: booking('papers') });
    await expect(upload({ booking: booking('words') })).rejects.toMatchObject({ field: 'field' });
    expect(await asked()).toMatchObject({
      form: { answers: { boiler: [sent.id] }, files: [{ id: sent.id, field: 'boiler' }, { id: left.id }] },
    });
    await isGone(administrator, sent.id);
    await isGone(office.lisa, sent.id);
    expect(await answer({ boiler: [left.id] })).toMatchObject({
      done: false,
      problems: [{ field: 'boiler', problem: 'unknown-file' }],
    });
    // The answers wait a day from their last change on, and what they name as long.
    office.clock.set(office.clock.now() + 80_000);
    await answer({ boiler: [sent.id] });
    await isGone(office.mario, left.id);
    office.clock.set(office.clock.now() + 80_000);
    await tidied();
    const interventionId = (await office.booked(office.mario, at(13, '09:00'))).interventionId;
    const form = await office.core.forms.ofVisit(administrator, { interventionId, purpose: 'activity' });
    expect(form).toMatchObject({ state: 'final', answers: { boiler: [sent.id] }, files: [{ id: sent.id }] });
    expect((await office.core.files.read(administrator, sent.id)).type).toBe('image/jpeg');
    expect(await files()).toMatchObject([{ id: sent.id, state: 'kept', interventionId, addressId: null }]);

    const again = await upload({ booking: booking('boiler') }, picture);
    office.clock.set(office.clock.now() + 90_000);
    await tidied();
    await isGone(office.mario, again.id);
  });

  test('CAD-AC-08 a document is signed by drawing too; the drawing is its own, and goes with what was signed', async () => {
    const actionId = await add('sign', { document: { en: 'Order' } });
    const interventionId = await visit();
    const page = await office.core.documents.page(office.mario, { interventionId, actionId });
    if (page.state !== 'open') throw new Error(page.state);
    const { hash, shownAt } = page.document;
    const drawn = await photo({ width: 300, height: 100, png: true });
    const [drawing, former] = [
      await upload({ interventionId, actionId, name: 'signature.png' }, drawn),
      await upload({ interventionId, actionId, name: 'signature.png' }, drawn),
    ];
    expect(drawing.type).toBe('image/png');
    const sign = (more: object) =>
      office.core.documents.sign(office.mario, {
        ...{ interventionId, actionId, hash, shownAt, decision: 'accepted', name: 'Mario', reason: '' },
        idempotencyKey: office.key(),
        ...more,
      });
    const strange = await upload({ interventionId, form: null });
    await expect(sign({ drawingId: strange.id })).rejects.toMatchObject({
      field: 'drawingId',
      reason: 'gone',
    });
    await expect(sign({ unheardOf: true }), 'S30').rejects.toMatchObject({ code: 'invalid' });
    expect(await sign({ drawingId: drawing.id })).toMatchObject({ done: true });
    await isGone(office.mario, former.id);
    const { items } = { items: await office.core.documents.decided(administrator, interventionId) };
    expect(items).toMatchObject([{ name: 'Mario', drawingId: drawing.id }]);
    expect((await office.core.files.read(administrator, drawing.id)).type).toBe('image/png');
    await isGone(office.lisa, drawing.id);
  });
});
