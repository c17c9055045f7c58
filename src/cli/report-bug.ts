/** What is printed of a bug. Only the place in the code: the message of another library's error may quote its input, a secret. */
export function reportBug(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const where = lines.filter((line) => line.startsWith('    at ')).join('\n');
  return `porchlight: This is a bug in Porchlight. Please report it with these lines.\n${where}\n`;
}
