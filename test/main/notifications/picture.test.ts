import { describe, expect, it } from 'vitest';
import { readPictureSize, toPicture, type DecodedImage } from '../../../src/main/notifications/picture.ts';

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(24);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

/** A JPEG with a comment before its frame header. */
function jpeg(width: number, height: number, comment = 10): Buffer {
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]);
  const text = Buffer.alloc(Math.max(4, 2 + comment));
  text.writeUInt16BE(0xfffe);
  text.writeUInt16BE(comment, 2);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), text, frame]);
}

describe('readPictureSize', () => {
  it.each([
    ['a PNG', png(640, 480), { width: 640, height: 480 }],
    ['a JPEG', jpeg(1920, 1080), { width: 1920, height: 1080 }],
    ['half a PNG', png(640, 480).subarray(0, 20), null],
    ['half a JPEG', jpeg(640, 480).subarray(0, 16), null],
    ['a JPEG whose segments have no length', jpeg(640, 480, 0), null],
    ['a JPEG that begins with its data', Buffer.from([255, 216, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0]), null],
    ['a page', Buffer.from('<!doctype html><title>Log in</title>'), null],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('%s', (_name, bytes, expected) => {
    expect(readPictureSize(bytes)).toEqual(expected);
  });

  it('ends for any bytes after the beginning of a JPEG', () => {
    for (let value = 0; value < 256; value++) {
      const bytes = Buffer.alloc(2_000, value);
      bytes.set([0xff, 0xd8, 0xff]);
      expect(() => readPictureSize(bytes)).not.toThrow();
    }
  });
});

describe('toPicture', () => {
  function image(width: number, height: number): DecodedImage {
    return {
      isEmpty: () => width === 0,
      getSize: () => ({ width, height }),
      resize: (to) =>
        image(
          to.width ?? Math.round((width * (to.height ?? 0)) / height),
          to.height ?? Math.round((height * (to.width ?? 0)) / width),
        ),
      toBitmap: () => Buffer.alloc(width * height * 4),
    };
  }

  it.each([
    [640, 480, 480, 360],
    [1920, 1080, 480, 270],
    [600, 1200, 180, 360],
    [100, 50, 100, 50],
  ])('%d x %d is shown as %d x %d', (width, height, shownWidth, shownHeight) => {
    const picture = toPicture(jpeg(width, height), () => image(width, height));
    expect(picture).toMatchObject({ width: shownWidth, height: shownHeight });
    expect(picture?.bgra).toHaveLength(shownWidth * shownHeight * 4);
  });

  it('does not decode what claims to be huge, or is no picture', () => {
    const decode = (): DecodedImage => {
      throw new Error('decoded');
    };
    expect(toPicture(png(60_000, 60_000), decode)).toBeNull();
    expect(toPicture(Buffer.from('<html>'), decode)).toBeNull();
  });

  it('has nothing of what can not be decoded', () => {
    expect(toPicture(png(10, 10), () => image(0, 0))).toBeNull();
  });
});
