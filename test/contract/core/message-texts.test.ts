import type { BusinessUnitScope } from '@itinera/core';
import { plainDisplay, type PortalDisplay } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

/** What staff write in the mails about the visits of a type. */
describe.each(engines)('the words of mails on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let activityTypeId: string;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ target, drop } = made);
    office = await openBookingOffice(made.store);
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    activityTypeId = office.company.types.service;
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const type = () => office.core.catalogue.page(administrator, activityTypeId);
  async function show(display: Partial<PortalDisplay>) {
    const { revision } = await type();
    const changes = { display: { ...plainDisplay, ...display } };
    await office.core.catalogue.save(administrator, { activityTypeId, revision, changes });
  }
  /** The mails that left since the last look. */
  async function mails(to = 'lisa@example.com') {
    while ((await office.core.jobs.runDue('mails')) > 0);
    return office.mailer.sent.splice(0).filter((mail) => mail.to === to);
  }
  const book = (hour: string, comment?: string) => office.booked(office.lisa, at(14, hour), comment);

  test('1.19 S41 a mail says what its type’s staff wrote, in the language of who reads, and keeps what, when, where and link', async () => {
    await book('08:00');
    const [plain] = await mails();
    expect(plain?.subject, 'the control').toMatch(/^Appointment confirmed: /);
    await show({
      messages: {
        confirmed: {
          subject: { en: 'See you on {intervention.date.dayOfWeek}: {intervention.comment}', it: 'A presto' },
          text: {
            en: '{intervention.customer.name}, {intervention.assignedUsers.name} comes {intervention.window}.\n\nYou wrote: {intervention.comment} & <b>',
            it: 'Arriva {intervention.assignedUsers.name}.',
          },
        },
      },
    });
    const comment = '<i>{intervention.customer.email}\nBcc: all@example.com';
    const { reference } = await book('12:00', comment);
    const [mail] = await mails();
    expect(mail?.subject).toBe('See you on Thursday: <i>{intervention.customer.email} Bcc: all@example.com');
    expect(mail?.text).toMatch(/Lisa.*, \w+ Sample comes 12:00–14:00\.\n\nYou wrote: <i>\{intervention/s);
    expect(mail?.text).not.toContain('lisa@example.com');
    for (const kept of [reference, 'Yearly service', '/visits/']) expect(mail?.text).toContain(kept);
    expect(mail?.html).toContain('&lt;i&gt;{intervention.customer.email}');
    expect(mail?.html).toContain('&amp; &lt;b&gt;');
    expect(mail?.html).not.toContain('<i>');
    await office.booked(office.mario, at(15, '09:00'));
    const [inItalian] = await mails('mario@example.com');
    expect(inItalian?.subject).toBe('A presto');
    expect(inItalian?.text).toMatch(/Arriva \w+ Sample\./);
  });

  test('CAD-PD-06 nothing hidden is reached; where nothing is left of a text the mail says what it always says', async () => {
    const said = {
      subject: { en: '{intervention.reference}' },
      text: { en: '{intervention.assignedUsers.name}' },
    };
    await show({ messages: { confirmed: said } });
    const { reference } = await book('08:00');
    const [open] = await mails();
    expect(open?.subject, 'the control').toBe(reference);
    await show({ messages: { confirmed: said }, hiddenFields: ['reference', 'technician'] });
    const { reference: hidden } = await book('12:00');
    const [mail] = await mails();
    expect(mail?.subject).toMatch(/^Appointment confirmed: /);
    expect(mail?.text).toContain('Your appointment is confirmed.');
    expect(mail?.text).not.toContain(hidden);
    expect(mail?.text).not.toMatch(/(Anna|Ben) Sample/);
  });

  test('each mail has its own; one that declines speaks of the time that was asked for', async () => {
    const { actions } = await office.core.portalActions.page(administrator, activityTypeId);
    const booking = actions.find(({ kind }) => kind === 'book');
    const own = (name: string) => ({
      subject: { en: `${name} {intervention.window}` },
      text: { en: `${name} it is.` },
    });
    await show({
      messages: {
        confirmed: own('confirmed'),
        rescheduled: own('moved'),
        canceled: own('canceled'),
        declined: own('declined'),
        technician: own('other'),
      },
    });
    const { interventionId } = await book('08:00');
    const { id } = await office.held(office.lisa, at(14, '14:00'), { interventionId });
    await office.core.bookings.confirm(office.lisa, { holdId: id, idempotencyKey: office.key() });
    await office.core.bookings.cancel(office.lisa, {
      ...{ interventionId, reason: 'other', idempotencyKey: office.key() },
    });
    await office.core.portalActions.save(administrator, {
      ...{ ...plainAction('book'), activityTypeId, place: 'home', staffConfirms: true },
      ...(booking && { actionId: booking.id, revision: booking.revision }),
    });
    const asked = await book('10:00');
    const { revision } = await office.core.interventions.page(office.supervisor, asked.interventionId);
    await office.core.bookings.declineTime(office.supervisor, {
      ...{ interventionId: asked.interventionId, revision, words: 'Sorry', idempotencyKey: office.key() },
    });
    // Several mails go out at once, in whatever order they are done.
    const sent = (await mails()).sort((a, b) => a.subject.localeCompare(b.subject));
    // Those of a visit that was moved since are overtaken: the last word counts.
    expect(sent.map(({ subject }) => subject)).toEqual(['canceled 14:00–16:00', 'declined 10:00–12:00']);
    expect(sent[1]?.text).toContain('declined it is.');
    expect(sent[1]?.text).toContain('Sorry');

    const { interventionId: other } = await office.planned(
      ...(['lisa', office.company.technicians.ben, at(19, '09:00')] as const),
    );
    expect((await mails()).map(({ subject }) => subject)).toEqual(['confirmed 09:00–11:00']);
    const now = await office.core.interventions.page(office.supervisor, other);
    await office.core.bookings.plan(office.supervisor, {
      ...{ interventionId: other, technicianId: office.company.technicians.ben, date: '2027-01-20' },
      ...{
        start: at(20, '09:00'),
        end: at(20, '11:00'),
        revision: now.revision,
        idempotencyKey: office.key(),
      },
    });
    expect((await mails()).map(({ subject }) => subject)).toEqual(['moved 09:00–11:00']);
  });

  test('S30 what cannot be is refused with its place; a change is told, taken back, and goes with a copy', async () => {
    const words = (text: string, subject = '') => ({
      messages: { canceled: { subject: { en: subject }, text: { it: text } } },
    });
    await expect(show(words('Ciao, {date}'))).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'display.messages.canceled.text.it', reason: 'code' },
      message: expect.stringContaining('write {intervention.date}') as string,
    });
    await expect(show(words('', 'Two\nlines'))).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'changes.display.messages.canceled.subject.en' },
    });
    const unknown = { messages: { reminder: { subject: {}, text: {} } } } as unknown as PortalDisplay;
    await expect(show(unknown)).rejects.toMatchObject({ code: 'invalid' });
    expect((await type()).settings.display.messages).toEqual({});

    await show(words('Ciao {intervention.customer.name}'));
    const saved = await type();
    const kept = { canceled: { subject: {}, text: { it: 'Ciao {intervention.customer.name}' } } };
    expect(saved.settings.display.messages).toEqual(kept);
    expect(saved.lastChange?.parts).toEqual(['display']);
    const copy = await office.core.catalogue.copy(administrator, { activityTypeId });
    const copied = await office.core.catalogue.page(administrator, copy.activityTypeId);
    expect(copied.settings.display.messages).toEqual(kept);
    const file = await office.core.catalogue.exportFile(administrator, activityTypeId);
    expect(file).toMatchObject({ type: { display: { messages: kept } } });
    await office.core.catalogue.undo(administrator, { activityTypeId, revision: saved.revision });
    expect((await type()).settings.display.messages).toEqual({});
  });

  test('stored words that nothing can be made of break no booking: the mail speaks itself', async () => {
    const broken: unknown[] = [
      ...[null, 'no', { confirmed: null }, { confirmed: {} }, { confirmed: { subject: 7, text: ['x'] } }],
      { confirmed: { subject: { en: '{' }, text: { en: '{gone}' } } },
    ];
    for (const [n, messages] of broken.entries()) {
      const display = JSON.stringify({ ...plainDisplay, messages });
      await sql(target, `UPDATE activity_type SET display = '${display}'`);
      const { interventionId } = await office.booked(
        office.lisa,
        at(14 + Math.floor(n / 4), ['08:00', '10:00', '12:00', '14:00'][n % 4]!),
      );
      const [mail] = await mails();
      expect(mail?.subject, display).toMatch(/^Appointment confirmed: /);
      expect(mail?.text, display).toContain('Your appointment is confirmed.');
      const asked = { activityTypeId, interventionId, language: 'en' as const, portalShown: true };
      const { settings } = await type();
      await office.core.interventions.portalCard(administrator, { ...asked, display: settings.display });
    }
  });

  test('the preview of a real visit has the very words of the mail', async () => {
    const messages = {
      confirmed: {
        subject: { en: '{intervention.title} {intervention.date}' },
        text: { en: 'At {intervention.address}.' },
      },
    };
    await show({ messages });
    const { interventionId } = await book('08:00');
    const [mail] = await mails();
    const card = await office.core.interventions.portalCard(administrator, {
      ...{ activityTypeId, interventionId, language: 'en', portalShown: true },
      display: { ...plainDisplay, messages },
    });
    expect(card.messages.confirmed?.subject).toBe(mail?.subject);
    expect(card.messages.confirmed?.text).toMatch(/^At .*9496/);
    expect(mail?.text).toContain(card.messages.confirmed?.text);
  });
});
