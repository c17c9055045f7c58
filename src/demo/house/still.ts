import { deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

const WIDTH = 320;
const HEIGHT = 180;

interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly colour: Colour;
}
const part = (left: number, top: number, right: number, bottom: number, colour: Colour): Part => ({
  left,
  top,
  right,
  bottom,
  colour,
});

const LAMP = { x: 96, y: 52 };
/** From back to front: wall, ground, frame, door, panels, knob, mat, lamp, and a plant in its pot. */
const SCENE: readonly Part[] = [
  part(0, 0, WIDTH, 148, [120, 112, 108]),
  part(0, 148, WIDTH, HEIGHT, [92, 88, 92]),
  part(122, 26, 200, 150, [214, 208, 198]),
  part(128, 32, 194, 150, [122, 46, 40]),
  part(138, 42, 184, 82, [104, 36, 32]),
  part(138, 94, 184, 138, [104, 36, 32]),
  part(186, 92, 191, 98, [226, 190, 96]),
  part(118, 154, 204, 166, [70, 58, 46]),
  part(92, 44, 101, 60, [250, 222, 150]),
  part(232, 84, 268, 124, [58, 92, 56]),
  part(238, 118, 262, 150, [156, 92, 62]),
];
/** The hall, where the door stood. */
const OPEN_DOOR = part(128, 32, 194, 150, [246, 214, 158]);

/** What the camera over the front door sees, as a PNG: the door, and what light the porch has. */
export function drawFrontDoor({
  isOpen,
  isLit,
}: {
  readonly isOpen: boolean;
  readonly isLit: boolean;
}): Uint8Array {
  const scene = isOpen ? [...SCENE.slice(0, 3), OPEN_DOOR, ...SCENE.slice(7)] : SCENE;
  // Each row begins with the number of its filter: none.
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const seen = scene.findLast(
        ({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom,
      );
      const near = Math.exp(-(((x - LAMP.x) / 90) ** 2) - ((y - LAMP.y) / 70) ** 2);
      const light = seen === OPEN_DOOR ? 1 : isLit ? 0.3 + 0.9 * near : 0.3;
      const pixel = (seen?.colour ?? [0, 0, 0]).map((value) => Math.min(255, Math.round(value * light)));
      rows.set(pixel, y * (1 + WIDTH * 3) + 1 + x * 3);
    }
  }
  return toPng(rows);
}

/** https://www.w3.org/TR/png-3/: eight bits each of red, green and blue. */
function toPng(rows: Buffer): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Node has its own only since 22.2. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}
