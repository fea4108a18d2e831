/** What the tests of the web client in a real browser use of this kit: a stack, people who speak the API, and waiting. */
export { eventually } from './eventually.js';
export { Person } from './person.js';
export { RunningStack } from './running-stack.js';
export { startStack, type Stack } from './stack.js';
