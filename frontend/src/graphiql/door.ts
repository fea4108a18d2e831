import type { Service } from '../sync/operation';

/** Which door the page knocks at: a service, and one instance of it or whichever nginx chooses (null). */
export interface Door {
  readonly service: Service;
  readonly number: number | null;
}

export const SERVICES: readonly Service[] = ['receiver', 'sender', 'user'];

export const pathOf = ({ service, number }: Door): string =>
  number === null ? `/${service}/graphql` : `/${service}/${number}/graphql`;

export const socketUrlOf = (door: Door): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${pathOf(door)}`;

/** The door in the page's address, so that it survives a reload and can be passed on. */
export function doorInAddress(search: string): Door {
  const asked = new URLSearchParams(search);
  const service = SERVICES.find((one) => one === asked.get('service')) ?? 'receiver';
  const number = Number(asked.get('instance'));
  return { service, number: Number.isInteger(number) && number > 0 ? number : null };
}

export const addressOf = ({ service, number }: Door): string =>
  `?service=${service}${number === null ? '' : `&instance=${number}`}`;
