/**
 * What a spreadsheet takes for a formula, ASCII and full-width. On export `'` stands before it (csv-stringify,
 * `escape_formulas`); on import that one sign is taken off again. What begins with `'` by itself gets one more, so that
 * what comes back is what went out.
 */
const formula = /^'*[=+\-@\t\r＝＋－＠]/u;

/** Before csv-stringify sees it: keeps a text that looks neutralised from being mistaken for one that was. */
export function keepQuotes(text: string): string {
  return text.startsWith("'") && formula.test(text) ? `'${text}` : text;
}

/** A cell of a file without the sign that neutralised it. */
export function withoutNeutral(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
