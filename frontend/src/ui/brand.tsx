export const Brand = () => (
  <span className="inline-flex items-center gap-3 text-2xl font-bold tracking-tight">
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-9">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M6 8l9 8-9 8M26 8l-9 8 9 8"
        className="fill-none stroke-on-accent"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
    Converge
  </span>
);
