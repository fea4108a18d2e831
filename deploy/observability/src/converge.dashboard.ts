import { figure, lines, percentiles, type DashboardPlan } from './plan.js';

/** Events a second, whoever counts them. */
const rate = (counter: string) => `sum(rate(${counter}[$__rate_interval]))`;
const rateBy = (label: string, counter: string) => `sum by (${label}) (rate(${counter}[$__rate_interval]))`;
const meanBy = (label: string, histogram: string) =>
  `${rateBy(label, `${histogram}_sum`)} / ${rateBy(label, `${histogram}_count`)}`;

/** What people have of it: is it quick, is anything refused, does anything wait. Every worker tells of the one queue. */
export const convergeDashboard: DashboardPlan = {
  uid: 'converge',
  title: 'Converge',
  description: 'Rates, the three clocks of a message, errors and the queue, over all processes.',
  rows: [
    {
      title: 'Now',
      panels: [
        figure('Accepted a second', 'ops', rate('converge_events_accepted_total')),
        figure('Delivered a second', 'ops', rate('converge_deliveries_total')),
        figure('Stored a second', 'ops', rate('converge_events_stored_total')),
        figure('Open sockets', 'short', 'sum(converge_sockets)'),
        figure('Not yet in Postgres', 'short', 'max(converge_pending_events)'),
        figure('Oldest job', 's', 'max(converge_lane_oldest_job_age_seconds)', { redFrom: 60 }),
        figure('Dead letters', 'short', 'max(converge_dead_letters)', { redFrom: 1 }),
        figure('Alerts that ring', 'short', 'count(ALERTS{alertstate="firing"}) or vector(0)', {
          redFrom: 1,
          text: 'Which, and what to do: /alerts of Prometheus, and docs/operating.md.',
        }),
      ],
    },
    {
      title: 'The three clocks of a message',
      panels: [
        lines('Accepted', 's', percentiles('converge_accepted_seconds')),
        lines('Delivered', 's', percentiles('converge_delivered_seconds')),
        lines('Persisted', 's', percentiles('converge_persisted_seconds', '{lane="messages"}')),
      ],
    },
    {
      title: 'How much',
      panels: [
        lines('Accepted, by type', 'ops', [
          { expr: rateBy('type', 'converge_events_accepted_total'), legend: '{{type}}' },
        ]),
        lines('Delivered', 'ops', [
          { expr: rate('converge_deliveries_total'), legend: 'pushed to subscribers' },
          { expr: rateBy('how', 'converge_executions_total'), legend: 'executions: {{how}}' },
        ]),
        lines('Stored, by lane', 'ops', [
          { expr: rateBy('lane', 'converge_events_stored_total'), legend: '{{lane}}' },
        ]),
      ],
    },
    {
      title: 'What people are refused, and what is slow',
      panels: [
        lines('Errors, by code', 'ops', [
          { expr: rateBy('code', 'converge_errors_total'), legend: '{{code}}' },
        ]),
        lines('Sign-ins, by outcome', 'ops', [
          { expr: rateBy('outcome', 'converge_sign_ins_total'), legend: '{{outcome}}' },
        ]),
        lines(
          'The slowest operations',
          's',
          [
            {
              expr: 'topk(8, histogram_quantile(0.99, sum by (operation, le) (rate(converge_operation_seconds_bucket[$__rate_interval]))))',
              legend: '{{operation}}',
            },
          ],
          { text: '99 of 100 are faster.' },
        ),
      ],
    },
    {
      title: 'The queue',
      panels: [
        lines('Jobs that are not done', 'short', [
          { expr: 'sum by (lane) (max by (lane, state) (converge_lane_jobs))', legend: '{{lane}}' },
        ]),
        lines('Age of the oldest job', 's', [
          { expr: 'max by (lane) (converge_lane_oldest_job_age_seconds)', legend: '{{lane}}' },
        ]),
        lines('Not yet in Postgres', 'short', [{ expr: 'max(converge_pending_events)', legend: 'events' }]),
      ],
    },
    {
      title: 'Storing',
      panels: [
        lines('Events in a batch', 'short', [
          { expr: meanBy('lane', 'converge_batch_rows'), legend: '{{lane}}, mean' },
        ]),
        lines('Time of a batch', 's', [
          { expr: meanBy('lane', 'converge_batch_duration_seconds'), legend: '{{lane}}, mean' },
        ]),
        lines('Circuit to Postgres', 'short', [
          { expr: 'max by (instance) (converge_store_circuit_state)', legend: '{{instance}}' },
        ]),
      ],
    },
    {
      title: 'What went another way',
      panels: [
        lines('Storing', 'ops', [
          { expr: rate('converge_events_rescued_total'), legend: 'rescued' },
          { expr: rate('converge_events_buried_total'), legend: 'buried' },
          { expr: rate('converge_batches_unsettled_total'), legend: 'unsettled' },
          { expr: rate('converge_store_failures_total'), legend: 'tried again' },
          { expr: rate('converge_enqueue_failures_total'), legend: 'not enqueued' },
        ]),
        lines('Feeds', 'ops', [
          { expr: rate('converge_feed_events_filled_total'), legend: 'gaps filled' },
          { expr: rate('converge_feed_resets_total'), legend: 'resets' },
          { expr: rate('converge_slow_consumers_total'), legend: 'slow consumers closed' },
        ]),
        lines('Chats', 'ops', [
          { expr: rate('converge_hydrations_total'), legend: 'hydrated' },
          { expr: rate('converge_chats_cooled_total'), legend: 'cooled' },
        ]),
      ],
    },
  ],
};
