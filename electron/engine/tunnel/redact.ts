const placeholder = '[authtoken]';

/** Two long runs of letters and digits with an underscore between: what ngrok's tokens and keys look like. */
const likelyToken = /\b[A-Za-z0-9]{16,}_[A-Za-z0-9]{12,}\b/g;

/** ngrok's own texts quote the token like this, whatever it looks like. */
const quotedToken = /((?:auth ?token|authentication|credential|key)s?:)\s*(?!\[authtoken\]|https?:)\S+/gi;

/** Takes the authtoken, and everything that looks like one, out of a text that will be logged or shown. */
export function redactAuthtoken(text: string, authtoken: string | undefined): string {
  let redacted = text;
  if (authtoken !== undefined && authtoken !== '') {
    redacted = redacted.replaceAll(authtoken, placeholder);
    redacted = redacted.replaceAll(encodeURIComponent(authtoken), placeholder);
    redacted = redacted.replaceAll(JSON.stringify(authtoken).slice(1, -1), placeholder);
  }
  return redacted.replace(likelyToken, placeholder).replace(quotedToken, `$1 ${placeholder}`);
}
