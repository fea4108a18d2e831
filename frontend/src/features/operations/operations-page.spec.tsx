import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { createCell } from '../../sync/cell';
import { AccountContext, type Account } from '../../sync/context';
import type { DeadLetterPage } from '../../sync/dead-letter-list';
import type { Failure } from '../../sync/failure';
import type { OperationsReport } from '../../sync/model';
import type { OperationsState } from '../../sync/operations-watch';
import { OperationsPage } from './operations-page';
import { instance, lane, report } from './testkit/operations';

const state = createCell<OperationsState>({ samples: [], failure: null, isStale: false });
const unavailable: Failure = { code: 'UNAVAILABLE', message: '', isRetriable: true };
const stop = jest.fn();
const start = jest.fn(() => stop);

const knows = (...reports: OperationsReport[]): void =>
  state.set({
    samples: reports.map((one, index) => ({ receivedAt: 2_000 * index, report: one })),
    failure: null,
    isStale: false,
  });

function open(isAdmin = true): void {
  const page = createCell<DeadLetterPage>({ letters: null, hasMore: false, number: 0, failure: null });
  const account = {
    isAdmin,
    operations: { state, start },
    deadLetters: { page, refresh: jest.fn() },
  } as unknown as Account;
  render(
    <AccountContext value={account}>
      <OperationsPage onBack={() => {}} />
    </AccountContext>,
  );
}

const findings = () => screen.getAllByTestId('operations-finding').map(({ textContent }) => textContent);

afterEach(() => {
  cleanup();
  state.set({ samples: [], failure: null, isStale: false });
  start.mockClear();
  stop.mockClear();
});

describe('the operations page', () => {
  it('shows nothing to whoever is no administrator, and asks nothing', () => {
    open(false);
    expect(screen.getByText('For administrators only')).toBeTruthy();
    expect(start).not.toHaveBeenCalled();
  });

  it('asks while somebody looks, and stops when the tab is hidden', () => {
    open();
    expect(start).toHaveBeenCalledTimes(1);
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(stop).toHaveBeenCalledTimes(1);
    visibility.mockRestore();
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('says that all is well, and as of when', () => {
    knows(report());
    open();
    expect(findings()).toEqual(['All is well.']);
    expect(screen.getByTestId('operations-as-of').textContent).toMatch(/^As of \d\d:03:07/);
  });

  it('says in words what is wrong', () => {
    knows(
      report({ instances: [...report().instances, instance('receiver-2')] }),
      report({ lanes: [lane('MESSAGES', { oldestAgeMs: 20_000 })], deadLetterCount: 2 }),
    );
    open();
    expect(findings()).toEqual([
      'Messages: the oldest has waited for more than 10 seconds to be stored.',
      '2 events could not be stored and are among the dead letters.',
      expect.stringMatching(/^receiver-2 is gone; it was last heard of at /),
    ]);
  });

  it('says what it means that a service is not there, and what not to do', () => {
    knows(report({ instances: report().instances.filter(({ instance: { id } }) => id !== 'worker-1') }));
    open();
    expect(findings()).toEqual([
      'Workers: none is running. Nothing is stored. Do not restart Redis: what is new is only there.',
    ]);
  });

  it('says that what it shows may be old when nobody answers', () => {
    knows(report());
    state.set({ ...state.get(), isStale: true });
    open();
    expect(findings()).toEqual([
      expect.stringMatching(/^No receiver answers\. What you see is as of \d\d:03:07/),
    ]);
  });

  it('keeps what it knows when one answer does not come, and says that it asks again', () => {
    knows(report());
    state.set({ ...state.get(), failure: unavailable });
    open();
    expect(findings()).toEqual(['All is well.']);
    const asOf = screen.getByTestId('operations-as-of');
    expect(asOf.textContent).toMatch(/^As of \d\d:03:07.* · Asking again…$/);
    act(() => state.set({ ...state.get(), isStale: true }));
    expect(findings()).toEqual([expect.stringMatching(/^No receiver answers, or none reaches Redis\. /)]);
  });

  it('says why nobody answers even before it knows anything', () => {
    state.set({ samples: [], failure: unavailable, isStale: true });
    open();
    expect(findings()).toEqual(['No receiver answers, or none reaches Redis. Asking again…']);
  });

  it('says at once what asking again may not mend', () => {
    knows(report());
    state.set({ ...state.get(), failure: { code: 'FORBIDDEN', message: '', isRetriable: false } });
    open();
    expect(findings()).toEqual([expect.stringMatching(/^You may not do this\. What you see is as of /)]);
  });

  it('shows the instances of each service by number, with what they do', () => {
    knows(
      report({
        instances: [
          instance('receiver-10'),
          instance('receiver-2', { cpu: 0.5, p99Ms: null, perSecond: 1234.56 }),
          instance('worker-1', { circuit: 'OPEN' }),
        ],
      }),
    );
    open();
    const table = screen.getByTestId('operations-receiver');
    const rows = within(table).getAllByTestId('operations-instance');
    expect(rows.map((row) => row.dataset['instance'])).toEqual(['receiver-2', 'receiver-10']);
    const [first] = rows;
    const figure = (name: string) => first!.querySelector(`[data-measure=${name}]`)?.textContent;
    expect(['work', 'p50', 'p99', 'cpu', 'memory', 'sockets'].map(figure)).toEqual([
      '1,234.6',
      '2 ms',
      '–',
      '50%',
      '120 MB',
      '17',
    ]);
    expect(within(table).getByRole('columnheader', { name: 'Delivered a second' })).toBeTruthy();
    expect(screen.getByText(/^Each number is of an instance’s last two seconds\./)).toBeTruthy();
    const worker = screen.getByTestId('operations-worker');
    expect(within(worker).getByRole('cell', { name: 'open' }).dataset['circuit']).toBe('OPEN');
    expect(screen.queryByTestId('operations-sender')).toBeNull();
  });

  it('shows of each lane what waits, for how long, and how it went', () => {
    knows(report(), report({ lanes: [lane('MESSAGES', { waiting: 12, active: 3, oldestAgeMs: 4_400 })] }));
    open();
    const messages = screen.getByTestId('operations-lane');
    expect(
      within(messages)
        .getAllByRole('definition')
        .map(({ textContent }) => textContent),
    ).toEqual(['12', '3', '4 sec']);
    const [line] = within(messages).getAllByTestId('sparkline');
    expect(line!.querySelectorAll('path')[1]?.getAttribute('d')).toBe('M96.7 20.0h0.1L100.0 0.0');
  });
});
