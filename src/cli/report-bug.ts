/** What is printed of a bug. Only the place in the code: the message of another library's error may quote its input, a secret. */
export function reportBug(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const where = lines.filter((line) => line.startsWith('    at ')).join('\n');
  return `porchlight: This is a bug in Porchlight. Please report it with these lines.\n${where}\n`;
}

/** Printed when the memory that a run may take is used up. */
export const OUT_OF_MEMORY =
  'porchlight: There was not enough memory for all of this, so the run ended here. Ask for less at once, such as a shorter time.\n';
