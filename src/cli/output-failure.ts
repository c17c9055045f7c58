/** Standard output could not be written. `code` is the system's. */
export function describeOutputFailure(code: string): string {
  return `porchlight: The output could not be written (${code}). Check the disk or the program behind it.`;
}
