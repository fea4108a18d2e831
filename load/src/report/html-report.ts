import { createHash } from 'node:crypto';
import type { RunResult } from '../engine/run-result.js';
import type { Outcome } from '../verdict/threshold.js';
import { faultCount, HEADLINES, type Verdict } from '../verdict/verdict.js';
import { readAssets, type Assets } from './assets.js';
import { chartsOf } from './charts.js';
import { figure, known, several } from './figures.js';
import { dataBlock, markup, trusted, type Markup } from './markup.js';
import type { Chart } from './page/chart.js';
import * as tables from './tables.js';

/** A run as one HTML file that needs nothing from anywhere, and lets nothing in its data run. */
export function htmlReport(
  result: RunResult,
  outcomes: readonly Outcome[],
  verdict: Verdict,
  assets: Assets = readAssets(),
): string {
  const charts = chartsOf(result);
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(assets)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${HEADLINES[verdict.kind]} · Converge load test</title>
        <style>
          ${trusted(assets.css)}
        </style>
      </head>
      <body>
        <main>
          ${head(result, verdict)} ${tiles(result)} ${section('Latency', latency(result, charts.latency))}
          ${outcomes.length > 0 ? section('Thresholds', tables.thresholdTable(outcomes)) : ''}
          ${section('Correctness', correctness(result))} ${section('Over time', figures(charts.overTime))}
          ${section('Counts', tables.countTable(result))}
          ${Object.keys(result.errors).length > 0 ? section('Errors', tables.errorTable(result)) : ''}
          ${result.processes.length > 0 ? section('Processes', tables.processTable(result.processes)) : ''}
          ${section('Options and machine', tables.conditionTable(result))}
        </main>
        ${dataBlock('charts', [...charts.latency, ...charts.overTime])}
        <script>${trusted(assets.uplot)}</script>
        <script type="module">${trusted(assets.draw)}</script>
      </body>
    </html>`;
  return page.text;
}

/** Only the two scripts of the report may run, and nothing may be fetched. */
function policy({ uplot, draw }: Assets): string {
  const hashes = [uplot, draw].map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return `default-src 'none'; style-src 'unsafe-inline'; script-src ${hashes.join(' ')}`;
}

function head(result: RunResult, { kind, reasons }: Verdict): Markup {
  const { options, startedAt, target } = result;
  const load =
    options.inFlight === null
      ? `${figure(options.rate)} operations/s`
      : `${figure(options.inFlight)} in flight`;
  return markup`<header>
    <div class="verdict ${kind === 'passed' ? 'good' : 'bad'}">
      <h1>${kind === 'passed' ? '✔' : '✖'} ${HEADLINES[kind]}</h1>
      ${
        reasons.length > 0
          ? markup`<ul>
              ${reasons.map((reason) => markup`<li>${reason}</li>`)}
            </ul>`
          : ''
      }
    </div>
    <p class="soft about">
      Converge load test · ${several(options.users, 'user')} in ${several(options.chats, 'chat')}, ${load},
      ${figure(options.durationMs / 1_000)} s · ${target} ·
      <time datetime="${startedAt}">${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>
    </p>
  </header>`;
}

function tiles(result: RunResult): Markup {
  const { latency, rate } = result;
  const p99 = (clock: keyof typeof latency): string =>
    known(latency[clock].count === 0 ? null : latency[clock].p99);
  const all: [string, string, string][] = [
    ['Operations a second', figure(rate.achieved), `of ${figure(rate.asked)}`],
    ['Accepted, p99', p99('accepted'), 'ms'],
    ['Delivered, p99', p99('delivery'), 'ms'],
    ['Stored, p99', p99('stored'), 'ms'],
    ['Faults', figure(faultCount(result)), `in ${several(result.counts.accepted, 'operation')}`],
  ];
  return markup`<dl class="tiles">
    ${all.map(
      ([name, value, unit]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value} <small>${unit}</small></dd>
        </div>`,
    )}
  </dl>`;
}

const section = (title: string, content: Markup): Markup =>
  markup`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;

const latency = (result: RunResult, charts: readonly Chart[]): Markup => markup`
  ${tables.latencyTable(result)}
  <p class="soft">Steady phase, from the moment at which a message was scheduled to be sent.</p>
  ${figures(charts)}
`;

const correctness = (result: RunResult): Markup => markup`
  ${tables.faultTable(result)}
  ${
    result.correctness.offenders.length > 0
      ? markup`<h3 class="about">The first of what is wrong</h3>
          ${tables.offenderTable(result.correctness.offenders)}`
      : ''
  }
`;

const figures = (charts: readonly Chart[]): Markup =>
  markup`<div class="charts">
    ${charts.map(
      ({ id, title, about, unit }) =>
        markup`<figure>
          <figcaption>
            <h3>${title}${unit === '' ? '' : `, ${unit}`}</h3>
            <p>${about}</p>
          </figcaption>
          <div id="${id}"></div>
        </figure>`,
    )}
  </div>`;
