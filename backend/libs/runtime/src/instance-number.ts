import { Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

/** A container that starts may be a moment ahead of its name. */
const TRIES = 20;
const TRY_AGAIN_MS = 250;

/**
 * The number of this instance. `auto`: the number that docker compose gave to the container (`converge-sender-service-3`
 * is number 3), which Docker's DNS tells of each of the container's own addresses. Throws when no name ends in a number.
 */
export async function instanceNumber(
  setting: number | 'auto',
  askNames: () => Promise<string[]> = namesOfOwnAddresses,
  tryAgainMs = TRY_AGAIN_MS,
): Promise<number> {
  if (setting !== 'auto') return setting;
  let names: string[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
    names = await askNames();
    const number = names.map(numberIn).find((one) => one !== undefined);
    if (number !== undefined) return number;
  }
  throw new Error(
    `INSTANCE_NUMBER=auto: the number cannot be told, since no name of this container ends in one (` +
      `${names.length === 0 ? 'its addresses have no names' : names.join(', ')}). ` +
      'Start it as a service of docker compose, or give the number: INSTANCE_NUMBER=1',
  );
}

/** `<project>-<service>-<number>.<network>`; an address in words, as `ip-10-0-3-17.internal`, is no such name. */
function numberIn(name: string): number | undefined {
  const [, digits] = /^[^.]*[a-z]-(\d{1,4})(\.|$)/i.exec(name) ?? [];
  return Number(digits) > 0 ? Number(digits) : undefined;
}

/** Asks DNS itself: an ordinary reverse look-up would be content with /etc/hosts, where a container is its id. */
async function namesOfOwnAddresses(): Promise<string[]> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((of) => of ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  const answers = await Promise.all(
    addresses.map((address) => resolver.resolvePtr(`${reversed(address)}.in-addr.arpa`).catch(() => [])),
  );
  return answers.flat();
}

const reversed = (address: string): string => address.split('.').reverse().join('.');
