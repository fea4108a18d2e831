/** The job is not done and not to blame: it goes back to waiting, without an attempt spent. */
export class PutBack extends Error {
  constructor() {
    super('the worker stops; the job goes back to waiting');
    this.name = 'PutBack';
  }
}
