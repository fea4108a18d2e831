/** In the place of chats that are still being read. */
export const ChatListSkeleton = ({ label }: { label: string }) => (
  <div role="status">
    <span className="sr-only">{label}</span>
    {[0, 1, 2, 3, 4, 5].map((row) => (
      <div key={row} aria-hidden="true" className="flex h-[68px] animate-pulse items-center gap-3 px-5">
        <span className="size-10 shrink-0 rounded-full bg-hover" />
        <span className="flex flex-1 flex-col gap-2">
          <span className="h-3 w-2/5 rounded bg-hover" />
          <span className="h-3 w-4/5 rounded bg-hover" />
        </span>
      </div>
    ))}
  </div>
);
