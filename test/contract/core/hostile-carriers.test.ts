import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { faultsOfCalendar } from '../../helpers/calendar-faults.ts';

/** What stands first is what a spreadsheet or a calendar would take for its own. */
const texts = process.env['ITINERA_FULL']
  ? hostileTexts
  : hostileTexts.filter((_, n) => n < 8 || n % 20 === 0);

let office: BookingOffice;
beforeAll(async () => {
  office = await openBookingOffice();
});
afterAll(() => office.close());

const admin = () => staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What is wrong with the HTML of a mail that was to say `text`. */
function faultsOfHtml(html: string, text: string): string[] {
  const found = html.replaceAll('&#39;', "'");
  const marked = /[<>&"]/.test(text) && html.includes(text);
  return [...(marked ? ['markup'] : []), ...(found.includes(escaped(text)) ? [] : ['missing'])];
}

/** What is wrong with the rows of a file of which a spreadsheet computes nothing. */
function faultsOfSheet(file: string): string[] {
  const rows = parse(file.replace('\ufeff', ''), { relax_column_count: true });
  const width = rows[0]?.length;
  return rows.flatMap((row) => [
    ...(row.length === width ? [] : ['row of another width']),
    ...row.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d[\d. ]*$/.test(cell)),
  ]);
}

async function exported(target: 'customers' | 'interventions'): Promise<string> {
  let file = '';
  for await (const piece of await office.core.imports.exportFile(admin(), { target })) file += piece;
  return file;
}

test(`S40 S44 ${texts.length} hostile texts in mails, calendars and exported files: they stay words`, async () => {
  const { core, company } = office;
  const { customerId, addressIds } = company.customers.lisa;
  const [activityTypeId, technicianId] = [company.types.service, company.technicians.anna];
  const { url } = await core.feeds.make(admin(), { technicianId });
  const token = url.slice(url.lastIndexOf('/') + 1, -'.ics'.length);
  const wrong: unknown[] = [];
  for (const [n, text] of texts.entries()) {
    const { revision } = await core.catalogue.page(admin(), activityTypeId);
    await core.catalogue.save(admin(), { activityTypeId, revision, changes: { name: { en: text } } });
    const record = await core.customers.record(admin(), customerId);
    await core.customers.edit(admin(), { customerId, revision: record.revision, name: text, notes: text });
    const { interventionId } = await core.interventions.create(office.supervisor, {
      ...{ activityTypeId, customerId, addressId: addressIds[0]!, comment: text },
      idempotencyKey: office.key(),
    });
    await core.bookings.planByHand(office.supervisor, {
      ...{ interventionId, technicianId, at: '2027-01-12T10:00', revision: 1 },
      idempotencyKey: office.key(),
    });
    while ((await core.jobs.runDue('worker')) > 0);
    // The word of the cancellation before goes out in the same round.
    const mail = office.mailer.sent.findLast(({ subject }) => subject.startsWith('Appointment confirmed: '));
    wrong.push(...faultsOfHtml(mail?.html ?? '', text).map((fault) => ({ in: 'html', n, fault })));
    if (!mail?.text.includes(text)) wrong.push({ in: 'text', n });
    if (/[\r\n]/.test(mail?.subject ?? '\n')) wrong.push({ in: 'subject', n });
    const feed = (await core.feeds.read(token))?.text ?? '';
    wrong.push(...faultsOfCalendar(feed, text).map((fault) => ({ in: 'feed', n, fault })));
    const cancellation = { interventionId, reason: 'other' as const, idempotencyKey: office.key() };
    await core.bookings.cancel(office.supervisor, cancellation);
  }
  expect(wrong).toEqual([]);
  const sheets = { customers: await exported('customers'), interventions: await exported('interventions') };
  expect(faultsOfSheet(sheets.customers)).toEqual([]);
  expect(faultsOfSheet(sheets.interventions)).toEqual([]);
  expect(sheets.interventions.split('V-').length).toBeGreaterThan(texts.length);
});

test('the control: what is not escaped, ends a line or is computed is seen in each of them', async () => {
  const [bold, line] = ['<b data-xss>bold</b>', '\\nEND:VEVENT\\nBEGIN:VEVENT'];
  expect(faultsOfHtml(`<p>${escaped(bold)}</p>`, bold)).toEqual([]);
  expect(faultsOfHtml(`<p>${bold}</p>`, bold)).toEqual(['markup', 'missing']);
  const calendar = (summary: string) =>
    ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', `SUMMARY:${summary}`, 'END:VEVENT', 'END:VCALENDAR'].join(
      '\r\n',
    );
  expect(faultsOfCalendar(calendar(line.replaceAll('\\', '\\\\')), line)).toEqual([]);
  expect(faultsOfCalendar(calendar(line.replaceAll('\\n', '\r\n')), line)).toEqual(['2 events', 'missing']);
  expect(faultsOfCalendar(calendar('a\r\nATTACH:https://example.com/x'), 'a')).toEqual(['attach']);
  expect(faultsOfSheet('a,b\r\n\'=1+1,"x,y"\r\n')).toEqual([]);
  expect(faultsOfSheet('a,b\r\n=1+1,x,y\r\n')).toEqual(['row of another width', '=1+1']);
});
