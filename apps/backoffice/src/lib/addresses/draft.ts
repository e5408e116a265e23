import type { AddressFields, AddressRecord } from '@itinera/core';

/** An address in a form: every field a text, and the place apart. */
export interface AddressDraft {
  label: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  country: string;
  zone: string;
  /** '': none by hand. */
  serviceZoneId: string;
  accessNotes: string;
  visitNotes: string;
  contactName: string;
  contactPhone: string;
  isStandard: boolean;
  active: boolean;
}

/** The fields as a form begins with them. */
export function draftOf(record: AddressRecord | null, country: string): AddressDraft {
  if (record === null)
    return {
      label: '',
      line1: '',
      line2: '',
      postalCode: '',
      city: '',
      country,
      zone: '',
      serviceZoneId: '',
      accessNotes: '',
      visitNotes: '',
      contactName: '',
      contactPhone: '',
      isStandard: false,
      active: true,
    };
  const { label, line1, line2, postalCode, city, accessNotes, visitNotes, isStandard, active } = record;
  return {
    ...{ label, line1, line2, postalCode, city, accessNotes, visitNotes, isStandard, active },
    country: record.country,
    zone: record.zone ?? '',
    serviceZoneId: record.serviceZoneId ?? '',
    contactName: record.contactName ?? '',
    contactPhone: record.contactPhone ?? '',
  };
}

/** What is sent of a form. */
export function fieldsOf(draft: AddressDraft): AddressFields {
  const orNull = (text: string) => text.trim() || null;
  return {
    ...draft,
    zone: orNull(draft.zone),
    serviceZoneId: orNull(draft.serviceZoneId),
    contactName: orNull(draft.contactName),
    contactPhone: orNull(draft.contactPhone),
  };
}
