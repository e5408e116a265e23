import { describe, expect, it } from 'vitest';
import { newFormKey, submissionKey, text } from './forms.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe('a submitted form', () => {
  it('has the same key when it is sent twice, another one when anything changed', () => {
    const sent = { key: newFormKey(), window: '1-2', comment: 'second floor' };
    expect(submissionKey(form(sent), 'hold')).toBe(submissionKey(form(sent), 'hold'));
    expect(submissionKey(form({ comment: sent.comment, window: '1-2', key: sent.key }), 'hold')).toBe(
      submissionKey(form(sent), 'hold'),
    );
    expect(submissionKey(form({ ...sent, window: '3-4' }), 'hold')).not.toBe(
      submissionKey(form(sent), 'hold'),
    );
    expect(submissionKey(form({ ...sent, key: newFormKey() }), 'hold')).not.toBe(
      submissionKey(form(sent), 'hold'),
    );
    expect(submissionKey(form(sent), 'confirm')).not.toBe(submissionKey(form(sent), 'hold'));
    expect(submissionKey(form({ ...sent, comment: 'second floor"],["window","1-2' }), 'hold')).not.toBe(
      submissionKey(form(sent), 'hold'),
    );
  });

  it('gives its texts trimmed, with one kind of line end, and nothing for what is no text', () => {
    const data = form({ comment: '  a\r\nb  ' });
    data.append('file', new Blob(['x']), 'x.txt');
    expect(text(data, 'comment')).toBe('a\nb');
    expect(text(data, 'file')).toBe('');
    expect(text(data, 'missing')).toBe('');
  });
});
