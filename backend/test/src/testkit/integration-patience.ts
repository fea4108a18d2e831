import { jest } from '@jest/globals';

/** Making a database and migrating it is part of a beforeAll. Read by jest.config.mjs. */
jest.setTimeout(30_000);
