/** Somebody whom staff ask for at a customer's. */
export interface ContactFields {
  name: string;
  /** What they are there, in words. */
  role: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  notes: string;
}

/** Absent parts are nothing. */
export type NewContactInput = Pick<ContactFields, 'name'> &
  Partial<ContactFields> & { customerId: string; idempotencyKey: string };

export type EditContactInput = Pick<ContactFields, 'name'> &
  Partial<ContactFields> & {
    customerId: string;
    contactId: string;
    /** The revision that was shown. */
    revision: number;
  };

/** A contact as the customer's record shows it. */
export interface ContactView extends ContactFields {
  id: string;
  revision: number;
  /** Their way into the portal; null: they have none, or it was deleted. */
  access: { id: string; enabled: boolean } | null;
}
