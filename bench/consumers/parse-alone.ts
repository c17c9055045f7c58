import { createMeter, readArguments } from './meter.ts';

/** The yardstick: the same bytes, all there before the clock starts, decoded and parsed and nothing else. */
const { url, total, warmUp } = readArguments();
const isDecoded = process.argv[5] === 'texts';

const response = await fetch(url);
const messages = Buffer.from(await response.arrayBuffer())
  .toString()
  .split('\n\n')
  .map((message) => message.slice('data: '.length))
  .filter((text) => text.startsWith('{'))
  .map((text) => Buffer.from(text));
const texts = messages.map((bytes) => bytes.toString());

const meter = createMeter(warmUp);
for (let i = 0; i < total; i += 1) {
  const at = i % messages.length;
  const text = isDecoded ? texts[at] : messages[at]?.toString();
  const event: unknown = JSON.parse(text ?? 'null');
  if (event !== null) meter.count();
}
meter.stop();
