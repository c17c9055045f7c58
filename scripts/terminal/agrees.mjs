import { createInterface } from 'node:readline/promises';

/**
 * Asks the person at the terminal a question that is answered by yes or no.
 *
 * @param {string} question
 * @param {{ input?: NodeJS.ReadableStream & { isTTY?: boolean }, output?: NodeJS.WritableStream & { isTTY?: boolean } }} [terminal]
 * @returns {Promise<boolean>} false without asking where there is no terminal.
 */
export async function agrees(question, { input = process.stdin, output = process.stderr } = {}) {
  if (!input.isTTY || !output.isTTY) return false;
  const lines = createInterface({ input, output });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
