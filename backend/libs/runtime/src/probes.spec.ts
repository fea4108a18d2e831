import { describe, expect, it, jest } from '@jest/globals';
import { Metrics } from './metrics.js';
import { startProbeServer } from './probe-server.js';
import { Probes } from './probes.js';

const probing = async () => {
  const metrics = new Metrics({ service: 'worker', id: 'worker-1' });
  return { metrics, probes: await Probes.create(metrics) };
};
const responseTime: unknown = expect.any(Number);
const up = (message?: string) => ({ status: 'up', responseTime, ...(message && { message }) });
const down = (message: string) => ({ status: 'down', responseTime, message });
const refused = () => Promise.reject(new Error('refused'));

describe('the probes of a process', () => {
  it('name each check that fails, and are ready when none does', async () => {
    let isUp = false;
    const { probes } = await probing();
    probes.check('redis', () => undefined).check('postgres', () => (isUp ? 1 : refused()));
    const { status, details } = await probes.ready();
    expect(status).toBe('error');
    expect(details).toEqual({ redis: up(), postgres: down('refused') });
    expect((await probes.answer('/health/ready'))!.status).toBe(503);
    isUp = true;
    expect((await probes.answer('/health/ready'))!.status).toBe(200);
  });

  it('are ready, but degraded, without what the process can do without', async () => {
    const { probes } = await probing();
    probes.check('redis', () => ({ message: 'fine', secret: 1 })).watch('postgres', refused);
    const { status, details } = await probes.ready();
    expect(status).toBe('degraded');
    const postgres = { status: 'degraded', responseTime, message: 'refused' };
    expect(details).toEqual({ redis: up('fine'), postgres });
    expect((await probes.answer('/health/ready'))!.status).toBe(200);
  });

  it('name all that refused, where one error stands for many without words of its own', async () => {
    const { probes } = await probing();
    probes.check('postgres', () => Promise.reject(new AggregateError([new Error('v6'), new Error('v4')])));
    expect((await probes.ready()).details).toEqual({ postgres: down('v6; v4') });
  });

  it('are not ready any more once the process is stopping, but live', async () => {
    const { probes } = await probing();
    await probes.startStopping();
    const answer = (await probes.answer('/health/ready'))!;
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'shutting_down' });
    expect((await probes.answer('/health/live'))!.status).toBe(200);
  });

  it('say that the process has started once it was ready, whatever becomes of its stores', async () => {
    let isUp = false;
    const { probes } = await probing();
    probes.check('redis', () => (isUp ? 1 : refused()));
    const started = async () => (await probes.answer('/health/started'))!.status;
    expect(await started()).toBe(503);
    isUp = true;
    expect(await started()).toBe(200);
    isUp = false;
    expect(await started()).toBe(200);
    expect((await probes.answer('/health/ready'))!.status).toBe(503);
  });

  it('wait for a check that hangs only once, and never run it beside itself', async () => {
    jest.useFakeTimers();
    try {
      const runs: (() => void)[] = [];
      const { probes } = await probing();
      probes.check('redis', () => new Promise<void>((resolve) => runs.push(resolve)));
      const hangs = { status: 'error', details: { redis: down('no answer in 1000 ms') } };
      const first = probes.ready();
      await jest.advanceTimersByTimeAsync(1000);
      expect(await first).toMatchObject(hangs);
      expect(await probes.ready()).toMatchObject(hangs);
      expect(runs).toHaveLength(1);

      runs[0]!();
      await jest.advanceTimersByTimeAsync(0);
      const second = probes.ready();
      await jest.advanceTimersByTimeAsync(0);
      expect(runs).toHaveLength(2);
      runs[1]!();
      expect(await second).toMatchObject({ status: 'ok' });
    } finally {
      jest.useRealTimers();
    }
  });

  it('are told as metrics, too', async () => {
    const { metrics, probes } = await probing();
    probes.check('redis', refused).watch('postgres', () => undefined);
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/converge_ready{[^}]*} 0/);
    expect(text).toMatch(/converge_check_ok{check="redis"[^}]*} 0/);
    expect(text).toMatch(/converge_check_ok{check="postgres"[^}]*} 1/);
  });

  it('are served over HTTP with the metrics, by name of the instance', async () => {
    const server = await startProbeServer({
      host: '127.0.0.1',
      port: 0,
      instanceId: 'worker-1',
      probes: (await probing()).probes,
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
