import { GenericHmac } from '../../../shared/model/generic-hmac.ts';

/** A scheme of one's own, as text fields. */
export interface GenericForm {
  header: string;
  prefix: string;
  pair: string;
  algorithm: GenericHmac['algorithm'];
  encoding: GenericHmac['encoding'];
  content: string;
  keyEncoding: GenericHmac['keyEncoding'];
  keyPrefix: string;
  timestampHeader: string;
  timestampPair: string;
  timestampUnit: 's' | 'ms' | 'iso';
  /** Seconds; empty accepts any age. */
  tolerance: string;
  idHeader: string;
}

export const emptyForm: GenericForm = {
  header: 'X-Signature',
  prefix: '',
  pair: '',
  algorithm: 'sha256',
  encoding: 'hex',
  content: '{body}',
  keyEncoding: 'utf8',
  keyPrefix: '',
  timestampHeader: '',
  timestampPair: '',
  timestampUnit: 's',
  tolerance: '',
  idHeader: '',
};

export const formOf = ({ timestamp, pair, idHeader, ...rest }: GenericHmac): GenericForm => ({
  ...rest,
  pair: pair ?? '',
  idHeader: idHeader ?? '',
  timestampHeader: timestamp?.header ?? '',
  timestampPair: timestamp?.pair ?? '',
  timestampUnit: timestamp?.unit ?? 's',
  tolerance: timestamp?.toleranceMs === undefined ? '' : String(timestamp.toleranceMs / 1000),
});

export type ParsedForm = { scheme: GenericHmac } | { problems: Partial<Record<keyof GenericForm, string>> };

const fieldOf: Record<string, keyof GenericForm> = {
  'timestamp.header': 'timestampHeader',
  'timestamp.pair': 'timestampPair',
  'timestamp.toleranceMs': 'tolerance',
};

/** The scheme that the fields describe, or what is wrong with which of them. */
export function parseForm(form: GenericForm): ParsedForm {
  const { timestampHeader, timestampPair, timestampUnit, tolerance, pair, idHeader, ...rest } = form;
  const parsed = GenericHmac.safeParse({
    ...rest,
    ...(pair === '' ? {} : { pair }),
    ...(idHeader === '' ? {} : { idHeader }),
    ...(timestampHeader === ''
      ? {}
      : {
          timestamp: {
            header: timestampHeader,
            unit: timestampUnit,
            ...(timestampPair === '' ? {} : { pair: timestampPair }),
            ...(tolerance === '' ? {} : { toleranceMs: Number(tolerance) * 1000 }),
          },
        }),
  });
  if (parsed.success) return { scheme: parsed.data };
  const problems: Partial<Record<keyof GenericForm, string>> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = path.join('.');
    const field = fieldOf[name] ?? (name as keyof GenericForm);
    problems[field] ??= field === 'tolerance' ? 'must be 1 to 604,800 seconds' : message;
  }
  return { problems };
}
