import type { AccessScope, BusinessUnitScope, UploadInput } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { emptyForm, fileLimits } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { arriving, bytesOf, photo, plainPdf, sharp } from '../../fixtures/uploads.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

type Person = AccessScope | BusinessUnitScope;

describe.each(engines)('files on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let drop: () => Promise<void>;
  let interventionId: string;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store, { fileRoom: { customer: 40_000, unit: 60_000 } });
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    ({ interventionId } = await office.booked(office.mario, at(12, '09:00')));
    await design(0);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const fields = [
    field('photo', 'boiler', { required: true, maximum: 2 }),
    field('file', 'papers', { maximum: 2 }),
    field('signature', 'signed'),
    field('short-text', 'words'),
  ];
  const design = (revision: number, more: object = {}) =>
    office.core.forms.save(administrator, {
      activityTypeId: office.company.types.service,
      purpose: 'activity',
      revision,
      deletions: {},
      definition: { ...emptyForm, fields, portal: true },
      ...more,
    });
  const send = (person: Person, code: string, bytes: Uint8Array, more: Partial<UploadInput> = {}) =>
    office.core.files.upload(
      person,
      { interventionId, form: { purpose: 'activity', field: code }, name: 'My boiler.PNG', ...more },
      arriving(bytes),
    );
  const pdf = (person: Person = office.mario) => send(person, 'papers', plainPdf, { name: 'plan.pdf' });
  const page = (person: Person = office.mario) =>
    office.core.forms.ofVisit(person, { interventionId, purpose: 'activity' });
  const answer = async (person: Person, answers: object, mode: 'draft' | 'final' = 'final') => {
    const { version, revision } = await page(person);
    return office.core.forms.answerVisit(person, {
      interventionId,
      purpose: 'activity',
      version,
      revision,
      answers: { ...answers },
      mode,
      idempotencyKey: office.key(),
    });
  };
  const read = async (person: Person, id: string) => {
    const opened = await office.core.files.read(person, id);
    return { ...opened, content: await bytesOf(opened.content) };
  };
  const isGone = async (person: Person, id: string) =>
    expect(read(person, id)).rejects.toMatchObject({ code: 'not-found', field: 'fileId' });

  test('CAD-FO-02 S47 a photo is drawn anew, small and without where it was taken, and a draft finds it again', async () => {
    const typed = await photo({ width: 2600, height: 1300, canary: 'canary-in-exif' });
    expect(typed.includes('canary-in-exif')).toBe(true);
    const sent = await send(office.mario, 'boiler', typed);
    expect(sent).toMatchObject({ name: 'My boiler.jpg', type: 'image/jpeg' });
    const kept = await read(office.mario, sent.id);
    expect(kept.content.length).toBe(sent.size);
    expect(kept.content.includes('canary-in-exif')).toBe(false);
    expect(await sharp(kept.content).metadata()).toMatchObject({ width: 2000, height: 1000, format: 'jpeg' });

    // Before anything names it: the page that is loaded again has it, nobody else does.
    expect(await page()).toMatchObject({
      state: 'none',
      answers: { boiler: [sent.id] },
      files: [{ ...sent, field: 'boiler' }],
    });
    expect((await page(office.supervisor)).files).toEqual([]);
    await isGone(office.supervisor, sent.id);

    expect(await answer(office.mario, {})).toMatchObject({
      done: false,
      problems: [{ field: 'boiler', problem: 'missing' }],
    });
    expect(await answer(office.mario, { boiler: [sent.id] })).toMatchObject({ done: true });
    expect((await read(office.supervisor, sent.id)).content.equals(kept.content)).toBe(true);
    await expect(office.core.files.remove(office.mario, sent.id)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('CAD-FO-02 an upload that comes twice under one key is kept once, and one that is taken back is not kept, whenever it comes', async () => {
    const input = () => ({
      interventionId,
      form: { purpose: 'activity' as const, field: 'papers' },
      name: 'plan.pdf',
      idempotencyKey: office.key(),
    });
    const upload = (each: UploadInput) => office.core.files.upload(office.mario, each, arriving(plainPdf));
    const ids = async () => (await page()).files.map(({ id }) => id);
    const first = input();
    const sent = await upload(first);
    expect(await upload(first)).toEqual(sent);
    expect(await Promise.all([upload(first), upload(first)])).toEqual([sent, sent]);
    expect(await ids()).toEqual([sent.id]);
    // The control: without a key it is another file.
    const second = await upload({ ...first, idempotencyKey: undefined });
    expect(await ids()).toEqual([sent.id, second.id]);
    await expect(upload({ ...first, name: 'other.pdf' })).rejects.toMatchObject({ code: 'key-reused' });
    // Another's key is another key.
    await office.core.files.withdraw(office.supervisor, first);
    expect(await ids()).toEqual([sent.id, second.id]);

    await office.core.files.withdraw(office.mario, first);
    await office.core.files.withdraw(office.mario, first);
    expect(await ids()).toEqual([second.id]);
    const early = input();
    await office.core.files.withdraw(office.mario, early);
    await expect(upload(early)).rejects.toMatchObject({ code: 'gone' });
    const same = input();
    await Promise.allSettled([upload(same), office.core.files.withdraw(office.mario, same), upload(same)]);
    expect(await ids()).toEqual([second.id]);
    await expect(
      office.core.files.withdraw(office.mario, { ...input(), idempotencyKey: '' }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'idempotencyKey' });
  });

  test('CAD-FO-04 counts, kinds and whose a file is are asked; what an answer lets go is deleted', async () => {
    const boiler = await send(office.mario, 'boiler', await photo());
    const theirs = await pdf(office.supervisor);
    const own = await pdf();
    const problem = (code: string, what: string) => ({ problems: [{ field: code, problem: what }] });
    const ok = { boiler: [boiler.id] };
    expect(await answer(office.mario, { ...ok, papers: [theirs.id] })).toMatchObject(
      problem('papers', 'unknown-file'),
    );
    expect(await answer(office.mario, { boiler: [own.id] })).toMatchObject(problem('boiler', 'unknown-file'));
    expect(
      await answer(office.mario, { ...ok, papers: ['0', '1', '2'].map((n) => own.id.slice(0, -1) + n) }),
    ).toMatchObject({ done: false });
    expect(
      await answer(office.mario, { ...ok, signed: { name: 'Mario', drawing: boiler.id } }),
    ).toMatchObject(problem('signed', 'unknown-file'));
    const drawing = await send(office.mario, 'signed', await photo({ width: 300, height: 100, png: true }));
    expect(drawing).toMatchObject({ type: 'image/png' });
    const all = { ...ok, papers: [own.id], signed: { name: 'Mario', drawing: drawing.id } };
    expect(await answer(office.mario, all)).toMatchObject({ done: true });
    // Sent again without the paper, it goes; what others sent and nothing names stays theirs.
    expect(await answer(office.mario, { ...ok, signed: { name: 'Mario', drawing: null } })).toMatchObject({
      done: true,
    });
    await isGone(office.mario, own.id);
    await isGone(office.mario, drawing.id);
    expect((await read(office.supervisor, theirs.id)).content.equals(plainPdf)).toBe(true);
    expect((await page()).files.map(({ id }) => id)).toEqual([boiler.id]);
    await office.core.files.remove(office.supervisor, theirs.id);
    await isGone(office.supervisor, theirs.id);
  });

  test('S46 S47 S33 what is empty, too large, no such type or beyond the room of a customer is refused, and a little later taken', async () => {
    const refused = (code: string, bytes: Uint8Array, reason: string) =>
      expect(send(office.mario, code, bytes)).rejects.toMatchObject({
        code: 'invalid',
        field: 'file',
        reason,
      });
    await refused('papers', Buffer.alloc(0), 'empty');
    await refused('papers', Buffer.alloc(fileLimits.file + 1, 'a'), 'too-large');
    await refused('papers', Buffer.from('MZ\x90\0'), 'type');
    await refused('boiler', plainPdf, 'type');
    await expect(send(office.mario, 'words', plainPdf)).rejects.toMatchObject({ code: 'not-found' });
    await expect(send(office.lisa, 'papers', plainPdf)).rejects.toMatchObject({ code: 'not-found' });
    const many = Buffer.from('words and '.repeat(3_900));
    const first = await send(office.mario, 'papers', many, { name: 'notes.txt' });
    const full = { code: 'too-many', reason: 'quota' };
    await expect(send(office.mario, 'papers', many)).rejects.toMatchObject(full);
    const { customerId, addressIds } = office.company.customers.lisa;
    const { interventionId: lisas } = await office.core.interventions.create(office.supervisor, {
      activityTypeId: office.company.types.service,
      customerId,
      addressId: addressIds[0]!,
      comment: '',
      idempotencyKey: office.key(),
    });
    const lisa = { interventionId: lisas, name: 'l.txt' };
    await expect(send(office.lisa, 'papers', many, lisa)).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'quota',
    });
    // R13: reading goes on, and when there is room it is taken without a restart.
    expect((await read(office.mario, first.id)).content.equals(many)).toBe(true);
    await office.core.files.remove(office.mario, first.id);
    expect(await send(office.lisa, 'papers', many, lisa)).toMatchObject({ type: 'text/plain' });
  });

  test('S48 S29 no other customer, no other unit and nobody whom the type hides the visit from has a file', async () => {
    const boiler = await send(office.mario, 'boiler', await photo());
    await answer(office.mario, { boiler: [boiler.id] });
    await read(office.mario, boiler.id);
    await isGone(office.lisa, boiler.id);
    await isGone({ ...office.supervisor, businessUnitId: crypto.randomUUID() }, boiler.id);
    await isGone(office.mario, crypto.randomUUID());
    await isGone(office.mario, '../../etc/passwd');
    await expect(
      office.core.files.read({ ...office.supervisor, roles: [] }, boiler.id),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    const preview = { ...office.mario, readOnly: true } as AccessScope;
    await read(preview, boiler.id);
    await expect(send(preview, 'papers', plainPdf)).rejects.toMatchObject({ reason: 'preview' });
    const paper = await pdf(office.supervisor);
    await answer(office.supervisor, { boiler: [boiler.id], papers: [paper.id] });
    await read(office.mario, paper.id);
    // What others sent to a form that customers are not asked any more is not seen there any more.
    await design(1, { definition: { ...emptyForm, fields, portal: false } });
    await isGone(office.mario, paper.id);
    await read(office.supervisor, paper.id);
    await read(office.mario, boiler.id);
  });

  test('CAD-FO-08 files go with their field, with erasure, and when nothing named them for a day, of staff for a month', async () => {
    const { db } = contextOf(office.core);
    const count = async () => {
      const { file, filePiece } = db.tables;
      const all = [await db.read.select().from(file), await db.read.select().from(filePiece)];
      return all.map(({ length }) => length);
    };
    const boiler = await send(office.mario, 'boiler', await photo());
    const paper = await pdf();
    const waiting = await pdf(office.supervisor);
    await answer(office.mario, { boiler: [boiler.id], papers: [paper.id] });
    expect(await count()).toEqual([3, 3]);
    office.clock.advance(86_000);
    await office.core.jobs.runDue('test');
    await read(office.supervisor, waiting.id);
    const customers = await pdf();
    office.clock.advance(90_000);
    await office.core.jobs.runDue('test');
    await isGone(office.mario, customers.id);
    // A phone of staff may be without a network for long.
    await read(office.supervisor, waiting.id);
    office.clock.advance(31 * 86_400);
    await office.core.jobs.runDue('test');
    await isGone(office.supervisor, waiting.id);
    expect(await count()).toEqual([2, 2]);
    const without = { ...emptyForm, fields: fields.filter(({ code }) => code !== 'papers'), portal: true };
    await design(1, { definition: without, deletions: { papers: 1 } });
    expect(await count()).toEqual([1, 1]);
    const exported = await office.core.personalData.exportCustomer(administrator, {
      customerId: office.company.customers.mario.customerId,
    });
    expect(exported).toMatchObject({
      visits: [{ files: [{ name: boiler.name, type: 'image/jpeg', size: boiler.size }] }],
    });
    await office.core.bookings.cancel(office.supervisor, {
      interventionId,
      reason: 'other',
      details: '',
      idempotencyKey: office.key(),
    });
    await office.core.personalData.eraseCustomer(administrator, {
      customerId: office.company.customers.mario.customerId,
      confirm: office.company.customers.mario.reference,
    });
    expect(await count()).toEqual([0, 0]);
  });
});
