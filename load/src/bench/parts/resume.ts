import { startAudience } from '../listeners/audience.js';
import type { Figure, Part } from '../part.js';
import { sendingTo } from '../rooms/converge-room.js';
import { cutAndResume, type Return } from '../rooms/cut-and-resume.js';
import { convergePairs } from '../rooms/viewers.js';
import { startBareWs } from '../subjects/bare-ws.js';
import { StatementLog } from '../subjects/statement-log.js';

const BY_LOG = 'chatEvents(since)';
const BY_CHANGES = 'viewerEvents, then changes';
const BARE = 'bare ws, nothing but sockets';

export const resume: Part = {
  name: 'resume',
  title: 'Resume',
  about:
    'All clients of a receiver lose their connection at once. Messages are sent and stored while nobody is there, and the receiver forgets the ' +
    'chats; then all come back together, sign in, ask for what they missed by their position, and are live once they have it: by `chatEvents(since)` of one chat, and as the web client does, ' +
    'by `viewerEvents` of all chats and then their changes, for which the list of chats is read. Beside it: as many sockets opened at a ' +
    'bare `ws` server, which knows nobody and has nothing to tell.',
  async run(context) {
    const clients = context.pick(1000, 20);
    const stack = await context.startStack();
    const everybody = await stack.people(clients + 1, 1);
    const [people, outsider] = [everybody.slice(0, clients), everybody[clients]!];
    const pairs = await convergePairs(stack, people);
    const sending = sendingTo(stack);
    context.onEnd(() => sending.stop());
    const statements = await StatementLog.start(stack);
    context.onEnd(() => statements.stop());
    const bare = await startBareWs();
    context.onEnd(() => bare.stop());

    const cut = (way: 'log' | 'changes') => async () => {
      const back = await cutAndResume({ stack, pairs, sending, statements, outsider, way });
      context.say(`all live in ${back.allLiveMs.toFixed(0)} ms, ${back.statements.length} statements`);
      return back;
    };
    const openBare = async (): Promise<number> => {
      const audience = await startAudience();
      try {
        const listeners = people.map(() => ({ url: bare.wsUrl, subscription: null }));
        const begun = performance.now();
        await audience.tell('open', { listeners, atOnce: clients });
        return performance.now() - begun;
      } finally {
        await audience.stop();
      }
    };
    // Nobody measures how fast code is that has never run.
    for (const subject of [cut('log'), cut('changes'), openBare]) await subject();
    const log: Return[] = [];
    const changes: Return[] = [];
    const bareMs: number[] = [];
    await context.interleave({
      [BY_LOG]: async () => void log.push(await cut('log')()),
      [BY_CHANGES]: async () => void changes.push(await cut('changes')()),
      [BARE]: async () => void bareMs.push(await openBare()),
    });
    return {
      figures: [
        ...figuresOf(BY_LOG, log, clients),
        ...figuresOf(BY_CHANGES, changes, clients),
        { subject: BARE, measure: `s until all ${clients} are there`, values: bareMs.map((ms) => ms / 1000) },
      ],
      bars: [
        {
          label: `SQL statements by ${BY_LOG}, for clients whose gap is in the log`,
          values: log.map((each) => each.statements.length),
          ...{ unit: '', wanted: { atMost: 0 } },
        },
        {
          label: 'messages lost, doubled or told as a Reset',
          values: [...log, ...changes].map(({ wrong }) => wrong.lost + wrong.doubled + wrong.resets),
          ...{ unit: '', wanted: { atMost: 0 } },
        },
      ],
      notes: [`What ${BY_CHANGES} asks Postgres, for all ${clients} together: ${kindsOf(changes)}`],
    };
  },
};

function figuresOf(subject: string, returns: readonly Return[], clients: number): Figure[] {
  const figure = (measure: string, of: (each: Return) => number) => ({
    ...{ subject, measure, values: returns.map(of) },
  });
  return [
    figure(`s until all ${clients} are live`, ({ allLiveMs }) => allLiveMs / 1000),
    figure('s until half are', ({ medianMs }) => medianMs / 1000),
    figure('receiver CPU us a client', ({ cpuUs }) => cpuUs / clients),
    figure('SQL statements', ({ statements }) => statements.length),
    figure('connects a client', ({ connectAttempts }) => connectAttempts / clients),
  ];
}

/** The statements of the last round, each kind once with its number. */
function kindsOf(returns: readonly Return[]): string {
  const counts = new Map<string, number>();
  for (const statement of returns.at(-1)!.statements) {
    const kind = statement.replace(/\s+/g, ' ').slice(0, 60).trim();
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const told = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} × \`${kind} …\``);
  return told.length === 0 ? 'nothing' : told.slice(0, 5).join(', ');
}
