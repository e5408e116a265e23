import {
  findBusinessUnit,
  findStaffUser,
  findTechnician,
  listStaffRoles,
  listUnitsOfTechnician,
  listUntoldStaleCalendars,
  noteReading,
  type ExternalCalendar,
  type Queries,
  type StaffUser,
  type Technician,
} from '@itinera/db';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { render, type Rendered } from '../notifications/content.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { spokenWindow } from '../notifications/times.ts';
import { m } from '../paraglide/messages.js';
import { isLanguage, type Language } from '../shared/languages.ts';

const inOneGo = 50;

/** Tells the administrators of a technician's units, once, that a calendar is stale and closes the technician. */
export async function tellStale(ctx: Context): Promise<void> {
  const stale = await listUntoldStaleCalendars(ctx.db.read, ctx.clock.now(), inOneGo);
  for (const calendar of stale)
    await ctx.db.write(async (tx) => {
      await noteReading(tx, calendar.id, { staleToldAt: ctx.clock.now() });
      const technician = await findTechnician(tx, calendar.companyId, calendar.technicianId);
      if (technician?.status !== 'active') return;
      const units = await listUnitsOfTechnician(tx, calendar.companyId, technician.id);
      for (const { user, unitId } of await administratorsOf(tx, calendar.companyId, units))
        await tellOne(ctx, tx, { calendar, technician, user, unitId });
      await appendEventInUnits(
        ctx,
        tx,
        units,
        { staffUserId: null },
        {
          kind: 'technician.calendar-stale',
          subjectType: 'technician',
          subjectId: technician.id,
          data: { calendarId: calendar.id, lastReadAt: calendar.lastReadAt },
        },
      );
    });
}

/** Each active administrator once, with a unit that is theirs. */
async function administratorsOf(
  q: Queries,
  companyId: string,
  units: readonly string[],
): Promise<{ user: StaffUser; unitId: string }[]> {
  const roles = (await listStaffRoles(q, companyId)).filter(
    ({ role, businessUnitId }) => role === 'administrator' && units.includes(businessUnitId),
  );
  const unitOf = new Map(roles.map(({ staffUserId, businessUnitId }) => [staffUserId, businessUnitId]));
  const found: { user: StaffUser; unitId: string }[] = [];
  for (const [staffUserId, unitId] of unitOf) {
    const user = await findStaffUser(q, companyId, staffUserId);
    if (user?.status === 'active') found.push({ user, unitId });
  }
  return found;
}

interface Stale {
  calendar: ExternalCalendar;
  technician: Technician;
  user: StaffUser;
  unitId: string;
}

async function tellOne(ctx: Context, tx: Queries, stale: Stale): Promise<void> {
  const { calendar, user, unitId } = stale;
  const unit = await findBusinessUnit(tx, calendar.companyId, unitId);
  if (!unit) return;
  const language = isLanguage(user.language) ? user.language : 'en';
  await queueMessage(ctx, tx, {
    businessUnitId: unitId,
    kind: 'staff-notice',
    recipient: user.email,
    language,
    content: content(ctx, stale, unit.name, language),
    validIf: { kind: 'always' },
    dedupeKey: `calendar-stale:${calendar.id}:${calendar.lastReadAt}:${user.id}`,
  });
}

function content(
  ctx: Context,
  { calendar, technician }: Stale,
  company: string,
  language: Language,
): Rendered {
  const locale = { locale: language };
  const { zone, name } = technician;
  const read = spokenWindow({ start: calendar.lastReadAt, end: calendar.lastReadAt, zone }, language);
  return render({
    subject: m.mail_calendar_stale_subject({ company, name }, locale),
    intro: m.mail_calendar_stale_intro({ name, calendar: calendar.name }, locale),
    facts: [
      {
        label: m.mail_calendar_stale_last_read({}, locale),
        value: `${read.date}, ${read.from} (${read.zone})`,
      },
    ],
    notes: [m.mail_calendar_stale_remedy({}, locale)],
    link: {
      label: m.mail_calendar_stale_link({}, locale),
      url: new URL(`/team/${technician.id}/calendars`, ctx.config.backofficeUrl).href,
    },
  });
}
