/** What was asked for cannot be: a mistake in the options, not a finding. */
export class RunOptionsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RunOptionsError';
  }
}
