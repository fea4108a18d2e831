import { parse, stringify } from 'yaml';

/** A process that tells of itself, as the local stack names it. */
export interface Instance {
  service: string;
  name: string;
  url: string;
}

interface Deployed {
  global: Record<string, string>;
  rule_files: string[];
  scrape_configs: ({ job_name: string } & Record<string, unknown>)[];
}

/**
 * The deployed configuration (its text) for a stack on this machine: the addresses of the processes stand for what
 * Docker's DNS would say, and it asks as often as `seconds` say.
 */
export function scrapeConfig(
  deployed: string,
  instances: readonly Instance[],
  alerts: string,
  seconds: number,
): string {
  const { global, scrape_configs: jobs, ...rest } = parse(deployed, { merge: true }) as Deployed;
  const often = `${seconds}s`;
  return stringify(
    {
      ...rest,
      rule_files: [alerts],
      global: { ...global, scrape_interval: often, scrape_timeout: often, evaluation_interval: often },
      scrape_configs: jobs.map(({ dns_sd_configs: _, ...job }) => ({
        ...job,
        static_configs: [{ targets: targetsOf(job.job_name, instances) }],
      })),
    },
    { aliasDuplicateObjects: false },
  );
}

/** A job is named after the service that it asks. */
function targetsOf(job: string, instances: readonly Instance[]): string[] {
  const targets = instances.filter(({ service }) => service === job).map(({ url }) => new URL(url).host);
  if (targets.length === 0) throw new Error(`The stack has no process for the job ${job}.`);
  return targets;
}
