/* The numbers of looking at the portal as a customer sees it; docs/accesses.md tells why. Seconds. */

/** Between the button in the back office and the button in the portal. */
export const grantLifetime = 60;
export const previewLifetime = 15 * 60;
