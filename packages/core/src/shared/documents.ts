/** What somebody makes of a document. */
export const documentDecisions = ['accepted', 'refused'] as const;
export type DocumentDecision = (typeof documentDecisions)[number];

/** Characters of a document in one language, before codes are replaced. */
export const longestDocument = 20_000;

/**
 * A text as it is hashed and kept: composed letters (NFC), lines that end with `\n` and have no blanks at their ends, no empty
 * lines before and after. What reads the same is the same.
 */
export function canonicalText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
