type Through = ReadableWritablePair<Uint8Array, Uint8Array>

/** Gzip. */
export function pack(bytes: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  // It takes bytes of any buffer; its type names some.
  return bytes.pipeThrough(new CompressionStream('gzip') as Through)
}

/** The other way round. */
export function unpack(bytes: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return bytes.pipeThrough(new DecompressionStream('gzip') as Through)
}
