import { ItineraError } from '../shared/errors.ts';
import { checkTemplate, type TemplateUse } from '../shared/templates/template.ts';

/**
 * Codes of a text are those there are, and every brace belongs to one.
 * @throws ItineraError `invalid` at `field`, reason `code`, with the line and what was probably meant.
 */
export function requireSoundText(field: string, text: string, use: TemplateUse): void {
  const [fault] = checkTemplate(text, use);
  if (!fault) return;
  const remedy = fault.suggestion === null ? 'leave it out' : `write {${fault.suggestion}}`;
  throw new ItineraError(
    'invalid',
    `${field}: ${fault.code} in line ${fault.line}, column ${fault.column} is no code: ${remedy}`,
    { field, reason: 'code', details: { line: fault.line } },
  );
}
