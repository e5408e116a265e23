import {
  findActivityType,
  findBusinessUnit,
  findCustomer,
  findIntervention,
  findStaffUser,
  findTechnician,
  listAssignmentsOf,
  listParts,
  listStaffOfBusinessUnit,
  type BusinessUnit,
  type Customer,
  type PortalAction,
  type Queries,
  type StaffUser,
} from '@itinera/db';
import { staffTold } from '../catalogue/note-use.ts';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { StaffNotified } from '../shared/action-settings.ts';
import { isLanguage, localized, type Language } from '../shared/languages.ts';
import { permits } from '../shared/permissions.ts';
import { actContent } from './act-content.ts';
import { queueMessage } from './queue-message.ts';

/** Something that a customer did by an action of the portal. */
export interface Act {
  action: PortalAction;
  customerId: string;
  /** null: from the home page. */
  interventionId: string | null;
  /** Something of its own that the same action may do again on the same visit; absent: of one day, once. */
  requestId?: string;
  /** Who was to come; absent: who is to come now. */
  technicianIds?: readonly string[];
}

/**
 * Tells those of the company whom the action names, each once and in their own language, in the transaction of what was
 * done. The mail says by numbers what it is about: names and what was written are read in the back office.
 */
export async function tellStaff(
  ctx: Context,
  tx: Queries,
  { companyId, businessUnitId }: AccessScope | BusinessUnitScope | SystemScope,
  act: Act,
): Promise<void> {
  const { action, customerId, interventionId } = act;
  const told = staffTold(action);
  if (told.length === 0) return;
  const unit = await findBusinessUnit(tx, companyId, businessUnitId);
  const customer = await findCustomer(tx, businessUnitId, customerId);
  if (!unit || !customer) return;
  const type = await findActivityType(tx, businessUnitId, action.activityTypeId);
  const visit = interventionId === null ? null : await findIntervention(tx, businessUnitId, interventionId);
  const path = interventionId === null ? '/requests' : `/interventions/${interventionId}`;
  const day = Math.floor(ctx.clock.now() / 86_400);
  const what = act.requestId ?? `${action.id}:${interventionId ?? customerId}:${day}`;
  for (const [email, language] of await readersOf(tx, unit, customer, act, told)) {
    const facts = {
      company: unit.name,
      kind: action.kind,
      typeName: localized(type?.name ?? {}, language),
      customerReference: customer.reference,
      reference: visit?.reference ?? null,
      url: new URL(path, ctx.config.backofficeUrl).href,
    };
    await queueMessage(ctx, tx, {
      businessUnitId,
      kind: 'staff-notice',
      recipient: email,
      language,
      content: actContent(facts, language),
      validIf: { kind: 'always' },
      dedupeKey: `act:${what}:${ctx.keys.mac('recipient', email)}`,
    });
  }
}

/** Everybody by their address, in the order in which they are named. */
async function readersOf(
  q: Queries,
  unit: BusinessUnit,
  customer: Customer,
  act: Act,
  told: readonly StaffNotified[],
): Promise<Map<string, Language>> {
  const readers = new Map<string, Language>();
  const add = (user: StaffUser | undefined) => {
    if (user?.status === 'active' && !readers.has(user.email)) readers.set(user.email, spoken(user.language));
  };
  if (told.includes('planners'))
    for (const { staffUser, role } of await listStaffOfBusinessUnit(q, unit.companyId, unit.id))
      if (permits([role], 'plan')) add(staffUser);
  if (told.includes('responsible') && customer.responsibleId !== null)
    add(await findStaffUser(q, unit.companyId, customer.responsibleId));
  if (told.includes('technician') && act.interventionId !== null)
    for (const technicianId of act.technicianIds ?? (await techniciansOf(q, unit.id, act.interventionId))) {
      const technician = await findTechnician(q, unit.companyId, technicianId);
      const account = technician?.staffUserId
        ? await findStaffUser(q, unit.companyId, technician.staffUserId)
        : undefined;
      if (account) add(account);
      else if (technician?.status === 'active' && technician.email !== null && !readers.has(technician.email))
        readers.set(technician.email, spoken(unit.defaultLanguage));
    }
  return readers;
}

async function techniciansOf(q: Queries, businessUnitId: string, interventionId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const { id } of await listParts(q, businessUnitId, [interventionId]))
    for (const { technicianId } of await listAssignmentsOf(q, businessUnitId, { partId: id }))
      if (!ids.includes(technicianId)) ids.push(technicianId);
  return ids;
}

function spoken(language: string): Language {
  return isLanguage(language) ? language : 'en';
}
