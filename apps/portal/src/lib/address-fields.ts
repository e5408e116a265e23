/** What somebody types of an address, in the order of its form. */
export const addressFields = [
  'line1',
  'line2',
  'postalCode',
  'city',
  'country',
  'label',
  'visitNotes',
] as const;
export type AddressField = (typeof addressFields)[number];
