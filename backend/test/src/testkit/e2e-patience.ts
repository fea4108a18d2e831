import { jest } from '@jest/globals';

/** A whole stack is started in a beforeAll; on two busy cores that takes its time. Read by jest.config.mjs. */
jest.setTimeout(120_000);
