import { jest } from '@jest/globals';

/**
 * Making a database and migrating it is part of a beforeAll, and every core is busy with other suites: a test that hangs is
 * ended, one that is slow is not. Read by jest.config.mjs.
 */
jest.setTimeout(180_000);
