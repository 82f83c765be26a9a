import { z } from 'zod';

/**
 * One header field. Names and values are Latin-1 strings, one character a byte, as they were on the wire (RFC 9110 §5.5);
 * showing a value as UTF-8 is a view. A header list is ordered and keeps case and duplicates.
 */
export const Header = z.strictObject({ name: z.string(), value: z.string() });
export type Header = z.infer<typeof Header>;
