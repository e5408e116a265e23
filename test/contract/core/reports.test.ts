import { contextOf } from '@itinera/core/set-up';
import type { PortalField, ReportSettings } from '@itinera/core/shared';
import { listReports } from '@itinera/db/work';
import { describe, expect, test } from 'vitest';
import { at } from '../../fixtures/booking-office.ts';
import { field } from '../../fixtures/boiler-form.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';
import { actionsOfPdf, readPdf } from '../../fixtures/pdf-text.ts';
import { arriving, bytesOf, photo } from '../../fixtures/uploads.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';
import { making, reportDesk, type ReportDesk } from './report-desk.ts';

/** Without what lines are broken at. */
const packed = (text: string) => text.replace(/\s/g, '');

describe.each(engines)('reports on %s', (engine) => {
  let desk: WorkDesk;
  let of: ReportDesk;
  let visit: string;
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    of = reportDesk(desk);
    ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
    await desk.core.jobs.runDue('test');
    desk.clock.set(at(12, '08:30'));
  });

  const administrator = () => of.administrator;
  const set = (report: ReportSettings, hiddenFields: PortalField[] = []) => of.set(report, hiddenFields);
  const form = (fields: ReturnType<typeof field>[]) => of.form(fields);
  const close = (comment: string, answers: Record<string, unknown> = {}) => of.close(visit, comment, answers);
  const reports = () => of.reports(visit);
  const open = (id: string) => of.open(id);

  test('CAD-RE-02 CAD-RE-03 LBX-02 closing makes a PDF with what was recorded, photos and signature in it', async () => {
    await set(making);
    await form([
      field('number', 'pressure', { decimals: 1 }),
      field('date', 'next'),
      field('photo', 'boiler', { maximum: 10 }),
      field('signature', 'signed'),
    ]);
    const upload = async (code: string, name: string, bytes: Buffer) => {
      const input = { interventionId: visit, form: { purpose: 'closing', field: code }, name } as const;
      return (await desk.core.files.upload(desk.anna, input, arriving(bytes))).id;
    };
    const boiler = [
      await upload('boiler', 'a.jpg', await photo()),
      await upload('boiler', 'b.jpg', await photo()),
    ];
    const drawing = await upload('signed', 'c.png', await photo({ png: true }));
    await close('Łódź, Čapek, Ωmega', {
      pressure: 2.5,
      next: '2028-01-10',
      boiler,
      signed: { name: 'Mario Sample', drawing },
    });
    const [report, ...others] = await reports();
    expect(others).toEqual([]);
    expect(report).toMatchObject({ name: 'Proof of work 2027-01-12.pdf', version: 1, language: 'it' });
    const pdf = await open(report!.id);
    expect(pdf.hash).toBe(report!.hash);
    expect(pdf.pictures).toBe(3);
    const text = pdf.pages.join('');
    // Its customer speaks Italian.
    for (const part of ['Proof of work', 'Anna', '12 gennaio 2027, 09:05', '09:50', 'Eseguito'])
      expect(text).toContain(part);
    for (const part of [
      'Łódź, Čapek, Ωmega',
      'pressure',
      '2,5',
      '10 gennaio 2028',
      'Mario Sample',
      'Pagina 1 di',
    ])
      expect(text).toContain(part);
    // The control: what is not in it is not found.
    expect(text).not.toContain('Lisa');
    const listed = await desk.core.reports.ofVisit(desk.supervisor, visit);
    expect(listed.activity).toEqual([]);
  });

  test('work that is closed anew has a new version beside the former, and the same job makes none', async () => {
    await set(making);
    await close('First');
    const [first] = await reports();
    const before = await open(first!.id);
    await desk.say(desk.supervisor, visit, 'reopened', { words: 'Look again' });
    expect(await desk.core.reports.forAccess(desk.mario, visit)).toBeNull();
    await close('Second');
    const [second, former, ...more] = await reports();
    expect(more).toEqual([]);
    expect([second?.version, former?.version]).toEqual([2, 1]);
    expect((await open(former!.id)).hash).toBe(before.hash);
    expect((await open(second!.id)).pages.join('')).toContain('Second');
    expect(await desk.core.reports.forAccess(desk.mario, visit)).toMatchObject({ id: second!.id });
    await expect(desk.core.files.read(desk.mario, former!.id)).rejects.toMatchObject({ code: 'not-found' });
    await desk.core.jobs.runDue('test');
    expect(await listReports(contextOf(desk.core).db.read, desk.company.businessUnitId, visit)).toHaveLength(
      2,
    );
  });

  test('CAD-BU-14 S29 customers have it only where the type says so, and never what the type hides', async () => {
    const hiddenFields: PortalField[] = ['technician', 'address', 'reference', 'comment'];
    await set({ ...making, comment: false, portal: false }, hiddenFields);
    await close('a word between us');
    const [report] = await reports();
    expect(await desk.core.reports.forAccess(desk.mario, visit)).toBeNull();
    await expect(desk.core.files.read(desk.mario, report!.id)).rejects.toMatchObject({ code: 'not-found' });
    await set({ ...making, portal: true }, hiddenFields);
    const shown = await desk.core.reports.forAccess(desk.mario, visit);
    expect(shown).toEqual({ id: report!.id, name: report!.name, size: report!.size });
    const { content } = await desk.core.files.read(desk.mario, shown!.id);
    const text = readPdf(await bytesOf(content)).pages.join('');
    const { reference, address } = await desk.core.interventions.page(desk.supervisor, visit);
    for (const hidden of ['a word between us', 'Anna', reference, address.text])
      expect(text).not.toContain(hidden);
    expect(text).toContain('Eseguito');
    await expect(desk.core.reports.forAccess(desk.lisa, visit)).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.core.files.read(desk.lisa, report!.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.core.reports.ofVisit(desk.ben, visit)).rejects.toMatchObject({ code: 'not-found' });
    // Nobody is told of it otherwise: not by the history, not by a file among those of the visit.
    await set({ ...making, portal: false }, hiddenFields);
    const page = await desk.core.interventions.forAccess(desk.mario, visit);
    expect(JSON.stringify(page)).not.toMatch(/report/i);
  });

  test('CAD-RE-05 the type’s own words stand in it, with values for their codes and nothing that the type hides', async () => {
    const greeting =
      'Gentile: {intervention.customer.name}, {intervention.title}, {intervention.address}, ' +
      '[{intervention.assignedUsers.name}] {intervention.report.status} [{intervention.report.comment}]';
    const words = { intro: { it: greeting }, ending: { it: 'Grazie.\n{intervention.customer.name}' } };
    await form([field('short-text', 'meter')]);
    await set({ ...making, ...words });
    await close('{intervention.customer.email}', { meter: 'M-77' });
    const text = async () => packed((await open((await reports())[0]!.id)).pages.join(''));
    const told = await text();
    const { address, customerName } = await desk.core.interventions.page(desk.supervisor, visit);
    const name = packed(customerName);
    // What somebody wrote is no template.
    const line = `Gentile:${name},Manutenzioneannuale,${packed(address.text)},[AnnaSample]OK[{intervention.customer.email}]`;
    expect(told).toContain(line);
    expect(told).toContain(`Grazie.${name}`);
    expect(told.indexOf('Gentile:')).toBeLessThan(told.indexOf('M-77'));
    expect(told.indexOf('Grazie.')).toBeGreaterThan(told.indexOf('M-77'));

    // Hidden, it is nothing; shown, an answer is a word like others.
    const activityTypeId = desk.company.types.service;
    const { revision, settings } = await desk.core.catalogue.page(administrator(), activityTypeId);
    const display = {
      ...settings.display,
      hiddenFields: ['address', 'technician'] satisfies PortalField[],
      shownFields: [{ form: 'closing', code: 'meter', label: {} }] as const,
    };
    const intro = { it: `${greeting} [{intervention.custom.meter}]` };
    const report = { ...making, ...words, intro, comment: false };
    const changes = { report, display: { ...display, shownFields: [...display.shownFields] } };
    await desk.core.catalogue.save(administrator(), { activityTypeId, revision, changes });
    await desk.core.reports.makeAgain(desk.supervisor, { interventionId: visit, idempotencyKey: desk.key() });
    await of.work();
    expect(await text()).toContain(`Gentile:${name},Manutenzioneannuale,,[]OK[][M-77]`);
    // The same once more is no other version.
    desk.clock.advance(3600);
    await desk.core.reports.makeAgain(desk.supervisor, { interventionId: visit, idempotencyKey: desk.key() });
    await of.work();
    expect(await reports()).toHaveLength(2);

    const wrong = (text: string) =>
      expect(set({ ...making, ending: { it: text } })).rejects.toMatchObject({
        ...{ code: 'invalid', field: 'report.ending.it', reason: 'code' },
      });
    await wrong('Dear {customer.name}');
    await wrong('{system.dateTimeNow}');
    await wrong('{intervention.custom.unknown}');
    await wrong('{intervention.title');
  });

  test('no report is made where the type has none, and erasing takes its bytes', async () => {
    await close('Nothing to see');
    expect(await reports()).toEqual([]);
    await set(making);
    await desk.say(desk.supervisor, visit, 'reopened', { words: 'x' });
    await close('Something');
    const [report] = await reports();
    expect(report).toBeDefined();
    const { customerId } = await desk.core.interventions.page(desk.supervisor, visit);
    const { reference } = await desk.core.personalData.customerOutlook(administrator(), customerId);
    await desk.core.personalData.eraseCustomer(administrator(), { customerId, confirm: reference ?? '' });
    await expect(desk.core.files.read(desk.supervisor, report!.id)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('S40 hostile and long texts stay text, over as many pages as they take', async () => {
    await set({ ...making, name: { it: hostileTexts[0]!.slice(0, 80) } });
    const texts = process.env['ITINERA_FULL'] ? hostileTexts : hostileTexts.slice(0, 60);
    const pieces = Array.from({ length: Math.ceil(texts.length / 60) }, (_, n) =>
      [...texts.slice(60 * n, 60 * n + 60), '(a) Tj ET endstream endobj', 'x'.repeat(1500)].join('\n'),
    );
    const label = { en: 'Q <b>&amp; \\) Tj' };
    await form(pieces.map((_, n) => field('text-area', `remarks_${n}`, { label })));
    const answers = Object.fromEntries(pieces.map((words, n) => [`remarks_${n}`, words]));
    await close(pieces[0]!.slice(0, 1900), answers);
    const [report] = await reports();
    const pdf = await open(report!.id);
    const { pages } = pdf;
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, n) => expect(page).toContain(`Pagina ${n + 1} di ${pages.length}`));
    const feet = /Creatoil[^·]*·versione1Pagina\ddi\d/g;
    const told = packed(pages.join('')).replace(feet, '');
    for (const words of pieces) expect(told).toContain(packed(words));
    expect(actionsOfPdf(pdf.raw)).toEqual([]);
    // The control: a link and a script among its objects are seen, and what stands in a stream is none.
    const link = '9 0 obj\n<< /Subtype /Link /A << /S /URI /URI (x) >> >>\nendobj';
    const script = '8 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj';
    expect(actionsOfPdf(`${link}\n${script}`)).toEqual(['/A', '/URI', '/URI', '/JavaScript', '/JS']);
    expect(actionsOfPdf('7 0 obj\n<< >>\nstream\n/JS /URI\nendstream\nendobj')).toEqual([]);
  });
});
