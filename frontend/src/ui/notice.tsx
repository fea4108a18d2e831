import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface NoticeProps {
  tone: 'info' | 'warn' | 'danger';
  children: ReactNode;
  testId?: string;
}

const TONES = {
  info: 'bg-selected text-text',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
};

/** Something to know, where it matters. A danger is said at once, the rest when there is a pause. */
export const Notice = ({ tone, children, testId }: NoticeProps) => (
  <div
    role={tone === 'danger' ? 'alert' : 'status'}
    data-testid={testId}
    className={clsx('rounded-lg px-3 py-2 text-sm', TONES[tone])}
  >
    {children}
  </div>
);
