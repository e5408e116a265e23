import type { Kit } from '../engine/kit.sqlite.ts';
import type { Customers } from './customers.ts';
import type { Organisation } from './organisation.ts';
import type { Staff } from './staff.ts';

/** Staff who look at the portal as one of its people sees it. */
export function definePreviews(
  kit: Kit,
  { businessUnit, staffUser, access }: Organisation & Staff & Customers,
) {
  const portalPreview = kit.table(
    'portal_preview',
    {
      /** Of the token that opens it, once. */
      grantHash: kit.text('grant_hash').primaryKey(),
      /** Of the token the browser shows with every request; null until it is opened. */
      sessionHash: kit.text('session_hash'),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      accessId: kit.id('access_id').notNull(),
      staffUserId: kit.id('staff_user_id').notNull(),
      /** The session it ends with. No foreign key: sessions that are over are forgotten. */
      staffSessionHash: kit.text('staff_session_hash').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      /** Of the grant; of the preview, once it is opened. */
      expiresAt: kit.instant('expires_at').notNull(),
      endedAt: kit.instant('ended_at'),
    },
    (t) => [
      kit.unique('portal_preview_session_unique').on(t.sessionHash),
      kit.index('portal_preview_expiry').on(t.expiresAt),
      kit.foreignKey({
        name: 'portal_preview_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
      kit.foreignKey({
        name: 'portal_preview_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
      kit.foreignKey({
        name: 'portal_preview_staff_user_fk',
        columns: [t.companyId, t.staffUserId],
        foreignColumns: [staffUser.companyId, staffUser.id],
      }),
    ],
  );
  return { portalPreview };
}
