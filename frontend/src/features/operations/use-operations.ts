import { useEffect } from 'react';
import { useAccount, useCell } from '../../sync/context';
import type { OperationsState } from '../../sync/operations-watch';
import { useTabVisible } from '../../ui/visibility';

/** Asks for as long as somebody looks. */
export function useOperations(): OperationsState {
  const { operations } = useAccount();
  const isVisible = useTabVisible();
  useEffect(() => (isVisible ? operations.start() : undefined), [operations, isVisible]);
  return useCell(operations.state);
}
