import type { Kit } from '../engine/kit.sqlite.ts';
import type { Customers } from './customers.ts';
import type { Technicians } from './technicians.ts';

/** What customers ask of planning beyond the rules of what is done there. */
export function defineCustomerRules(kit: Kit, tables: Customers & Technicians) {
  const { customer, technicianBusinessUnit } = tables;
  /** Whom a customer's `assignmentMode` speaks of. */
  const customerTechnician = kit.table(
    'customer_technician',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'customer_technician_pk', columns: [t.customerId, t.technicianId] }),
      kit.index('customer_technician_technician').on(t.technicianId),
      kit.foreignKey({
        name: 'customer_technician_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'customer_technician_technician_fk',
        columns: [t.technicianId, t.businessUnitId],
        foreignColumns: [technicianBusinessUnit.technicianId, technicianBusinessUnit.businessUnitId],
      }),
    ],
  );

  return { customerTechnician };
}

export type CustomerRules = ReturnType<typeof defineCustomerRules>;
