import type { Menu } from '@base-ui/react/menu';
import { createContext, use } from 'react';

export type MenuParts = Pick<typeof Menu, 'Item' | 'Separator'>;

/** What the items of a menu are made of; given by the popup, whose code is loaded with the first menu. */
export const MenuPartsContext = createContext<MenuParts | null>(null);

export function useMenuParts(): MenuParts {
  const parts = use(MenuPartsContext);
  if (!parts) throw new Error('A menu item stands in a menu.');
  return parts;
}
