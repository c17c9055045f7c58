import { UsageProblem } from '../../../src/cli/exit-code.ts';

/** The sentence with which a command line is refused. */
export function usageProblemOf(parse: () => unknown): string {
  try {
    parse();
    return 'no problem';
  } catch (error) {
    if (error instanceof UsageProblem) return error.message;
    throw error;
  }
}
