import { formatCnpj, formatCpf, isCnpj, isCpf } from './brazil.ts';
import { formatSiren, formatSiret, isSiren, isSiret } from './france.ts';
import { formatCodiceFiscale, isCodiceFiscale, isPartitaIva } from './italy.ts';

/** The numbers of authorities that are checked. */
export const taxIdKinds = ['cpf', 'cnpj', 'codice-fiscale', 'partita-iva', 'siren', 'siret'] as const;
export type TaxIdKind = (typeof taxIdKinds)[number];

const rules: Readonly<
  Record<TaxIdKind, { valid: (text: string) => boolean; format: (text: string) => string }>
> = {
  cpf: { valid: isCpf, format: formatCpf },
  cnpj: { valid: isCnpj, format: formatCnpj },
  'codice-fiscale': { valid: isCodiceFiscale, format: formatCodiceFiscale },
  'partita-iva': { valid: isPartitaIva, format: (text) => text },
  siren: { valid: isSiren, format: formatSiren },
  siret: { valid: isSiret, format: formatSiret },
};

/** A number as it is stored and compared: letters large, without spaces and signs, and without an Italian number's IT. */
export function compactTaxId(kind: TaxIdKind | null, typed: string): string {
  const text = typed.normalize('NFKC').trim();
  if (kind === null) return text;
  const compact = text.toUpperCase().replace(/[\s.\-/]/g, '');
  return kind === 'partita-iva' ? compact.replace(/^IT(?=\d)/, '') : compact;
}

/** Whether a number has the form and the check digits of its kind. Whether anybody has it only the authority knows. */
export function isTaxId(kind: TaxIdKind, typed: string): boolean {
  return rules[kind].valid(compactTaxId(kind, typed));
}

/** As its authority writes it; what is no such number stays as it is. */
export function formatTaxId(kind: TaxIdKind | null, text: string): string {
  return kind !== null && isTaxId(kind, text) ? rules[kind].format(compactTaxId(kind, text)) : text;
}

const ofCountry: Readonly<Record<string, readonly TaxIdKind[]>> = {
  BR: ['cpf', 'cnpj'],
  IT: ['partita-iva', 'codice-fiscale'],
  FR: ['siret', 'siren'],
};

/**
 * The kind of a number that came without one, from the form and check digits; where several fit (a CPF and a partita IVA
 * both have eleven digits) that of the country (ISO 3166-1). null: it is none of them, or of another country.
 */
export function recogniseTaxId(typed: string, country: string | null): TaxIdKind | null {
  const own = ofCountry[country ?? ''] ?? [];
  const fitting = taxIdKinds.filter((kind) => isTaxId(kind, typed));
  return own.find((kind) => fitting.includes(kind)) ?? (fitting.length === 1 ? fitting[0]! : null);
}
