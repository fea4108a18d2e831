import { LoaderCircle } from 'lucide-react';

/** Something is on its way; the label says what. */
export const Spinner = ({ label }: { label: string }) => (
  <span role="status" className="inline-flex items-center gap-2 text-quiet">
    <LoaderCircle aria-hidden="true" className="size-5 animate-spin" />
    <span>{label}</span>
  </span>
);
