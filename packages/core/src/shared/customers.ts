/** What a customer can be to the company. `inactive` closes the portal for it; the others only organise (AZT-12). */
export const customerStatuses = ['active', 'lead', 'contact', 'inactive'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

/**
 * What somebody is to the company by what happened (AZT-03 to AZT-06): `inactive` by the status; else `active` who had
 * work done; else `contact` by the status; else `lead`.
 */
export const relationships = ['active', 'lead', 'contact', 'inactive'] as const;
export type Relationship = (typeof relationships)[number];

/** What a customer is. */
export const customerKinds = ['company', 'individual', 'machine'] as const;
export type CustomerKind = (typeof customerKinds)[number];

/** The short lists of a unit's own words of which a customer takes one each. */
export const presetLists = ['category', 'profile', 'payment-method', 'payment-term'] as const;
export type PresetList = (typeof presetLists)[number];
