/** What to change, where several causes have the same remedy. */

export const USE_RAW_BODY =
  'Verify over the raw bytes of the body, before anything parses it: express.raw() in Express, request.get_data() in Flask, request.raw_post in Rails, php://input in PHP, await request.text() in a Next.js route handler; and send those bytes on unchanged.';

export const CHECK_PROXY =
  'Look for what stands between the sender and your code (a proxy, a gateway, a middleware) and let it pass the body on unchanged; verify before anything reads it.';

export const USE_PUBLIC_URL =
  'Verify with the URL exactly as the sender calls it: take scheme and host from X-Forwarded-Proto and X-Forwarded-Host behind a proxy or a tunnel you trust, or put the public URL into your configuration.';
