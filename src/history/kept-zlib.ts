import { constants, type ZlibOptions } from 'node:zlib';

/** Fits nearly every block, inflated. */
const OUTPUT_BYTES = 16_384;
/** A larger one is not kept: a single event may have megabytes. */
const MAX_KEPT_BYTES = 262_144;

/** Deflates or inflates one piece after the other. What it returns is a view that holds until it is used again. */
export interface KeptZlib {
  /** A `dictionary` is told by its identity: its bytes must not change. Throws zlib's error when the bytes are damaged. */
  run(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array;
}

/**
 * What Node's zlib streams consist of, from Node 18 to 24 at least. It is not documented, but npm's own minizlib stands on it too:
 * https://github.com/isaacs/minizlib
 */
interface ZlibStream {
  readonly _handle: {
    onerror: () => void;
    writeSync(
      flush: number,
      input: Uint8Array,
      inputAt: number,
      inputBytes: number,
      output: Uint8Array,
      outputAt: number,
      outputBytes: number,
    ): void;
  };
  /** After a write: bytes that are left of the output, and of the input. */
  readonly _writeState: Uint32Array;
  reset(): void;
  close(): void;
}

/**
 * zlib's functions for one piece of bytes make a stream of 40 to 200 kB and a buffer for each and leave megabytes of holes behind. Of a
 * block of ours that was half of the time to inflate it, in Electron three quarters. So a stream is kept as long as the dictionary is the
 * same, and one buffer. `createStream` and `runOnce` are two of zlib's functions for the same format; the latter does what the former
 * can't, and says what is wrong with the bytes.
 */
export function createKeptZlib(
  createStream: (options: ZlibOptions) => object,
  runOnce: (bytes: Uint8Array, options: ZlibOptions) => Uint8Array,
  options: ZlibOptions = {},
): KeptZlib {
  let kept: { readonly stream: ZlibStream; readonly dictionary: Uint8Array } | null = null;
  let output = new Uint8Array(OUTPUT_BYTES);
  let hasFailed = false;

  /** An empty dictionary is an error to zlib. */
  function withDictionary(dictionary: Uint8Array): ZlibOptions {
    return dictionary.length === 0 ? options : { ...options, dictionary };
  }

  function drop(): void {
    kept?.stream.close();
    kept = null;
  }

  /** `null` where Node's streams are no longer as they were. */
  function streamFor(dictionary: Uint8Array): ZlibStream | null {
    if (kept?.dictionary === dictionary) return kept.stream;
    drop();
    const stream = createStream(withDictionary(dictionary));
    if (!isZlibStream(stream)) return null;
    stream._handle.onerror = () => {
      hasFailed = true;
    };
    kept = { stream, dictionary };
    return stream;
  }

  /** `null` when it failed. */
  function write({ _handle: handle, _writeState: state }: ZlibStream, bytes: Uint8Array): Uint8Array | null {
    for (let read = 0, written = 0; ;) {
      handle.writeSync(
        constants.Z_FINISH,
        bytes,
        read,
        bytes.length - read,
        output,
        written,
        output.length - written,
      );
      if (hasFailed) return null;
      const [outputLeft = 0, inputLeft = 0] = state;
      read = bytes.length - inputLeft;
      written = output.length - outputLeft;
      if (outputLeft > 0) return output.subarray(0, written);
      const larger = new Uint8Array(output.length * 2);
      larger.set(output);
      output = larger;
    }
  }

  return {
    run(bytes, dictionary) {
      if (output.length > MAX_KEPT_BYTES) output = new Uint8Array(OUTPUT_BYTES);
      hasFailed = false;
      const stream = streamFor(dictionary);
      stream?.reset();
      const written = stream === null ? null : write(stream, bytes);
      if (written !== null) return written;
      drop();
      return runOnce(bytes, withDictionary(dictionary));
    },
  };
}

function isZlibStream(stream: object): stream is ZlibStream {
  const { _handle: handle, _writeState: state } = stream as Partial<ZlibStream>;
  return typeof handle?.writeSync === 'function' && state instanceof Uint32Array;
}
