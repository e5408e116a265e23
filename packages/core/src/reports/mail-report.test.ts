import { findIntervention, findMessageToSend } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { openWorkDesk, type WorkDesk } from '../../../../test/fixtures/work-desk.ts';
import { contextOf } from '../set-up/index.ts';
import { systemScope } from '../system-scope.ts';
import { queueReportMail } from './mail-report.ts';

let desk: WorkDesk;
let visit: string;
beforeEach(async () => {
  desk = await openWorkDesk();
  ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
});
afterEach(() => desk.close());

const mega = 1024 * 1024;
const gathered = {
  content: {
    language: 'en' as const,
    title: 'Report',
    company: { name: 'Heating', contact: [], colour: null, logo: null },
    facts: [],
    intro: '',
    ending: '',
    answers: [],
  },
  revision: 1,
  zone: 'Europe/Vaduz',
};

async function mailOf(size: number, portal: boolean) {
  const { company, core } = desk;
  const administrator = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const { revision, settings } = await core.catalogue.page(administrator, company.types.service);
  const changes = { report: { ...settings.report, made: true, mail: true, portal } };
  await core.catalogue.save(administrator, { activityTypeId: company.types.service, revision, changes });
  const ctx = contextOf(core);
  const { messageId } = await ctx.db.write(async (tx) => {
    const row = await findIntervention(tx, company.businessUnitId, visit);
    const file = { id: ctx.ids.newId(), size };
    return queueReportMail(ctx, tx, systemScope(company), row!, gathered, file);
  });
  return findMessageToSend(ctx.db.read, messageId!);
}

test('CAD-RE-06 a report of more than 10 MB is not attached: the mail says where it is', async () => {
  const page = `/visits/${visit}`;
  const small = await mailOf(10 * mega, false);
  expect(small).toMatchObject({ recipient: 'mario@example.com', validIf: { attached: true } });
  expect(small!.text).toContain('attached to this e-mail');
  expect(small!.text).not.toContain(page);
  const shown = await mailOf(10 * mega + 1, true);
  expect(shown).toMatchObject({ validIf: { attached: false } });
  expect(shown!.text).toContain('you find it with your visit');
  expect(shown!.text).toContain(page);
  const hidden = await mailOf(10 * mega + 1, false);
  expect(hidden!.text).toContain('please ask us');
  expect(hidden!.text).not.toContain(page);
});
