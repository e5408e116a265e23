import type { CustomerFields } from './customer-record.ts';

/** A customer's fields as somebody gives them: each may be missing, blanks are nothing, null takes a custom field away. */
export type CustomerInput = Partial<
  Omit<CustomerFields, 'customFields'> & { customFields: Record<string, string | null> }
>;

export interface CreateCustomerInput extends CustomerInput {
  name: string;
  status: CustomerFields['status'];
  idempotencyKey: string;
}

export interface EditCustomerInput extends CustomerInput {
  customerId: string;
  /** The revision that was shown. */
  revision: number;
}
