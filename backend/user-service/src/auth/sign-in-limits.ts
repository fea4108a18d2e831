import { RateLimiter, type Redis } from '@converge/redis';
import { limitedAddress } from './client-address.js';

const QUARTER_HOUR_MS = 15 * 60_000;

/** How often passwords may be tried: per account, whoever tries, and per address, whatever the account. */
export class SignInLimits {
  private readonly perAccount: RateLimiter;
  private readonly perAddress: RateLimiter;
  private readonly signUpsPerAddress: RateLimiter;

  constructor(redis: Redis, per15Min: { account: number; address: number }) {
    const limiter = (name: string, points: number) =>
      new RateLimiter(redis, { name, points, durationMs: QUARTER_HOUR_MS });
    this.perAccount = limiter('sign-in-account', per15Min.account);
    this.perAddress = limiter('sign-in-address', per15Min.address);
    this.signUpsPerAddress = limiter('sign-up-address', per15Min.address);
  }

  /** Before the password is looked at. Throws RATE_LIMITED. */
  async admitSignIn(username: string, address: string): Promise<void> {
    await this.perAddress.consume(limitedAddress(address));
    await this.perAccount.consume(username);
  }

  /** Whoever knows the password starts afresh; their address does not, since it may be trying other accounts. */
  async passwordWasRight(account: string): Promise<void> {
    await this.perAccount.reset(account);
  }

  async admitPassword(account: string): Promise<void> {
    await this.perAccount.consume(account);
  }

  async admitSignUp(address: string): Promise<void> {
    await this.signUpsPerAddress.consume(limitedAddress(address));
  }
}
