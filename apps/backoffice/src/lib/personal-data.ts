import type { InferResponseType } from 'hono/client';
import { m } from '#words';
import { call, unitApi } from './api/client.ts';

const routes = unitApi['personal-data'];

export type PersonalDataPage = InferResponseType<typeof routes.$get>;
export type Act = PersonalDataPage['acts'][number];
export type Outlook = InferResponseType<(typeof routes.customers)[':customerId']['$get']>;

/** Whom it is about. */
export type Subject =
  { businessUnitId: string; customerId: string } | { businessUnitId: string; accessId: string };

export function outlookOf(subject: Subject): Promise<Outlook> {
  return 'customerId' in subject
    ? call(routes.customers[':customerId'].$get({ param: subject }))
    : call(routes.accesses[':accessId'].$get({ param: subject }));
}

/** Everything about somebody, as the words of a file. */
export async function exportOf(subject: Subject): Promise<string> {
  const file =
    'customerId' in subject
      ? await call(routes.customers[':customerId'].export.$post({ param: subject }))
      : await call(routes.accesses[':accessId'].export.$post({ param: subject }));
  return JSON.stringify(file, null, 2);
}

export async function erase(subject: Subject, confirm: string): Promise<void> {
  const json = { confirm };
  if ('customerId' in subject)
    await call(routes.customers[':customerId'].erase.$post({ param: subject, json }));
  else await call(routes.accesses[':accessId'].erase.$post({ param: subject, json }));
}

/** What was done, in words. */
export function actText({ kind, reference, counts }: Act): string {
  const of = { reference: reference ?? '' };
  switch (kind) {
    case 'customer.erased':
      return m.personal_act_customer_erased(of);
    case 'access.erased':
      return m.personal_act_access_erased();
    case 'customer.exported':
      return m.personal_act_customer_exported(of);
    case 'access.exported':
      return m.personal_act_access_exported();
    case 'retention.changed':
      return m.personal_act_retention_changed();
    case 'retention.applied':
      return m.personal_act_retention_applied(counts ?? { visits: 0, accesses: 0, messages: 0 });
  }
}
