import type { RunOptions } from '../engine/run-options.js';
import { figure } from './figures.js';

/** The options of a run for people, in the order in which they are asked for. */
export function optionRows(options: RunOptions): [string, string][] {
  const { inFlight, rate } = options;
  return [
    ['users', figure(options.users)],
    ['chats', `${figure(options.chats)} with ${figure(options.members)} participants each`],
    [
      'load',
      inFlight === null
        ? `${figure(rate)} operations a second (open model)`
        : `${figure(inFlight)} in flight (closed model)`,
    ],
    ['edits', `${figure(options.editRatio * 100)} % of the operations`],
    ['read receipts', `after ${figure(options.readRatio * 100)} % of the deliveries`],
    ['warm-up', `${seconds(options.warmUpMs)}, of which ramp ${seconds(options.rampMs)}`],
    ['steady', seconds(options.durationMs)],
    ['drain', `up to ${seconds(options.drainMs)}`],
    ['senders', which(options.senders)],
    ['receivers', which(options.receivers)],
    ['pin', pinName(options.pin)],
    ['seed', String(options.seed)],
    ['threads', figure(options.threads)],
  ];
}

const seconds = (ms: number): string => `${figure(ms / 1_000)} s`;
const which = (instances: RunOptions['senders']): string =>
  instances === 'all' ? 'all' : instances.join(', ');

const pinName = (pin: RunOptions['pin']): string =>
  pin.kind === 'pairs'
    ? pin.pairs.map(({ sender, receiver }) => `s${sender}:r${receiver}`).join(', ')
    : pin.kind;
