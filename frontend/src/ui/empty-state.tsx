import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}

/** Where there is nothing to show: what this place is for, and what to do next. */
export const EmptyState = ({ icon: Icon, title, text, action }: EmptyStateProps) => (
  <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
    {Icon && <Icon aria-hidden="true" className="size-12 text-quiet" strokeWidth={1.25} />}
    <p className="text-lg font-medium">{title}</p>
    {text && <p className="max-w-xs text-quiet">{text}</p>}
    {action}
  </div>
);
