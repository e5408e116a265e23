/** What a message says, before it is dressed: plain words, none of them markup. */
export interface Content {
  subject: string;
  hello?: string | undefined;
  intro: string;
  /** Set apart and large: a code. */
  highlight?: string | undefined;
  facts?: { label: string; value: string }[] | undefined;
  notes?: string[] | undefined;
  link?: { label: string; url: string } | undefined;
}

/** The parts of a mail. */
export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

/** A mail in text and HTML that say the same. Every value is escaped; the subject is one line (no header can be added). */
export function render(content: Content): Rendered {
  return { subject: oneLine(content.subject), text: asText(content), html: asHtml(content) };
}

function asText({ hello, intro, highlight, facts = [], notes = [], link }: Content): string {
  const blocks = [
    hello && oneLine(hello),
    intro,
    highlight && `    ${highlight}`,
    facts.map(({ label, value }) => `${label}: ${oneLine(value)}`).join('\n'),
    ...notes,
    link && `${link.label}:\n${link.url}`,
  ];
  return `${blocks.filter((block) => block).join('\n\n')}\n`;
}

function asHtml({ subject, hello, intro, highlight, facts = [], notes = [], link }: Content): string {
  const paragraph = (words: string): string => `<p>${escapeHtml(words)}</p>`;
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" style="text-align:left;padding:4px 16px 4px 0;font-weight:600">${escapeHtml(label)}</th>` +
      `<td style="padding:4px 0">${escapeHtml(value)}</td></tr>`,
  );
  return [
    '<!doctype html>',
    '<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:36em">',
    hello ? paragraph(hello) : '',
    // Staff's own words may have several lines.
    `<p style="white-space:pre-line">${escapeHtml(intro)}</p>`,
    highlight
      ? `<p style="font:600 32px/1.2 ui-monospace,monospace;letter-spacing:.2em">${escapeHtml(highlight)}</p>`
      : '',
    rows.length > 0
      ? `<table role="presentation" style="border-collapse:collapse">${rows.join('')}</table>`
      : '',
    ...notes.map(paragraph),
    link ? `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>` : '',
    '</div></body></html>',
  ].join('\n');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
