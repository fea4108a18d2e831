import { describe, expect, it } from '@jest/globals';
import { parseFlags } from './flags.js';
import { fixedPort, planPorts, portUses } from './instances.js';

describe('the ports of a stack', () => {
  it('are the documented ones', async () => {
    const plan = await planPorts(parseFlags([]));
    const ports = plan.instances.map(({ service, number, port }) => `${service}-${number} ${port}`);
    expect(plan.nginx).toBe(3000);
    expect(ports).toEqual([
      'user-1 4001',
      'user-2 4003',
      'sender-1 4002',
      'sender-2 4004',
      'receiver-1 4005',
      'receiver-2 4006',
      'worker-1 4401',
    ]);
  });

  it('are never given twice, however many instances there are', async () => {
    const many = ['--users', '50', '--senders', '50', '--receivers', '50', '--workers', '50'];
    for (const flags of [many, [...many, '--port', '0']]) {
      const plan = await planPorts(parseFlags(flags));
      const ports = portUses(plan, { hasNginx: true, hasRedis: true }).map(({ port }) => port);
      expect(new Set(ports).size).toBe(203);
    }
  });

  it('of a third and further instance follow from its number', () => {
    expect([fixedPort('user', 3), fixedPort('sender', 3), fixedPort('receiver', 7)]).toEqual([
      4103, 4203, 4307,
    ]);
  });
});
