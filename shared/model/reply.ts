import { z } from 'zod';
import { BodyContent } from './body.ts';
import { Header } from './header.ts';

/** What goes out to a sender. `Content-Length` is computed; a `Content-Type` is sent only when it stands in `headers`. */
export const Reply = z.strictObject({
  /** 200-599; 1xx statuses are not final answers. */
  status: z.int('must be a number').min(200, 'must be 200 to 599').max(599, 'must be 200 to 599'),
  headers: z.array(Header).max(100),
  body: BodyContent,
});
export type Reply = z.infer<typeof Reply>;

/** What a bin answers when nothing else does. */
export const DefaultReply = Reply.extend({
  /** True makes header values and a text body Liquid templates over the request. */
  isTemplate: z.boolean().optional(),
});
export type DefaultReply = z.infer<typeof DefaultReply>;

/** What a new bin answers until told otherwise: an empty 200, which every provider takes as received. */
export const defaultReply = (): DefaultReply => ({ status: 200, headers: [], body: { text: '' } });
