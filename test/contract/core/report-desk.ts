import { startingForm, type PortalField, type ReportSettings } from '@itinera/core/shared';
import { createHash } from 'node:crypto';
import type { field } from '../../fixtures/boiler-form.ts';
import { at } from '../../fixtures/booking-office.ts';
import { readPdf, type ReadPdf } from '../../fixtures/pdf-text.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { bytesOf } from '../../fixtures/uploads.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';

/** A report that is made, and shown to everybody. */
export const making: ReportSettings = {
  ...{ made: true, name: { it: 'Proof of work' }, places: ['closing'], comment: true },
  ...{ intro: {}, ending: {} },
  ...{ portal: true, mail: false },
};

/** What tests of reports do all the time. */
export function reportDesk(desk: WorkDesk) {
  const administrator = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
  const activityTypeId = desk.company.types.service;
  return {
    administrator,
    async set(report: ReportSettings, hiddenFields: PortalField[] = []): Promise<void> {
      const { revision, settings } = await desk.core.catalogue.page(administrator, activityTypeId);
      const changes = { report, display: { ...settings.display, hiddenFields } };
      await desk.core.catalogue.save(administrator, { activityTypeId, revision, changes });
    },
    async form(fields: ReturnType<typeof field>[]): Promise<void> {
      const definition = startingForm('closing');
      await desk.core.forms.save(administrator, {
        ...{ activityTypeId, purpose: 'closing', revision: 0, deletions: {} },
        definition: { ...definition, fields: [...definition.fields, ...fields] },
      });
    },
    /** Anna closes the visit, and a worker looks once at what is due: what that makes due waits. */
    async close(visit: string, comment: string, answers: Record<string, unknown> = {}): Promise<void> {
      desk.clock.set(at(12, '10:00'));
      const version = Object.keys(answers).length > 0 ? 1 : 0;
      const closing = desk.closing(at(12, '09:05'), at(12, '09:50'), { comment, answers, version });
      await desk.say(desk.anna, visit, 'closed', { closing });
      await desk.core.jobs.runDue('test');
    },
    async reports(visit: string) {
      return (await desk.core.reports.ofVisit(desk.supervisor, visit)).closing;
    },
    async open(id: string): Promise<ReadPdf & { hash: string }> {
      const bytes = await bytesOf((await desk.core.files.read(desk.supervisor, id)).content);
      return { ...readPdf(bytes), hash: createHash('sha256').update(bytes).digest('hex') };
    },
    /** Until nothing is due. */
    async work(): Promise<void> {
      while ((await desk.core.jobs.runDue('test')) > 0);
    },
  };
}
export type ReportDesk = ReturnType<typeof reportDesk>;
