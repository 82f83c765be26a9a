import { useEffect, useRef } from 'react';

export interface ImageViewProps {
  label: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Taken from the bytes, never from what a sender said. */
  mediaType: string;
}

export function ImageView({ label, bytes, mediaType }: ImageViewProps) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    if (image.current !== null) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [bytes, mediaType]);
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center overflow-auto p-4">
      <img ref={image} alt={label} className="max-h-full max-w-full object-contain" />
    </div>
  );
}
