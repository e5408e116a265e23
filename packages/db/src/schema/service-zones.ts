import type { Kit } from '../engine/kit.sqlite.ts';
import type { ServiceArea } from './json.ts';
import type { Organisation } from './organisation.ts';
import type { Technicians } from './technicians.ts';

/** The zones into which a business unit divides where it works, and who serves each. */
export function defineServiceZones(
  kit: Kit,
  { businessUnit, technicianBusinessUnit }: Pick<Organisation, 'businessUnit'> & Technicians,
) {
  const serviceZone = kit.table(
    'service_zone',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      name: kit.text('name').notNull(),
      /** The name in lower case: what makes two of them one, and what files are compared with. */
      key: kit.text('key').notNull(),
      colour: kit.text('colour').notNull(),
      /** null: nothing lies in it but what is put there by hand. */
      area: kit.json<ServiceArea>('area'),
      /** Never deleted while addresses refer to it; one that is off counts for nothing. */
      active: kit.bool('active').notNull().default(true),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('service_zone_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('service_zone_key_unique').on(t.businessUnitId, t.key),
    ],
  );

  const serviceZoneTechnician = kit.table(
    'service_zone_technician',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      serviceZoneId: kit.id('service_zone_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'service_zone_technician_pk', columns: [t.serviceZoneId, t.technicianId] }),
      kit.index('service_zone_technician_technician').on(t.technicianId),
      kit.foreignKey({
        name: 'service_zone_technician_zone_fk',
        columns: [t.businessUnitId, t.serviceZoneId],
        foreignColumns: [serviceZone.businessUnitId, serviceZone.id],
      }),
      kit.foreignKey({
        name: 'service_zone_technician_technician_fk',
        columns: [t.technicianId, t.businessUnitId],
        foreignColumns: [technicianBusinessUnit.technicianId, technicianBusinessUnit.businessUnitId],
      }),
    ],
  );

  return { serviceZone, serviceZoneTechnician };
}

export type ServiceZones = ReturnType<typeof defineServiceZones>;
