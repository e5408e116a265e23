import type { Core, SystemScope } from '@itinera/core';
import type { MadeCustomer, setUp } from '@itinera/core/set-up';
import type { DemoCustomer } from './customers.ts';
import type { DemoOrganisation } from './make-organisation.ts';

/** A file as another system gives it: one of its lines cannot be read. */
const file = [
  'reference;name;type;phone;category;note',
  'ERP-900;Imaginary Bakery Imported;company;+423 232 11 01;Office;from the former system',
  'ERP-901;Example School Imported;company;+423 232 11 02;Office;from the former system',
  'ERP-902;Sample Gallery Imported;company;somewhere in Vaduz;Office;its number is none',
].join('\n');

/**
 * What staff have to look at: two records of what may be one customer, an address that nobody finds, and a file that was
 * imported but for one line.
 */
export async function showRecords(
  core: Core,
  make: ReturnType<typeof setUp>,
  scope: SystemScope,
  organisation: DemoOrganisation,
  customers: readonly { made: MadeCustomer; invented: DemoCustomer }[],
): Promise<void> {
  const { businessUnitId, administratorId } = organisation;
  const [twice, moved] = customers;
  if (!twice || !moved) throw new RangeError('showRecords needs two customers');
  const { name, kind, language, email, sites } = twice.invented;
  const { place } = sites[0]!;
  const [first = '', family = '', ...rest] = name.split(' ');
  await make.customers({
    businessUnitId,
    customers: [
      {
        // The words of the name in another order, at the same place.
        name: [family, first, ...rest].join(' '),
        kind,
        language,
        email,
        addresses: [{ ...place, country: 'LI' }],
      },
    ],
  });
  await core.addresses.save(scope, {
    customerId: moved.made.customerId,
    label: 'New house',
    line1: 'Nirgendweg 99',
    line2: '',
    postalCode: '9490',
    city: 'Vaduz',
    country: 'LI',
    zone: null,
    accessNotes: '',
    visitNotes: '',
    contactName: null,
    contactPhone: null,
    isStandard: false,
    active: true,
    idempotencyKey: 'demo-address-nowhere',
  });
  await make.importFile({
    businessUnitId,
    staffUserId: administratorId,
    target: 'customers',
    fileName: 'former-system.csv',
    text: file,
  });
}
