import { type CaptureName, readCapture } from './captures.ts';

/** The texts after `data: ` of a capture, pings included, in order. */
export function readCaptureMessages(name: CaptureName): readonly string[] {
  return new TextDecoder()
    .decode(readCapture(name).body)
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice('data: '.length));
}
