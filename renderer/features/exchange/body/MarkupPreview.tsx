/**
 * Markup drawn in a frame that can do nothing: no script, no origin, no form, no network, by its sandbox and by the
 * policy that its document starts with.
 */
export function MarkupPreview({ markup }: { markup: string }) {
  const policy =
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">';
  return (
    <iframe
      title="Preview of the body, without scripts or network"
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={`<!doctype html>${policy}${markup}`}
      className="min-h-0 flex-1 bg-[#fff]"
    />
  );
}
