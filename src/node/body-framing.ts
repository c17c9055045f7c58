import type { IncomingHttpHeaders } from 'node:http';

/** Finds the body in what comes off a socket after the head: RFC 9112 6.3. */
export interface BodyFraming {
  /** The body's part of these bytes, in place: they are written over. May be empty. */
  push(bytes: Uint8Array): Uint8Array;
  /** All of the body has come. */
  isComplete(): boolean;
  /** Something came that must not stand there. What comes after it is no body. */
  isMalformed(): boolean;
  /** The end of the connection is the end of the body. */
  readonly endsWithConnection: boolean;
}

/** Bytes of a chunk's first line, with its extensions, or of all trailers. node:http allows as many. */
const MAX_LINE_BYTES = 16_384;
/** Hexadecimal digits of a size that JavaScript counts exactly. */
const MAX_SIZE_DIGITS = 13;

const LF = 10;
const CR = 13;

/** The framing that a head announces. node:http has turned away heads that contradict themselves. */
export function toBodyFraming(status: number, headers: IncomingHttpHeaders): BodyFraming {
  if (status === 204 || status === 304) return createLengthFraming(0);
  if (/(?:^|,)\s*chunked\s*$/i.test(headers['transfer-encoding'] ?? '')) return createChunkedFraming();
  const length = headers['content-length'];
  return length === undefined ? UNTIL_CLOSE : createLengthFraming(Number(length));
}

const UNTIL_CLOSE: BodyFraming = {
  push: (bytes) => bytes,
  isComplete: () => false,
  isMalformed: () => false,
  endsWithConnection: true,
};

function createLengthFraming(length: number): BodyFraming {
  let left = length;
  return {
    push(bytes) {
      const body = bytes.length > left ? bytes.subarray(0, left) : bytes;
      left -= body.length;
      return body;
    },
    isComplete: () => left === 0,
    isMalformed: () => false,
    endsWithConnection: false,
  };
}

/** What the next byte belongs to. */
type Place =
  | 'size'
  | 'extension'
  | 'size-lf'
  | 'data'
  | 'data-cr'
  | 'data-lf'
  | 'trailer'
  | 'last-lf'
  | 'done'
  | 'malformed';

/**
 * Takes the chunks off a body (RFC 9112 7.1) and puts their contents together, in place. Home Assistant writes a chunk an
 * event, and node:http makes a buffer, a copy and a call of each: two thirds of what reading the stream cost.
 */
function createChunkedFraming(): BodyFraming {
  let place: Place = 'size';
  /** Of the chunk: its size as far as it is read, then what is left of it. */
  let left = 0;
  let digits = 0;
  let lineBytes = 0;
  /** The line of the trailer has had a byte: it is not the blank one. */
  let isInTrailer = false;

  function readSizeByte(byte: number): void {
    const digit = hexValueOf(byte);
    if (digit !== -1 && digits < MAX_SIZE_DIGITS) {
      left = left * 16 + digit;
      digits += 1;
    } else if (digits > 0 && byte === CR) place = 'size-lf';
    else if (digits > 0 && (byte === 0x3b || byte === 0x20 || byte === 0x09)) place = 'extension';
    else place = 'malformed';
  }

  function beginLine(next: 'size' | 'trailer'): void {
    place = next;
    left = digits = lineBytes = 0;
    isInTrailer = false;
  }

  /** A byte that is not data. */
  function step(byte: number): void {
    lineBytes += 1;
    switch (place) {
      case 'size':
        readSizeByte(byte);
        break;
      case 'extension':
        if (byte === CR) place = 'size-lf';
        else if (byte === LF) place = 'malformed';
        break;
      case 'size-lf':
        if (byte !== LF) place = 'malformed';
        else if (left === 0) beginLine('trailer');
        else place = 'data';
        break;
      case 'data-cr':
        place = byte === CR ? 'data-lf' : 'malformed';
        break;
      case 'data-lf':
        if (byte === LF) beginLine('size');
        else place = 'malformed';
        break;
      case 'trailer':
        if (byte === LF) isInTrailer = false;
        else if (byte === CR && !isInTrailer) place = 'last-lf';
        else isInTrailer = true;
        break;
      case 'last-lf':
        place = byte === LF ? 'done' : 'malformed';
        break;
      case 'data':
      case 'done':
      case 'malformed':
        break;
    }
    if (lineBytes > MAX_LINE_BYTES) place = 'malformed';
  }

  return {
    push(bytes) {
      let length = 0;
      let at = 0;
      while (at < bytes.length && place !== 'done' && place !== 'malformed') {
        if (place !== 'data') {
          step(bytes[at] ?? 0);
          at += 1;
          continue;
        }
        const end = Math.min(at + left, bytes.length);
        bytes.copyWithin(length, at, end);
        length += end - at;
        left -= end - at;
        at = end;
        if (left === 0) place = 'data-cr';
      }
      return bytes.subarray(0, length);
    },
    isComplete: () => place === 'done',
    isMalformed: () => place === 'malformed',
    endsWithConnection: false,
  };
}

/** -1 for what is no hexadecimal digit. */
function hexValueOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
