import type { Kit } from '../engine/kit.sqlite.ts';
import type { Customers } from './customers.ts';
import type { Forms } from './forms.ts';
import type { Interventions } from './interventions.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** What people send along with their words, and the bytes of it. */
export function defineFiles(
  kit: Kit,
  {
    staffUser,
    customer,
    access,
    intervention,
    form,
  }: Pick<Staff, 'staffUser'> & Customers & Interventions & Pick<Forms, 'form'>,
) {
  const file = kit.table(
    'file',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** Whose room it takes. */
      customerId: kit.id('customer_id').notNull(),
      interventionId: kit.id('intervention_id'),
      /** The form it answers; null: it goes with a message or the like. */
      formId: kit.id('form_id'),
      /** Code of the form's field. */
      field: kit.text('field'),
      /** Of what goes with a form about work that is being booked: where that will be. */
      addressId: kit.id('address_id'),
      /** Of what goes with a message, or of a drawing under a document: the portal's action, which may be gone by now. */
      portalActionId: kit.id('portal_action_id'),
      /** The request that it went with. */
      requestId: kit.id('request_id'),
      /** Who sent it, a person of the portal or staff. */
      accessId: kit.id('access_id'),
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
      /** Made safe, with an ending that fits the type. */
      name: personal(kit.text('name')).notNull(),
      /** A media type of a closed list, by the bytes. */
      type: kit.text('type').notNull(),
      /** Bytes. */
      size: kit.int('size').notNull(),
      /** SHA-256 of the bytes, hexadecimal. */
      hash: kit.text('hash').notNull(),
      state: kit.text('state').$type<FileState>().notNull(),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('file_owner_unique').on(t.businessUnitId, t.id),
      kit.index('file_intervention').on(t.interventionId),
      kit.index('file_customer').on(t.businessUnitId, t.customerId),
      kit.index('file_form').on(t.formId, t.field),
      kit.index('file_access').on(t.accessId),
      kit.index('file_request').on(t.requestId),
      kit.index('file_state').on(t.state, t.createdAt),
      kit.foreignKey({
        name: 'file_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'file_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
      kit.foreignKey({
        name: 'file_form_fk',
        columns: [t.businessUnitId, t.formId],
        foreignColumns: [form.businessUnitId, form.id],
      }),
      kit.foreignKey({
        name: 'file_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  /** In pieces, so that none is ever in memory as a whole. */
  const filePiece = kit.table(
    'file_piece',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      fileId: kit.id('file_id').notNull(),
      /** From 0. */
      number: kit.int('number').notNull(),
      bytes: personal(kit.bytes('bytes')).notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'file_piece_pk', columns: [t.fileId, t.number] }),
      kit.foreignKey({
        name: 'file_piece_file_fk',
        columns: [t.businessUnitId, t.fileId],
        foreignColumns: [file.businessUnitId, file.id],
      }),
    ],
  );

  return { file, filePiece };
}

/** `waiting`: uploaded, and nothing that was sent names it yet. */
/** `reported`: a closing that came too late names it, and staff have not decided. */
/** `report`: made by us, a version of a report (`report`). */
export type FileState = 'waiting' | 'kept' | 'reported' | 'report';
