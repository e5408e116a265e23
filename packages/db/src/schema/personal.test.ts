import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { personalColumns } from './personal.ts';
import { postgresTables, sqliteTables } from './tables.ts';

/** Columns that could hold a text, or say where something is, and hold nothing about a person; why stands beside them. */
const impersonal: Readonly<Record<string, readonly string[]>> = {
  'a word of a closed list, a language, country, zone or colour': [
    'access.language',
    'activity_type.assignment',
    'activity_type.category',
    'activity_type.goal',
    'activity_type.kind',
    'activity_type.visibility',
    'address.country',
    'address.location',
    'address.not_located_because',
    'address.zone',
    'assignment.progress',
    'assignment.zone',
    'api_call.route',
    'api_key.rights',
    'booking_answers.state',
    'business_unit.accent_colour',
    'business_unit.background_colour',
    'business_unit.channels',
    'business_unit.default_language',
    'business_unit.languages',
    'business_unit.sms_countries',
    'business_unit.zone',
    'counter.name',
    'customer.assignment_mode',
    'customer_request.day_part',
    'customer_request.kind',
    'customer_request.state',
    'customer.kind',
    'customer.language',
    'customer.status',
    'external_calendar.kind',
    'external_calendar.problem',
    'customer.tax_id_kind',
    'customer_key.kind',
    'customer_search.kind',
    'customer_search.relationship',
    'event.actor_type',
    'event.kind',
    'event.subject_type',
    'file.state',
    'file.type',
    'form.purpose',
    'form_submission.source',
    'form_submission.state',
    'import_line.field',
    'import_line.outcome',
    'import_line.problem',
    'import_line.record_type',
    'import_line.undoing',
    'import_run.failure',
    'import_run.mode',
    'import_run.options',
    'import_run.phase',
    'import_run.state',
    'import_run.target',
    'intervention.assign_reason',
    'intervention.cancel_reason',
    'intervention.result_code',
    'intervention.result',
    'intervention.status',
    'job.kind',
    'job.state',
    'late_report.state',
    'late_report.why',
    'message.channel',
    'message.kind',
    'message.language',
    'message.state',
    'part.zone',
    'portal_action.icon',
    'portal_action.kind',
    'portal_action.notify',
    'portal_action.place',
    'portal_action.resulting_status',
    'preset.list',
    'sign_in_challenge.channel',
    'sign_in_challenge.language',
    'sign_in_challenge.purpose',
    'service_zone.colour',
    'signed_document.decision',
    'signed_document.language',
    'report.language',
    'sms_day.country',
    'staff_invitation.language',
    'staff_role.role',
    'staff_user.language',
    'staff_user.status',
    'technician.colour',
    'technician.commute',
    'technician.status',
    'technician.zone',
    'travel_time.profile',
    'work_step.from_state',
    'work_step.step',
    'work_step.to_state',
  ],
  'what the company says of itself and its work': [
    'activity_type.description',
    'activity_type.display',
    'activity_type.report',
    'activity_type.logo',
    'activity_type.name',
    'activity_type.reference',
    'business_unit.display_name',
    'business_unit.logo',
    'business_unit.name',
    'business_unit.own_domain',
    'business_unit.slug',
    'business_unit.welcome',
    'company.name',
    'file.field',
    'form_version.definition',
    'api_key.description',
    'api_key.name',
    'portal_action.conditions',
    'portal_action.confirmation',
    'portal_action.description',
    'portal_action.document',
    'portal_action.label',
    'preset.key',
    'preset.name',
    'service_zone.area',
    'service_zone.key',
    'service_zone.name',
    'skill.code',
    'skill.name',
    'team.name',
    'technician.area',
    'unit_absence.reason',
  ],
  'a number of ours, or of the order in another system: what is left of somebody who was erased': [
    'customer.reference',
    'customer_search.reference_key',
    'intervention.external_reference',
    'intervention.reference',
    'sign_in_challenge.reference',
  ],
  'hours, dates and instants': [
    'absence.rule',
    'activity_type.offered_hours',
    'assignment.date',
    'assignment.open',
    'business_unit.closures',
    'customer_request.preferred_date',
    'customer_request.preferred_time',
    'part.open',
    'portal_action.limits',
    'part.promise_local',
    'sms_day.date',
    'technician.limits',
    'technician.seasons',
    'technician.weekly_hours',
    'technician_day.date',
    'technician_exception.date',
    'technician_exception.hours',
    'unit_absence.rule',
  ],
  'ids, numbers and keyed hashes only': [
    'import_run.counts',
    'attempt_limit.key',
    'external_calendar.version',
    'hold.offer',
    'idempotency.actor',
    'idempotency.key',
    'job.lease_owner',
    'job.payload',
    'message.valid_if',
    'staff_invitation.roles',
    'api_key.activity_type_ids',
    'api_key.prefix',
  ],
  'a machine’s network, without its last part': ['api_call.network_prefix'],
  'a means of proof that says nothing about who has it': [
    'staff_passkey.counter',
    'staff_passkey.public_key',
    'staff_passkey.transports',
    'staff_user.totp_secret',
  ],
};

const all = Object.values(sqliteTables).flatMap((table) =>
  Object.values<SQLiteColumn>(getTableColumns(table)).map((column) => ({
    name: `${getTableName(table)}.${column.name}`,
    type: column.getSQLType(),
  })),
);

test('columns with personal data are listed alike for both engines', () => {
  const columns = personalColumns(sqliteTables);
  expect(personalColumns(postgresTables)).toEqual(columns);
  expect(columns).toEqual(
    expect.arrayContaining(['access.email', 'address.line1', 'customer.name', 'event.data', 'message.text']),
  );
  expect(columns).not.toContain('customer.id');
});

test('every column that can hold words or a place is marked as personal, or said not to be, with the reason', () => {
  const marked = personalColumns(sqliteTables);
  const said = Object.values(impersonal).flat();
  const open = all
    .filter(({ type }) => type === 'text' || type === 'real')
    .map(({ name }) => name)
    .filter((name) => !/[._](id|hash|mac|invited_by)$/.test(name));
  expect(open.length).toBeGreaterThan(100);
  expect(
    open.filter((name) => !marked.includes(name) && !said.includes(name)),
    'mark it with personal(…) and teach erasure and export about it, or say here why it holds nothing about anybody',
  ).toEqual([]);
  // The control, and no dead entry in the list.
  expect(said.filter((name) => marked.includes(name) || !open.includes(name))).toEqual([]);
});

test('every column whose name tells of a person is marked, whatever the list says', () => {
  const marked = new Set(personalColumns(sqliteTables));
  const telling =
    /\.(email|phone|identifier|recipient|notes|access_notes|visit_notes|contact_.*|line\d|comment|user_agent|network|device|lon|lat)$/;
  expect(all.map(({ name }) => name).filter((name) => telling.test(name) && !marked.has(name))).toEqual([]);
});
