import { describe, expect, it } from 'vitest';
import { emptyForm, formOf, parseForm } from './generic-form.ts';

describe('the form of a scheme of one’s own', () => {
  it('gives the scheme it was made of', () => {
    const form = {
      ...emptyForm,
      prefix: 'sha256=',
      content: '{timestamp}.{body}',
      timestampHeader: 'X-Time',
      tolerance: '300',
    };
    const parsed = parseForm(form);
    expect(parsed).toMatchObject({
      scheme: { prefix: 'sha256=', timestamp: { header: 'X-Time', unit: 's', toleranceMs: 300_000 } },
    });
    expect('scheme' in parsed ? formOf(parsed.scheme) : undefined).toEqual(form);
  });

  it('says at which field something is wrong', () => {
    expect(parseForm({ ...emptyForm, header: 'a b' })).toMatchObject({
      problems: { header: expect.stringContaining('header name') as string },
    });
    expect(parseForm({ ...emptyForm, content: '{timestamp}.{body}' })).toMatchObject({
      problems: { content: expect.stringContaining('timestamp') as string },
    });
    expect(parseForm({ ...emptyForm, timestampHeader: 'X-Time', tolerance: 'soon' })).toMatchObject({
      problems: { tolerance: expect.any(String) as string },
    });
  });
});
