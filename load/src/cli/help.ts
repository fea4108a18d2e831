import { metricNames } from '../verdict/metric.js';

/** What stands below the flags in --help. */

const EXIT_CODES = `
Exit codes: 0 everything held · 1 a mistake in the arguments · 2 a threshold does not hold, or it was not seen that all
is right (nothing was accepted, something was refused, not answered, not stored or not checked, or the generator was
the bottleneck) · 3 a message was lost, doubled, reordered or wrong · 4 the target cannot be reached · 5 the load tester
itself failed · 130 ended by Ctrl-C with nothing seen to be wrong. Of several, the first of 3, 2, 130 counts; what a run
that was cut short has not shown is 130, not 2.`;

/** Lines of at most 110 characters, broken after a comma. */
function wrapped(text: string): string {
  return text.replace(/(?=.{111})(.{1,110}), /g, '$1,\n');
}

const METRICS = `
Metrics: ${wrapped(metricNames())}.
A message has three clocks, all from the moment it was scheduled: accepted (the sender has answered; of edits too),
delivery (a recipient has it on the live feed), stored (Postgres has it).`;

export const PROGRAM = `
Examples:
  npm run load -- run --stack                              a short run against a local stack of its own
  npm run load -- run --url http://localhost:3000          against a Converge that runs
  npm run load -- find --stack --slo 'delivery.p99<300'    how much it takes
  npm run load -- compare before.json after.json           what a change brought
  npm run load -- scale                                    what more instances cost

npm run load -- <command> --help shows every flag.
${EXIT_CODES}`;

export const RUN = `${METRICS}

Examples:
  npm run load -- run --stack --rate 100 --duration 20s --html run.html
  npm run load -- run --users 500 --chats 250 --rate 200 --duration 60s --ramp 10s --pin round-robin
  npm run load -- run --users 200 --chats 1 --members 200 --rate 20        one large room
  npm run load -- run --stack --senders 1,2 --receivers 1 --workers 2      instances of the stack
  npm run load -- run --threshold 'delivery.p99<500' --threshold 'rate.achieved>=195' --rate 200 --out run.json

Faults fail a run without any threshold. So does an operation that is refused or never answered, unless a threshold
says how many may be: --threshold 'refused<=50', --threshold 'uncertain<10' (an internal error counts as both).
Ctrl-C ends it in order and still checks what was sent; again: at once.
While it runs, a line tells how it goes; missing are deliveries that have not come yet. In a narrow terminal it is short:
accepted/asked a second, p50/p95/p99 of delivery, and with q events that wait to be stored, f in flight, c connections,
e errors.
${EXIT_CODES}`;

export const FIND = `${METRICS}

Examples:
  npm run load -- find --stack --slo 'delivery.p99<300'
  npm run load -- find --slo 'accepted.p99<100' --slo 'stored.p99<1000' --from 100 --step 100 --duration 20s

The rate rises until the objective breaks or the generator becomes the bottleneck; then the interval is halved.
${EXIT_CODES}`;

export const COMPARE = `
Examples:
  npm run load -- run --stack --out before.json      (change something)
  npm run load -- run --stack --out after.json
  npm run load -- compare before.json after.json

It warns where the two runs were not asked the same, or not on the same machine.`;

export const SCALE = `
Examples:
  npm run load -- scale
  npm run load -- scale --rate 200 --duration 30s --markdown scale.md

Receivers 1, 2, 3 with one sender, then senders 1, 2, 3 with one receiver, on a stack that has all of them and is warm.
The flags are the load of one of each; it grows with the tier: so many times the rate for senders, so many times the
people in each chat for receivers. Where all share a few cores, it is not the rate that can rise: what is shown is that
a CPU second of a tier does the same however many instances there are. Nothing is pinned here, so that a tier may have
all the cores of a large machine; npm run bench -- scale gives it one core of its own.`;
