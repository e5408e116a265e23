import type { ImportColumn, ImportTarget } from './target.ts';
import type { MappedColumn } from './types.ts';

/** Before the label of a column that is kept as a custom field. */
export const customPrefix = 'custom:';
const longestLabel = 60;

/** The label under which a column is kept; null where its header makes none. */
export function customField(header: string): string | null {
  const label = header.trim().replaceAll(/\s+/g, ' ');
  return label === '' || label.length > longestLabel || label.includes('\0')
    ? null
    : `${customPrefix}${label}`;
}

/** A header without case, accents, signs and spaces. */
function bare(header: string): string {
  return header
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '');
}

/**
 * What the columns of a file fill, found by their headers: the field that is called so, in any language; else a custom
 * field, where the target keeps those. Of two columns for one field the first is taken.
 */
export function mapColumns(target: ImportTarget, headers: readonly string[]): MappedColumn[] {
  const fields = fieldsByName(target.columns);
  const taken = new Set<string>();
  return headers.map((header) => {
    const known = fields.get(bare(header)) ?? ownField(header);
    const field = known ?? (target.keepsUnknown ? customField(header) : null);
    if (field === null || taken.has(field)) return { header, field: null };
    taken.add(field);
    return { header, field };
  });

  /** A header that an export wrote, `custom:` before it or not. */
  function ownField(header: string): string | null {
    return target.keepsUnknown && header.startsWith(customPrefix)
      ? customField(header.slice(customPrefix.length))
      : null;
  }
}

function fieldsByName(columns: readonly ImportColumn[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { field, names } of columns)
    for (const name of [field, ...names]) if (!fields.has(bare(name))) fields.set(bare(name), field);
  return fields;
}
