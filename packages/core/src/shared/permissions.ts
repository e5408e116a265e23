/** Every role a staff user can hold in a business unit (CAD-US-01); one in each unit (CAD-US-02). */
export const staffRoles = [
  'administrator',
  'technical-administrator',
  'supervisor',
  'purchase-supervisor',
  'sales-supervisor',
  'call-supervisor',
  'technician',
  'team-leader',
  'call-agent',
] as const;
export type StaffRole = (typeof staffRoles)[number];

/**
 * Who may do what: the one table of it, permission by role. A role that is not named may not. What each use case asks
 * for stands in `core/src/use-case-rights.ts`, what each route of the back office asks for in its policy table.
 */
export const permissions = {
  /** Every technician's day and every intervention of the unit. */
  'see-plan': [
    'administrator',
    'technical-administrator',
    'supervisor',
    'purchase-supervisor',
    'sales-supervisor',
    'call-supervisor',
    'call-agent',
  ],
  /** One's own day and visits. */
  'see-own-plan': ['technician', 'team-leader'],
  /** Every technician's own calendars that are read, and the feed of their work; technicians manage their own. */
  'manage-calendars': ['administrator', 'supervisor'],
  /** The base of customers, with contacts and accesses. */
  'see-customers': [
    'administrator',
    'supervisor',
    'purchase-supervisor',
    'sales-supervisor',
    'call-supervisor',
    'call-agent',
  ],
  /** Say what a customer is to the company (`inactive` closes the portal for it) and where its work is done. */
  'manage-customers': ['administrator', 'supervisor', 'sales-supervisor', 'call-supervisor', 'call-agent'],
  /** What can be done at a customer's. */
  'see-catalogue': [
    'administrator',
    'technical-administrator',
    'supervisor',
    'purchase-supervisor',
    'sales-supervisor',
    'call-supervisor',
    'call-agent',
  ],
  /** Say what can be done, by which rules, with which forms, and what customers may do with it in the portal. */
  'configure-catalogue': ['administrator', 'technical-administrator'],
  /** Create, plan, move and cancel interventions. */
  plan: ['administrator', 'supervisor', 'call-supervisor', 'call-agent'],
  /** Close work in a technician's place, confirm and correct what was closed, decide about what came too late. */
  'supervise-work': ['administrator', 'supervisor'],
  /** Who the technicians are, where they begin, when they work and what they can do. */
  'manage-technicians': ['administrator', 'supervisor'],
  /** Everybody's clockings: read, corrected, taken out into a file. */
  'manage-attendance': ['administrator', 'supervisor'],
  /** The skills that types of work ask for. */
  'manage-skills': ['administrator', 'technical-administrator', 'supervisor'],
  /** Look at the portal as one of its people sees it: what they see is customers' data. */
  'preview-portal': ['administrator', 'supervisor', 'call-supervisor', 'call-agent'],
  /** Say who signs in to the portal, and for whom. */
  'manage-accesses': ['administrator', 'supervisor'],
  /** Hand out and erase what is known of customers and people, and say how long it is kept. */
  'manage-personal-data': ['administrator'],
  /** Bring records in by files, take that back, and take records out into files: everything at once. */
  'import-data': ['administrator'],
  /** Invite people, give and take roles, disable accounts. */
  'manage-staff': ['administrator'],
  /** The keys of other systems, and what was asked with them. */
  'manage-api-keys': ['administrator', 'technical-administrator'],
  /** The settings of the unit: its portal, languages, address and colours, the days it is closed. */
  'configure-unit': ['administrator', 'technical-administrator'],
} as const satisfies Record<string, readonly StaffRole[]>;
export type Permission = keyof typeof permissions;

/** Whether somebody who holds these roles in a unit may do this there. */
export function permits(roles: readonly StaffRole[], permission: Permission): boolean {
  const allowed: readonly StaffRole[] = permissions[permission];
  return roles.some((role) => allowed.includes(role));
}
