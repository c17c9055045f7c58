#!/usr/bin/env node
/**
 * Makes the sounds of assets/sounds: sums of decaying tones, computed from nothing but the numbers below.
 *
 *   node scripts/sounds.mjs
 *
 * WAV, because every notification server, Chromium, Windows and macOS play it without a decoder of their own.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project-root.mjs';

const RATE = 44_100;
/** The loudest sample of each, of 1: soft beside music, and clear in a quiet room. */
const PEAK = 0.6;
/** Shorter starts click. */
const ATTACK_S = 0.003;

/** @typedef {{ at: number, hz: number, gain: number, decay: number, length?: number }} Tone
 * `at`, `decay` (to a third) and `length` in seconds; without `length` it dies away. */

/** @param {number} at @returns {Tone[]} a knuckle on wood */
const knockAt = (at) => [
  { at, hz: 172, gain: 1, decay: 0.045 },
  { at, hz: 311, gain: 0.55, decay: 0.03 },
  { at, hz: 733, gain: 0.3, decay: 0.012 },
  { at, hz: 1_467, gain: 0.16, decay: 0.006 },
];

/** @param {number} at @param {number} hz @param {number} decay @returns {Tone[]} a bar of metal that is struck */
const barAt = (at, hz, decay) => [
  { at, hz, gain: 1, decay },
  { at, hz: hz * 2.76, gain: 0.22, decay: decay / 3 },
  { at, hz: hz * 5.4, gain: 0.07, decay: decay / 7 },
];

/** @param {number} at @param {number} hz @returns {Tone[]} with a third and a fifth harmonic, to be heard through a door */
const beepAt = (at, hz) =>
  [1, 3, 5].map((times) => ({ at, hz: hz * times, gain: 1 / times ** 2, decay: 1, length: 0.15 }));

/** The partials of a bell, as times of its note, with their strength and how long they last. */
const BELL = [
  [0.5, 0.35, 1.4],
  [1, 1, 1],
  [1.19, 0.5, 0.8],
  [1.5, 0.3, 0.6],
  [2, 0.6, 0.55],
  [2.66, 0.25, 0.35],
  [3.01, 0.15, 0.25],
];

/** @type {Readonly<Record<string, { seconds: number, tones: Tone[] }>>} */
const SOUNDS = {
  knock: { seconds: 0.5, tones: [...knockAt(0), ...knockAt(0.17)] },
  chime: { seconds: 1.1, tones: [...barAt(0, 659.26, 0.28), ...barAt(0.24, 523.25, 0.34)] },
  bell: {
    seconds: 1.4,
    tones: BELL.map(([times = 1, gain = 1, last = 1]) => ({
      at: 0,
      hz: 698.46 * times,
      gain,
      decay: 0.4 * last,
    })),
  },
  alarm: {
    seconds: 1.6,
    tones: [0, 0.4, 0.8, 1.2].flatMap((at) => [...beepAt(at, 987.77), ...beepAt(at + 0.17, 739.99)]),
  },
};

/** @param {Tone} tone @param {number} t seconds */
function sampleOf({ at, hz, gain, decay, length }, t) {
  const since = t - at;
  if (since < 0 || (length !== undefined && since > length)) return 0;
  const rise = Math.min(1, since / ATTACK_S);
  const fall = length === undefined ? 1 : Math.min(1, (length - since) / ATTACK_S);
  return gain * rise * fall * Math.exp(-since / decay) * Math.sin(2 * Math.PI * hz * since);
}

/** @param {{ seconds: number, tones: Tone[] }} sound @returns {Buffer} a WAV file: 16 bit, one channel */
function toWav({ seconds, tones }) {
  const count = Math.round(seconds * RATE);
  const samples = Float64Array.from({ length: count }, (_, at) => {
    // Nothing that is cut off at the end.
    const close = Math.min(1, (count - at) / (0.02 * RATE));
    return close * tones.reduce((sum, tone) => sum + sampleOf(tone, at / RATE), 0);
  });
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const wav = Buffer.alloc(44 + 2 * count);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 2 * count, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(2 * RATE, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * count, 40);
  samples.forEach((sample, at) => {
    wav.writeInt16LE(Math.round((sample / loudest) * PEAK * 32_767), 44 + 2 * at);
  });
  return wav;
}

/** @returns {[name: string, wav: Buffer][]} every sound, by the name of its file */
export function makeSounds() {
  return Object.entries(SOUNDS).map(([name, sound]) => [`${name}.wav`, toWav(sound)]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = join(projectRoot, 'assets/sounds');
  mkdirSync(folder, { recursive: true });
  for (const [name, wav] of makeSounds()) writeFileSync(join(folder, name), wav);
}
