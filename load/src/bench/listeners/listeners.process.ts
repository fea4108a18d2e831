/**
 * The process of the listeners: thousands of clients, apart from the bench, so that neither's work delays the other.
 * Told what to do over IPC (commands.ts); ends with its parent.
 */
import type { CommandName, Commands, Request, Response } from './commands.js';
import { FollowerGroup } from './follower-group.js';
import { ListenerGroup } from './listener-group.js';

const listeners = new ListenerGroup();
const followers = new FollowerGroup();

const ACTS: { [N in CommandName]: (ask: Commands[N]['ask']) => Promise<Commands[N]['answer']> } = {
  open: async ({ listeners: specs, atOnce }) => {
    await listeners.open(specs, atOnce);
    return null;
  },
  restart: async () => {
    listeners.restart();
    return null;
  },
  heard: async () => listeners.heard(),
  follow: async ({ followers: specs, atOnce }) => {
    await followers.follow(specs, atOnce);
    return null;
  },
  cut: async () => {
    followers.cut();
    return null;
  },
  resume: async ({ upTo }) => followers.resume(upTo),
  known: async () => followers.known(),
};

process.on('message', ({ id, name, ask }: Request) => {
  const answer = (response: Response) => process.send!(response);
  const act = ACTS[name] as (ask: unknown) => Promise<unknown>;
  act(ask).then(
    (found) => answer({ id, answer: found }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send!({ isListening: true });
