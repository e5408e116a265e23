/** What a customer can be to the company. `inactive` closes the portal for it; the others only organise (AZT-12). */
export const customerStatuses = ['active', 'lead', 'contact', 'inactive'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];
