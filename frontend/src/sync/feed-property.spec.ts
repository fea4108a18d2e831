import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { mergeAnswer } from './chat-merge';
import { hasOlder, unreadOf, watermarkOf } from './chat-state';
import { createChatStore, type ChatStore } from './chat-store';
import { createFeed } from './feed';
import { createHistory } from './history';
import { deaf } from './testkit/deaf-listener';
import { ModelServer } from './testkit/model-server';

const ready = { __typename: 'Ready', instance: 'receiver-1' } as const;
/** Two seconds alone; beside other suites, on few cores, it may take longer than Jest allows otherwise. */
const SLOW_MS = 60_000;
const PEOPLE = ['me', 'ann', 'bob'];

const SMALL = [
  ...(['rename', 'join', 'repeat', 'cut', 'preview', 'answer', 'restart'] as const),
  ...(['silence', 'speak', 'persist', 'pass'] as const),
  ...(['deliver', 'deliver', 'tell', 'tell', 'page', 'older', 'older', 'wait', 'wait', 'wait'] as const),
];
type Step = {
  do: 'send' | 'read' | 'edit' | 'delete' | 'discard' | (typeof SMALL)[number];
  who?: number;
  n?: number;
};

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), who: fc.nat(2), n: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.nat(2), n: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('edit', 'delete'), n: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('discard' as const), n: fc.nat(20) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom(...SMALL) }) },
);

/** What a person would see, from whichever side it was reached. */
function picture(store: ChatStore, server: ModelServer) {
  const state = store.get('chat')!;
  const { position, ...chat } = state.chat;
  const cursors = Object.fromEntries(
    server.chat.participantIds.map((id) => {
      const { low, high } = watermarkOf(state, id);
      const actual = server.cursors.get(id) ?? 0;
      return [id, low <= actual && actual < high ? 'true' : `${actual} is not in [${low}, ${high})`];
    }),
  );
  return { chat, position, messages: state.messages, unread: unreadOf(state), cursors };
}

describe('old state + events', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    // What Redis’ silence leads to is logged.
    jest.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it(
    'equals a fresh read, whatever is repeated, cut off, late or overtaken',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(12),
          fc.array(step, { maxLength: 60, size: 'max' }),
          fc.scheduler(),
          async (before, steps, scheduler) => {
            const server = new ModelServer(PEOPLE);
            for (let n = 0; n < before; n++) server.send('ann', `before ${n}`);
            const store = createChatStore('me');
            const answer = <T>(value: T) => scheduler.schedule(Promise.resolve(value));
            const feed = createFeed(store, server.reads('me', answer), {
              ...deaf,
              onHole: (chatId) => void pages.push(history.mend(chatId)),
            });
            let told = 0;
            /** From here on events may be repeated: none of an earlier connection or epoch. */
            let began = 0;
            const pages: Promise<void>[] = [];
            /** Whoever has them keeps them. Never two beside each other: a page without any message is the beginning. */
            const discarded = new Set<string | undefined>();
            const connect = () => {
              feed.disconnected();
              feed.receive(ready);
              told = began = server.log.length;
            };
            const tell = () => {
              const event = server.log[told++];
              if (event?.__typename === 'Reset') began = told;
              if (event) feed.receive(event);
            };
            const history = createHistory(
              store,
              (_, limit, beforeSeq) => answer(server.page(Math.min(limit, 4), beforeSeq)),
              () => {},
            );
            connect();
            for (const { do: what, who = 0, n = 0 } of steps) {
              const person = PEOPLE[who] ?? 'me';
              if (what === 'send') server.send(person, `text ${n}`);
              if (what === 'read') server.read(person, n);
              if (what === 'edit') server.edit(n, `edited ${n}`);
              if (what === 'delete') server.delete(n);
              // Not the newest: whoever has not heard of it knows of no such seq.
              if (what === 'discard' && 2 * n + 1 < server.chat.lastSeq)
                discarded.add(server.discard(2 * n + 1)?.id);
              if (what === 'rename') server.rename(`Room ${server.revision}`);
              if (what === 'join') server.join(`guest ${server.revision}`);
              if (what === 'restart') server.restart();
              if (what === 'silence') server.isSilent = true;
              if (what === 'speak') server.isSilent = false;
              if (what === 'persist') server.persist();
              if (what === 'pass') await jest.advanceTimersByTimeAsync(1_000);
              if (what === 'deliver') while (told < server.log.length) tell();
              if (what === 'tell' && told < server.log.length) tell();
              if (what === 'repeat')
                server.log.slice(Math.max(began, told - 2), told).forEach((event) => feed.receive(event));
              if (what === 'cut') connect();
              if (what === 'page') pages.push(history.open('chat'));
              if (what === 'preview') pages.push(history.preview('chat'));
              if (what === 'older') pages.push(history.older('chat'));
              if (what === 'answer') {
                const own = server.send('me', 'mine', `key ${server.revision}`);
                pages.push(
                  answer(own).then((message) => store.update('chat', (state) => mergeAnswer(state, message))),
                );
              }
              if (what === 'wait' && scheduler.count() > 0) await scheduler.waitOne();
            }
            while (told < server.log.length) tell();
            server.isSilent = false;
            // A chat that is to be asked again asks after a while.
            do {
              await scheduler.waitIdle();
              await jest.runAllTimersAsync();
            } while (scheduler.count() > 0 || jest.getTimerCount() > 0);
            await Promise.all(pages);
            // All that there is can be scrolled to.
            for (let reads = 0; reads < 40 && hasOlder(store.get('chat')!); reads++) {
              const older = history.older('chat');
              await scheduler.waitIdle();
              await older;
            }

            const seen = picture(store, server);
            seen.messages = seen.messages.filter(({ id }) => !discarded.has(id));
            const first = seen.messages.length ? 1 : server.chat.lastSeq + 1;
            const { position, ...chat } = server.chat;
            expect(seen).toEqual({
              chat,
              position,
              messages: server.messages().filter((message) => message.seq >= first),
              unread: server.chat.lastSeq - (server.cursors.get('me') ?? 0),
              cursors: Object.fromEntries(server.chat.participantIds.map((id) => [id, 'true'])),
            });
          },
        ),
        { numRuns: 500 },
      );
    },
    SLOW_MS,
  );
});
