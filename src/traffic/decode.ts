/** From the bytes of a body to its text, whatever came. */

import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateSync,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib';

/**
 * The Edge Network was seen to compress without being asked.
 *
 * @param isCut then as much is read as came.
 * @returns the bytes as they are, and the fault, when they are not what `encoding` says.
 */
export function decode(bytes: Buffer, encoding: string | undefined, isCut: boolean): { text: string; fault?: string } {
  const decompress = encoding === undefined ? undefined : decompressors[encoding.toLowerCase()];
  // A 204 may name an encoding and has nothing to decompress.
  if (decompress === undefined || bytes.length === 0) return { text: toText(bytes) };
  try {
    return { text: toText(decompress(bytes, isCut)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { text: toText(bytes), fault: `the body cannot be decompressed with ${encoding}: ${reason}` };
  }
}

const partial: ZlibOptions = { finishFlush: constants.Z_SYNC_FLUSH };
const partialBrotli: BrotliOptions = { finishFlush: constants.BROTLI_OPERATION_FLUSH };

const decompressors: Record<string, (bytes: Buffer, isCut: boolean) => Buffer> = {
  gzip: (bytes, isCut) => gunzipSync(bytes, isCut ? partial : {}),
  deflate: (bytes, isCut) => inflateSync(bytes, isCut ? partial : {}),
  br: (bytes, isCut) => brotliDecompressSync(bytes, isCut ? partialBrotli : {}),
};

/** JSON.parse takes no byte order mark. */
function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
