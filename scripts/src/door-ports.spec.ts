import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findProgram } from './commands.js';
import { DoorScript } from './testing/door-script.js';
import { closeDoors, ports, until } from './testing/open-door.js';
import { upgrade } from './testing/upgrade.js';

const onLinux = process.platform === 'linux' ? describe : describe.skip;
const onLinuxWithOpenssl = findProgram('openssl') === undefined ? describe.skip : onLinux;

let door: DoorScript;
beforeEach(async () => {
  door = await DoorScript.prepare();
});
afterEach(async () => {
  await door.stop();
  await closeDoors();
});

/** An address of its own for the documented ports, on which a stack of this machine may listen. */
const ownAddress = () => `127.${10 + (process.pid % 200)}.${Math.floor(Math.random() * 250)}.1`;

onLinux('DIRECT=on', () => {
  it('gives each instance the port that it has in the local stack, with probes, metrics and WebSockets', async () => {
    const LISTEN_ADDRESS = ownAddress();
    await Promise.all([
      door.start('user', 1),
      door.start('user', 2),
      door.start('sender', 1),
      door.start('sender', 2),
      door.start('sender', 3),
      door.start('receiver', 1),
      door.start('worker', 1),
    ]);
    await door.open({ DIRECT: 'on', LISTEN_ADDRESS });

    const at = async (port: number, path = '/graphql') => {
      const answer = await fetch(`http://${LISTEN_ADDRESS}:${port}${path}`);
      return answer.headers.get('x-served-by');
    };
    expect(await Promise.all([4001, 4002, 4003, 4004, 4203, 4005].map((port) => at(port)))).toEqual([
      ...['user-1', 'sender-1', 'user-2', 'sender-2', 'sender-3', 'receiver-1'],
    ]);
    expect(await at(4401, '/metrics')).toBe('worker-1');
    expect(await at(4002, '/health/ready')).toBe('sender-1');
    const { line, socket } = await upgrade(`http://${LISTEN_ADDRESS}:4005/graphql`);
    expect(line).toContain('101');
    socket.destroy();
    // A second receiver is not there: nobody listens.
    await expect(at(4006)).rejects.toThrow();

    await door.start('receiver', 2);
    await until('it has its port', async () => (await at(4006).catch(() => '')) === 'receiver-2');
  });
});

onLinuxWithOpenssl('TLS_DIR', () => {
  it('makes it https with HTTP/2 and HSTS, to which http leads, and takes a renewed certificate over', async () => {
    await door.start('sender', 1);
    const port = await ports.take();
    const TLS_DIR = door.folder;
    makeCertificate(TLS_DIR, 'first.example');
    await door.open({ TLS_DIR, HTTPS_PORT: String(port), HTTPS_PUBLIC_PORT: String(port) });

    const there = await fetch(`${door.url}/chats/one?x=1`, { redirect: 'manual' });
    expect(there.status).toBe(308);
    expect(there.headers.get('location')).toBe(`https://127.0.0.1:${port}/chats/one?x=1`);
    // But for what whoever renews the certificate has to show there.
    mkdirSync(join(TLS_DIR, '.well-known/acme-challenge'), { recursive: true });
    writeFileSync(join(TLS_DIR, '.well-known/acme-challenge/token'), 'the answer');
    const shownThere = await fetch(`${door.url}/.well-known/acme-challenge/token`, { redirect: 'manual' });
    expect([shownThere.status, await shownThere.text()]).toEqual([200, 'the answer']);

    const { status, headers } = await overTls(port, '/sender/graphql');
    expect([status, headers['x-served-by']]).toEqual([200, 'sender-1']);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');

    expect(await handshake(port)).toEqual({ alpn: 'h2', protocol: 'TLSv1.3', name: 'first.example' });
    await expect(handshake(port, 'TLSv1.1')).rejects.toThrow();

    makeCertificate(TLS_DIR, 'second.example');
    const shown = async () => (await handshake(port)).name;
    await until('the new one is shown', async () => (await shown()) === 'second.example');
  });
});

function makeCertificate(folder: string, name: string): void {
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-subj', `/CN=${name}`, ...files], { stdio: 'pipe' });
}

/** The certificate is of our own making: nobody vouches for it. */
const UNVERIFIED = { host: '127.0.0.1', rejectUnauthorized: false };

interface Handshake {
  alpn: string | false | null;
  protocol: string | null;
  name: string | string[];
}

function handshake(port: number, maxVersion?: 'TLSv1.1'): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const versions = maxVersion === undefined ? {} : { minVersion: maxVersion, maxVersion };
    const socket = connect({ ...UNVERIFIED, ...versions, port, ALPNProtocols: ['h2', 'http/1.1'] }, () => {
      const { CN: name } = socket.getPeerCertificate().subject;
      resolve({ alpn: socket.alpnProtocol, protocol: socket.getProtocol(), name });
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

function overTls(
  port: number,
  path: string,
): Promise<{ status?: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...UNVERIFIED, port, path, method: 'POST', agent: false }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    asked.once('error', reject);
    asked.end('{}');
  });
}
