export const Brand = () => (
  <span className="brand">
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M6 8l9 8-9 8M26 8l-9 8 9 8" />
    </svg>
    Converge
  </span>
);
