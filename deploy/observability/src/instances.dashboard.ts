import { lines, type DashboardPlan, type Panel, type Unit } from './plan.js';

const CHOSEN = '{instance=~"$instance"}';

/** `text` for what Node and prom-client tell; ours have their help. */
const each = (title: string, unit: Unit, expr: string, text?: string): Panel =>
  lines(title, unit, [{ expr, legend: '{{instance}}' }], text === undefined ? {} : { text });
const gauge = (title: string, unit: Unit, name: string, text?: string): Panel =>
  each(title, unit, `${name}${CHOSEN}`, text);
const perSecond = (title: string, unit: Unit, counter: string, text?: string): Panel =>
  each(title, unit, `sum by (instance) (rate(${counter}${CHOSEN}[$__rate_interval]))`, text);

/** Who does it: one line a process. One that is far from the others of its service has a trouble of its own. */
export const instancesDashboard: DashboardPlan = {
  uid: 'converge-instances',
  title: 'Converge instances',
  description: 'Each process: what it uses, what it does, and whether it is ready.',
  byInstance: true,
  rows: [
    {
      title: 'What it uses',
      panels: [
        perSecond(
          'CPU, of one core',
          'percentunit',
          'process_cpu_seconds_total',
          'A process has one main thread: near 100% it can do no more, and more instances are wanted.',
        ),
        gauge(
          'Memory',
          'bytes',
          'process_resident_memory_bytes',
          'Of the machine. It follows the open sockets; a rise without end is a leak.',
        ),
        gauge(
          'Heap in use',
          'bytes',
          'nodejs_heap_size_used_bytes',
          'Of JavaScript, with what is not collected yet.',
        ),
      ],
    },
    {
      title: 'Whether it keeps up',
      panels: [
        gauge(
          'Event-loop lag, 99th percentile',
          's',
          'nodejs_eventloop_lag_p99_seconds',
          'How late it comes to what is due. A rise holds back everything that it does.',
        ),
        perSecond(
          'Time in garbage collection',
          'percentunit',
          'nodejs_gc_duration_seconds_sum',
          'Some percent are normal; much more with a full heap is a process about to die.',
        ),
        gauge(
          'Open files and connections',
          'short',
          'process_open_fds',
          'A receiver has one for each socket. The system has a limit to them (process_max_fds).',
        ),
      ],
    },
    {
      title: 'What it does',
      panels: [
        perSecond('Accepted, a sender', 'ops', 'converge_events_accepted_total'),
        perSecond('Delivered, a receiver', 'ops', 'converge_deliveries_total'),
        perSecond('Stored, a worker', 'ops', 'converge_events_stored_total'),
      ],
    },
    {
      title: 'Whom it serves',
      panels: [
        gauge('Open sockets', 'short', 'converge_sockets'),
        gauge('Chats listened to', 'short', 'converge_feeds'),
        gauge('Listeners', 'short', 'converge_listeners'),
      ],
    },
    {
      title: 'How it is',
      panels: [
        perSecond('Errors answered', 'ops', 'converge_errors_total'),
        gauge('Ready', 'short', 'converge_ready'),
        lines('Checks that fail', 'short', [
          {
            expr: `sum by (instance, check) (1 - converge_check_ok${CHOSEN})`,
            legend: '{{instance}}: {{check}}',
          },
        ]),
      ],
    },
    {
      title: 'Since when',
      panels: [
        each(
          'Age',
          's',
          `time() - process_start_time_seconds${CHOSEN}`,
          'It falls to 0 when a process begins anew.',
        ),
      ],
    },
  ],
};
