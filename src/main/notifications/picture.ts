import { LIMITS } from '../../core/limits.ts';

/** What is used of Electron's `NativeImage`. */
export interface DecodedImage {
  isEmpty(): boolean;
  getSize(): { readonly width: number; readonly height: number };
  resize(options: { width?: number; height?: number }): DecodedImage;
  /** Rows of blue, green, red and alpha. */
  toBitmap(): Buffer;
}

/** A decoded picture that fits a notification, and nothing else of the file it came from. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bgra: Buffer;
}

/** Pixels that notification servers show of it at most, for a screen with twice the usual density. */
const FIT = { width: 480, height: 360 };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** Width and height as a PNG or a JPEG says, before it is decoded; `null` for anything else. */
export function readPictureSize(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, PNG))
    return bytes.length < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) };
  return startsWith(bytes, JPEG) ? readJpegSize(view) : null;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((each, at) => bytes[at] === each);
}

/** The frame header follows other segments, each with its length. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2 */
function readJpegSize(view: DataView): { readonly width: number; readonly height: number } | null {
  for (let at = 2; at + 9 <= view.byteLength;) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const length = view.getUint16(at + 2);
    if (marker < 0xffc0 || length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/**
 * Decodes what a server sent as a picture, and makes it small. `null` for what is no picture, or claims more pixels than
 * `LIMITS.maxPicturePixels`.
 */
export function toPicture(bytes: Uint8Array, decode: (bytes: Buffer) => DecodedImage): Picture | null {
  const claimed = readPictureSize(bytes);
  if (claimed === null || claimed.width * claimed.height > LIMITS.maxPicturePixels) return null;
  const whole = decode(Buffer.from(bytes));
  if (whole.isEmpty()) return null;
  const { width, height } = whole.getSize();
  const isWide = width * FIT.height > height * FIT.width;
  const isLarge = width > FIT.width || height > FIT.height;
  const image = isLarge ? whole.resize(isWide ? { width: FIT.width } : { height: FIT.height }) : whole;
  return { ...image.getSize(), bgra: image.toBitmap() };
}
