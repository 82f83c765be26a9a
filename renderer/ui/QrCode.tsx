import { QRCodeSVG } from 'qrcode.react';

/** Always dark on white, with its quiet zone: cameras need the contrast in either theme. */
export function QrCode({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  return (
    <div className="inline-block rounded-control bg-[#fff] p-3">
      <QRCodeSVG
        value={text}
        size={size}
        level="M"
        title={label}
        role="img"
        bgColor="#ffffff"
        fgColor="#000000"
      />
    </div>
  );
}
