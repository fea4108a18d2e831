import { describe, expect, it } from '@jest/globals';
import { RestartPolicy, type Death } from './restart-policy.js';

const killed: Death = { atMs: 0, upMs: 5_000, wasReady: true, code: null, signal: 'SIGKILL' };
const crashed: Death = { atMs: 0, upMs: 1_000, wasReady: true, code: 1, signal: null };

function verdicts(deaths: Death[]): (number | 'give up')[] {
  const policy = new RestartPolicy();
  return deaths.map((death) => {
    const verdict = policy.onDeath(death);
    return verdict === 'give up' ? verdict : verdict.restartInMs;
  });
}

describe('a child that dies is started again', () => {
  it('after 0.5 s, then after twice as long each time, up to 8 s', () => {
    expect(verdicts(Array.from({ length: 7 }, () => killed))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000, 8000,
    ]);
  });

  it('after 0.5 s again once it has stayed up for 30 s', () => {
    expect(verdicts([killed, killed, { ...killed, upMs: 30_000 }])).toEqual([500, 1000, 500]);
  });

  it('however often somebody kills it while it is up', () => {
    const deaths = Array.from({ length: 50 }, (_, index) => ({ ...killed, atMs: index * 1000 }));
    expect(verdicts(deaths)).not.toContain('give up');
  });
});

describe('a child that cannot stay up is given up', () => {
  it('when it has ended by itself 5 times within 60 s', () => {
    const deaths = [0, 10, 20, 30, 40].map((second) => ({ ...crashed, atMs: second * 1000 }));
    expect(verdicts(deaths).at(-1)).toBe('give up');
  });

  it('when it was up once, and was then killed 5 times before it came up again', () => {
    const deaths = [killed, ...Array.from({ length: 5 }, () => ({ ...killed, wasReady: false }))];
    expect(verdicts(deaths)).toEqual([500, 1000, 2000, 4000, 8000, 'give up']);
  });

  it('after 3 times when it never came up at all', () => {
    const deaths = Array.from({ length: 3 }, () => ({ ...crashed, wasReady: false }));
    expect(verdicts(deaths)).toEqual([500, 1000, 'give up']);
  });

  it.each(['SIGSEGV', 'SIGABRT'] as const)('a crash by %s is its own fault', (signal) => {
    const deaths = Array.from({ length: 5 }, () => ({ ...killed, signal }));
    expect(verdicts(deaths).at(-1)).toBe('give up');
  });

  it('but not for five failures over a longer time', () => {
    const deaths = [0, 20, 40, 60, 80, 100].map((second) => ({ ...crashed, atMs: second * 1000 }));
    expect(verdicts(deaths)).not.toContain('give up');
  });
});
