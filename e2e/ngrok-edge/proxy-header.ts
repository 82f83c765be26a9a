import { StreamType } from './typed-stream.ts';

export interface ProxyHeader {
  /** The id that the endpoint was bound with. */
  endpointId: string;
  /** `address:port` of the visitor. */
  clientAddr: string;
  proto: string;
}

/**
 * The start of a proxied connection: stream type (big-endian), length (8 bytes, LITTLE-endian: the client allocates
 * whatever it reads there and aborts when it can't) and JSON. All five fields are required; EdgeType "3" is HTTPS.
 */
export function encodeProxyHeader({ endpointId, clientAddr, proto }: ProxyHeader): Buffer {
  const json = Buffer.from(
    JSON.stringify({
      Id: endpointId,
      ClientAddr: clientAddr,
      Proto: proto,
      EdgeType: '3',
      PassthroughTLS: false,
    }),
  );
  const prefix = Buffer.allocUnsafe(12);
  prefix.writeUInt32BE(StreamType.proxy, 0);
  prefix.writeBigInt64LE(BigInt(json.length), 4);
  return Buffer.concat([prefix, json]);
}
