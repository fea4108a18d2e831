/**
 * A reason to end the stack that the person at the terminal can act on: printed as it is, without a stack trace.
 * Anything else that is thrown is a bug of the stack and is printed with its trace.
 */
export class StackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
  }
}

/** The words of any thrown thing. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
