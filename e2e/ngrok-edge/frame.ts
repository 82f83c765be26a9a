/**
 * muxado frames, as the ngrok client writes them: an 8-byte big-endian header (24-bit body length, type and flags in a
 * nibble each, 31-bit stream id), then the body. Source: the frame encoder of ngrok's muxado, checked on the wire; the
 * masks in muxado's PROTOCOL.md differ from its code.
 */
export const FrameType = { rst: 0, data: 1, windowIncrement: 2, goAway: 3 } as const;

export const FrameFlag = { fin: 0x1, syn: 0x2 } as const;

/** Reasons in RST and GOAWAY frames. */
export const MuxError = {
  none: 0,
  protocol: 1,
  flowControl: 3,
  streamRefused: 5,
  streamCancelled: 6,
} as const;

/** Bytes of DATA that may be on their way in one direction of one stream: fixed in the client. */
export const streamWindowBytes = 262_144;

export interface Frame {
  /** One of `FrameType`, or a number this version does not know. */
  type: number;
  flags: number;
  streamId: number;
  body: Buffer;
}

const headerBytes = 8;
const maxBodyBytes = 0xff_ffff;

export function encodeFrameHeader(type: number, flags: number, streamId: number, bodyBytes: number): Buffer {
  if (bodyBytes > maxBodyBytes)
    throw new RangeError(`a frame holds at most ${maxBodyBytes} bytes, not ${bodyBytes}`);
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeUIntBE(bodyBytes, 0, 3);
  header.writeUInt8((type << 4) | flags, 3);
  header.writeUInt32BE(streamId & 0x7fff_ffff, 4);
  return header;
}

export function encodeFrame(type: number, flags: number, streamId: number, body: Uint8Array): Buffer {
  return Buffer.concat([encodeFrameHeader(type, flags, streamId, body.length), body]);
}

/** The body of RST and WNDINC frames. */
export function encodeUint32(value: number): Buffer {
  const body = Buffer.allocUnsafe(4);
  body.writeUInt32BE(value);
  return body;
}

/** Cuts a byte stream into frames, however it was split on the way. */
export interface FrameParser {
  push(chunk: Buffer): Frame[];
}

export function createFrameParser(): FrameParser {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let neededBytes = headerBytes;

  return {
    push(chunk) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes < neededBytes) return [];
      const bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting);

      const frames: Frame[] = [];
      let at = 0;
      neededBytes = headerBytes;
      while (bytes.length - at >= headerBytes) {
        const frameBytes = headerBytes + bytes.readUIntBE(at, 3);
        if (bytes.length - at < frameBytes) {
          neededBytes = frameBytes;
          break;
        }
        const typeAndFlags = bytes.readUInt8(at + 3);
        frames.push({
          type: typeAndFlags >> 4,
          flags: typeAndFlags & 0xf,
          streamId: bytes.readUInt32BE(at + 4) & 0x7fff_ffff,
          body: bytes.subarray(at + headerBytes, at + frameBytes),
        });
        at += frameBytes;
      }
      const rest = bytes.subarray(at);
      waiting = rest.length === 0 ? [] : [rest];
      waitingBytes = rest.length;
      return frames;
    },
  };
}
