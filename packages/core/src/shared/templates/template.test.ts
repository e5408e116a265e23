import { describe, expect, it } from 'vitest';
import { languages } from '../languages.ts';
import { templateCodes } from './codes.ts';
import type { TemplateFacts } from './facts.ts';
import { sampleFacts } from './sample.ts';
import { checkTemplate, codesFor, renderTemplate } from './template.ts';

const everything = { contexts: ['system', 'intervention', 'customer'] } as const;
const facts = sampleFacts('en');
const text = (template: string, of: TemplateFacts = facts) => renderTemplate(template, of, 'text');

describe('codes', () => {
  it('every one resolves on a sample, in every language, and is empty where nothing is known (1.19)', () => {
    const empty: TemplateFacts = { language: 'en', now: 0, zone: 'UTC' };
    for (const language of languages)
      for (const { code, render } of templateCodes) {
        expect(render(sampleFacts(language)), `${code} in ${language}`).not.toBe('');
        if (code !== 'system.dateTimeNow') expect(render(empty), code).toBe('');
      }
  });

  it('are written in the language of who reads', () => {
    const template = '{intervention.date.dayOfWeek} {intervention.date}, {intervention.window}';
    expect(languages.map((language) => text(template, sampleFacts(language)))).toEqual([
      'Tuesday 12 January 2027, 09:00–11:00',
      'terça-feira 12 de janeiro de 2027, 09:00–11:00',
      'martedì 12 gennaio 2027, 09:00–11:00',
      'mardi 12 janvier 2027, 09:00–11:00',
    ]);
    expect(text('{intervention.duration} = {intervention.durationSeconds}')).toBe('1 hr 30 mins = 5400');
  });

  it('stand for real values; an unknown one is empty, never raw braces (CAD-PD-02)', () => {
    expect(text('Visit on {intervention.date} by {intervention.assignedUsers.name}{nothing.at.all}')).toBe(
      'Visit on 12 January 2027 by Anna Beispiel',
    );
    expect(text('{{intervention.title}} { } {unclosed')).toBe('Yearly service  unclosed');
  });

  it('of what contains a visit are known by both names (1.19)', () => {
    const parent = { ...facts.intervention!.parent!, custom: { floors: '4' } };
    const of = { ...facts, intervention: { ...facts.intervention!, parent } };
    for (const name of ['parent', 'container']) {
      const written = ['date', 'address', 'address.additional', 'custom.floors'].map(
        (part) => `{intervention.${name}.${part}}`,
      );
      expect(text(written.join('|'), of)).toBe('11 January 2027|Landstrasse 12, 9490 Vaduz|2 OG|4');
      expect(checkTemplate(written.join(''), everything)).toEqual([]);
    }
    const use = { ...everything, custom: { parent: ['floors'] } };
    expect(checkTemplate('{intervention.container.custom.floors}', use)).toEqual([]);
    expect(checkTemplate('{intervention.container.custom.stairs}', use)).toHaveLength(1);
    expect(checkTemplate('{intervention.containers.date}', everything)).toHaveLength(1);
  });

  it('of fields are known by the field; only own properties are found', () => {
    const custom = { boiler: 'Vaillant', 'serial-no': '{intervention.comment}' };
    const of = { ...facts, intervention: { ...facts.intervention!, custom } };
    expect(text('{intervention.custom.boiler}|{intervention.custom.serial-no}', of)).toBe(
      'Vaillant|{intervention.comment}',
    );
    for (const field of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(text(`[{intervention.custom.${field}}]`, of)).toBe('[]');
  });
});

describe('checking a text', () => {
  it('finds nothing wrong with any code, where everything is spoken of', () => {
    expect(
      checkTemplate(
        codesFor(everything)
          .map((code) => `{${code}}`)
          .join('\n'),
        everything,
      ),
    ).toEqual([]);
    expect(checkTemplate('no codes at all', { contexts: [] })).toEqual([]);
  });

  it('tells place and suggestion of what is no code', () => {
    expect(checkTemplate('Dear {customer.name},\n on {intervention.dat}: {date}', everything)).toEqual([
      {
        code: '{customer.name}',
        line: 1,
        column: 6,
        reason: 'unknown',
        suggestion: 'intervention.customer.name',
      },
      { code: '{intervention.dat}', line: 2, column: 5, reason: 'unknown', suggestion: 'intervention.date' },
      { code: '{date}', line: 2, column: 25, reason: 'unknown', suggestion: 'intervention.date' },
    ]);
    expect(checkTemplate('{xyzzy}', everything)).toMatchObject([{ reason: 'unknown', suggestion: null }]);
  });

  it('tells braces that are not closed, and codes of what is not spoken of here', () => {
    expect(checkTemplate('a {intervention.date', everything)).toMatchObject([
      { reason: 'not-closed', column: 3 },
    ]);
    expect(checkTemplate('{system.dateTimeNow} {intervention.date}', { contexts: ['system'] })).toMatchObject(
      [{ code: '{intervention.date}', reason: 'not-here' }],
    );
  });

  it('knows which fields there are, where they are given', () => {
    const use = { contexts: ['intervention'], custom: { intervention: ['boiler'] } } as const;
    expect(checkTemplate('{intervention.custom.boiler}', use)).toEqual([]);
    expect(checkTemplate('{intervention.custom.boilr}', use)).toMatchObject([
      { reason: 'unknown', suggestion: 'intervention.custom.boiler' },
    ]);
    expect(checkTemplate('{intervention.custom.}', everything)).toMatchObject([{ reason: 'unknown' }]);
  });
});

describe('S41: what people write is never more than text', () => {
  const payloads = [
    '{intervention.customer.email}',
    '{{intervention.customer.email}}',
    '{constructor}',
    '{__proto__}',
    '${7*7}',
    '<%= 7*7 %>',
    '{% print(1) %}',
    '{{7*7}}',
    '#{7*7}',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    'javascript:alert(1)',
    '&lt;b&gt;',
    'a\r\nBcc: all@example.com',
    'a\u2028b',
    '\u202egpj.exe',
    '\u0000\u0007bell',
  ];
  const values = Array.from({ length: 12 }, (_, n) => payloads.map((one) => `${one}${'x'.repeat(n)}`)).flat();
  const withComment = (comment: string): TemplateFacts => ({
    ...facts,
    intervention: { ...facts.intervention!, comment },
  });

  it('a value with codes is not expanded again, whatever it is', () => {
    expect(values.length).toBeGreaterThan(200);
    for (const value of values) {
      const rendered = text('[{intervention.comment}]', withComment(value));
      expect(rendered).not.toContain('maria@example.com');
      expect(rendered.replaceAll(/[\s]/g, '').length).toBeLessThanOrEqual(value.length + 2);
    }
    // The control: as part of the template the code is one.
    expect(text('{intervention.customer.email}')).toBe('maria@example.com');
  });

  it('in HTML it opens no tag and leaves no attribute', () => {
    for (const value of values) {
      const html = renderTemplate('<b>{intervention.comment}</b>', withComment(value), 'html');
      expect(html).not.toMatch(/[<>"']/);
    }
    expect(renderTemplate('{intervention.comment}', withComment('a < b & "c"'), 'html')).toBe(
      'a &lt; b &amp; &quot;c&quot;',
    );
  });

  it('a subject is one line; in a text message nothing steers', () => {
    for (const value of values) {
      expect(renderTemplate('S {intervention.comment}', withComment(value), 'subject')).not.toMatch(
        /[\r\n\u2028\u2029]/,
      );

      expect(renderTemplate('{intervention.comment}', withComment(value), 'sms')).not.toMatch(
        // eslint-disable-next-line no-control-regex -- these are what must not pass
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
      );
    }
  });

  it('as a template it is no program either', () => {
    for (const value of values) expect(text(value)).not.toMatch(/49|\[native code\]|object Object/);
  });
});
