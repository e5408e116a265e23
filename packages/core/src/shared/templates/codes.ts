import type { TemplateContext, TemplateFacts } from './facts.ts';
import { coordinate, dateText, durationText, momentText, weekdayText, windowText } from './words.ts';

/** One replacement code: what it is about, and what it stands for. */
export interface TemplateCode {
  code: string;
  needs: TemplateContext;
  /** '' where nothing is known. */
  render: (facts: TemplateFacts) => string;
}

const code = (path: string, needs: TemplateContext, render: TemplateCode['render']): TemplateCode => ({
  code: path,
  needs,
  render,
});

const planned = ({ intervention }: TemplateFacts) =>
  intervention?.start ?? intervention?.promise?.start ?? null;
const zoneOf = ({ intervention, zone }: TemplateFacts) => intervention?.promise?.zone ?? zone;
const address = ({ intervention }: TemplateFacts) => intervention?.address;
const parentOf = ({ intervention }: TemplateFacts) => intervention?.parent;
const people = ({ intervention }: TemplateFacts) => intervention?.technicians ?? [];
const list = (all: readonly (string | null)[]) => all.filter(Boolean).join(', ');

/** Every code there is, in the order in which they are listed. Those of fields are made by `customCode`. */
export const templateCodes: readonly TemplateCode[] = [
  code('intervention.reference', 'intervention', ({ intervention }) => intervention?.reference ?? ''),
  code('intervention.title', 'intervention', ({ intervention }) => intervention?.title ?? ''),
  code('intervention.date', 'intervention', (facts) =>
    dateText(planned(facts), zoneOf(facts), facts.language),
  ),
  code('intervention.date.dayOfWeek', 'intervention', (facts) =>
    weekdayText(planned(facts), zoneOf(facts), facts.language),
  ),
  code('intervention.window', 'intervention', ({ intervention, language }) =>
    windowText(intervention?.promise ?? null, language),
  ),
  code('intervention.address', 'intervention', (facts) => address(facts)?.text ?? ''),
  code('intervention.address.additional', 'intervention', (facts) => address(facts)?.additional ?? ''),
  code('intervention.address.zipCode', 'intervention', (facts) => address(facts)?.zipCode ?? ''),
  code('intervention.address.latitude', 'intervention', (facts) => coordinate(address(facts)?.lat)),
  code('intervention.address.longitude', 'intervention', (facts) => coordinate(address(facts)?.lon)),
  code('intervention.comment', 'intervention', ({ intervention }) => intervention?.comment ?? ''),
  code('intervention.duration', 'intervention', ({ intervention, language }) =>
    durationText(intervention?.duration ?? null, language),
  ),
  code('intervention.durationSeconds', 'intervention', ({ intervention }) =>
    String(intervention?.duration ?? ''),
  ),
  code('intervention.status', 'intervention', ({ intervention }) => intervention?.status ?? ''),
  code(
    'intervention.businessUnit.name',
    'intervention',
    ({ intervention }) => intervention?.businessUnitName ?? '',
  ),
  code('intervention.assignedUsers.name', 'intervention', (facts) =>
    list(people(facts).map(({ name }) => name)),
  ),
  code('intervention.assignedUsers.email', 'intervention', (facts) =>
    list(people(facts).map(({ email }) => email)),
  ),
  code('intervention.report.status', 'intervention', ({ intervention }) =>
    (intervention?.report?.result ?? '').toUpperCase(),
  ),
  code(
    'intervention.report.comment',
    'intervention',
    ({ intervention }) => intervention?.report?.comment ?? '',
  ),
  code('intervention.parent.reference', 'intervention', (facts) => parentOf(facts)?.reference ?? ''),
  code('intervention.parent.date', 'intervention', (facts) => {
    const parent = parentOf(facts);
    const at = parent?.start ?? parent?.promise?.start ?? null;
    return dateText(at, parent?.promise?.zone ?? facts.zone, facts.language);
  }),
  code('intervention.parent.address', 'intervention', (facts) => parentOf(facts)?.address?.text ?? ''),
  code(
    'intervention.parent.address.additional',
    'intervention',
    (facts) => parentOf(facts)?.address?.additional ?? '',
  ),
  code('intervention.customer.reference', 'customer', ({ customer }) => customer?.reference ?? ''),
  code('intervention.customer.name', 'customer', ({ customer }) => customer?.name ?? ''),
  code('intervention.customer.email', 'customer', ({ customer }) => customer?.email ?? ''),
  code('intervention.customer.mobile', 'customer', ({ customer }) => customer?.mobile ?? ''),
  code('intervention.customer.phone', 'customer', ({ customer }) => customer?.phone ?? ''),
  code('system.dateTimeNow', 'system', ({ now, zone, language }) => momentText(now, zone, language)),
];

/** How the codes of fields begin, what they are about, and whose fields they are: `{intervention.custom.CODE}`. */
export const customPrefixes = [
  { prefix: 'intervention.customer.custom.', needs: 'customer', of: 'customer' },
  { prefix: 'intervention.parent.custom.', needs: 'intervention', of: 'parent' },
  { prefix: 'intervention.custom.', needs: 'intervention', of: 'intervention' },
] as const;

const byPath = new Map(templateCodes.map((one) => [one.code, one]));

/** What a code is; undefined for one that there is not. */
export function findCode(path: string): TemplateCode | undefined {
  const listed = asListed(path);
  return byPath.get(listed) ?? customCode(listed);
}

/** A code by the name under which it is listed: what contains a visit is its parent here, and `container` says the same (1.19). */
export function asListed(path: string): string {
  return path.replace(/^intervention\.container\./, 'intervention.parent.');
}

/** Whether a code may stand behind one of these prefixes. */
export function isFieldCode(field: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u.test(field);
}

function customCode(path: string): TemplateCode | undefined {
  for (const { prefix, needs } of customPrefixes) {
    if (!path.startsWith(prefix)) continue;
    const field = path.slice(prefix.length);
    if (!isFieldCode(field)) return undefined;
    return code(path, needs, (facts) => {
      const custom = ofPrefix(prefix, facts)?.custom;
      return custom && Object.hasOwn(custom, field) ? (custom[field] ?? '') : '';
    });
  }
  return undefined;
}

function ofPrefix(
  prefix: (typeof customPrefixes)[number]['prefix'],
  facts: TemplateFacts,
): { custom: Readonly<Record<string, string>> } | null | undefined {
  switch (prefix) {
    case 'intervention.customer.custom.':
      return facts.customer;
    case 'intervention.parent.custom.':
      return parentOf(facts);
    case 'intervention.custom.':
      return facts.intervention;
  }
}
