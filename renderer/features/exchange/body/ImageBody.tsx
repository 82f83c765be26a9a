import { useEffect, useState } from 'react';
import { formatBytes } from '../../../ui/format-bytes.ts';

/** An image by its sniffed type, never by the type the sender claimed. */
export function ImageBody({ bytes, type }: { bytes: Uint8Array<ArrayBuffer>; type: string }) {
  const [url, setUrl] = useState<string>();
  const [size, setSize] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the URL is a resource that has to be given back
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return (
    <figure className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 overflow-auto p-6">
      {url !== undefined && (
        <img
          src={url}
          alt="The body of this request"
          className="max-h-full max-w-full rounded-control border border-line object-contain"
          onLoad={({ currentTarget: image }) => setSize(`${image.naturalWidth} × ${image.naturalHeight}`)}
          onError={() => setSize('It could not be drawn')}
        />
      )}
      <figcaption className="nums text-small text-faint">
        {[type, size, formatBytes(bytes.length)].filter(Boolean).join(' · ')}
      </figcaption>
    </figure>
  );
}
