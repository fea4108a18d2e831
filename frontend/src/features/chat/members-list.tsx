import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { usePerson, usePersonName } from '../../sync/people';
import { Avatar } from '../../ui/avatar';

const ROW_PX = 52;

interface MembersListProps {
  label: string;
  ids: readonly string[];
  /** What stands at the end of a person's row. */
  trailing?: (userId: string) => ReactNode;
}

/** People by name. A group may have a thousand: only those in view are drawn, and only their names are asked for. */
export function MembersList({ label, ids, trailing }: MembersListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-[min(24rem,50dvh)] overflow-y-auto overscroll-contain rounded-lg"
    >
      <ul className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            aria-setsize={ids.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 flex items-center gap-3 px-1"
            style={{ height: ROW_PX, top: start }}
            data-testid="member"
            data-user-id={ids[index]}
          >
            <Person id={ids[index] ?? ''} />
            {trailing?.(ids[index] ?? '')}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** In the place of people whose names are not there yet. */
export const MembersSkeleton = ({ label, count }: { label: string; count: number }) => (
  <div role="status" className="max-h-[min(24rem,50dvh)] overflow-hidden">
    <span className="sr-only">{label}</span>
    {Array.from({ length: Math.min(count, 8) }, (_, row) => (
      <div
        key={row}
        aria-hidden="true"
        className="flex animate-pulse items-center gap-3 px-1"
        style={{ height: ROW_PX }}
      >
        <span className="size-10 shrink-0 rounded-full bg-hover" />
        <span className="h-3 w-2/5 rounded bg-hover" />
      </div>
    ))}
  </div>
);

function Person({ id }: { id: string }) {
  const name = usePersonName(id);
  const person = usePerson(id);
  return (
    <>
      <Avatar id={id} name={name} />
      <span className="min-w-0 flex-1">
        <span dir="auto" title={name} className="block w-fit max-w-full truncate">
          {name}
        </span>
        <span dir="auto" className="block w-fit max-w-full truncate text-sm text-quiet">
          {person && `@${person.username}`}
        </span>
      </span>
    </>
  );
}
