import { jest } from '@jest/globals';

/** A stack and a Chromium are started in a beforeAll; on two busy cores that takes its time. Read by jest.config.mjs. */
jest.setTimeout(120_000);
