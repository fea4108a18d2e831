import { createServer, type Server } from 'node:http';
import type { Probes } from './probes.js';

/** Serves the probes and metrics of a process that has no other HTTP door (the worker). Resolves once it listens. */
export async function startProbeServer(options: {
  host: string;
  port: number;
  instanceId: string;
  probes: Probes;
}): Promise<{ server: Server; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    response.setHeader('X-Served-By', options.instanceId);
    const path = (request.url ?? '/').split('?', 1)[0]!;
    options.probes.answer(path).then(
      (answer) => {
        if (!answer) return response.writeHead(404).end();
        return response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { server, stop };
}
