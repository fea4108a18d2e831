import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';
import { startProbeServer } from './probe-server.js';
import { Probes } from './probes.js';

const probes = () => new Probes(new Metrics({ service: 'worker', id: 'worker-1' }));

describe('the probes of a process', () => {
  it('name each check that fails, and are ready when none does', async () => {
    let isUp = false;
    const subject = probes()
      .check('redis', () => undefined)
      .check('postgres', () => (isUp ? 1 : Promise.reject(new Error('refused'))));
    expect(await subject.ready()).toEqual({ ready: false, checks: { redis: 'ok', postgres: 'refused' } });
    isUp = true;
    expect((await subject.answer('/health/ready'))!.status).toBe(200);
  });

  it('are not ready any more once the process is stopping, but live', async () => {
    const subject = probes();
    subject.startStopping();
    expect((await subject.answer('/health/ready'))!.status).toBe(503);
    expect((await subject.answer('/health/live'))!.status).toBe(200);
  });

  it('are served over HTTP with the metrics, by name of the instance', async () => {
    const server = await startProbeServer({
      host: '127.0.0.1',
      port: 0,
      instanceId: 'worker-1',
      probes: probes(),
    });
    const address = server.server.address() as { port: number };
    const get = (path: string) => fetch(`http://127.0.0.1:${address.port}${path}`);
    const metrics = await get('/metrics');
    expect(metrics.headers.get('x-served-by')).toBe('worker-1');
    expect(await metrics.text()).toContain('instance="worker-1"');
    expect((await get('/other')).status).toBe(404);
    await server.stop();
  });
});
