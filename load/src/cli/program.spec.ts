import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { parseCommand } from './program.js';

let said = '';

beforeEach(() => {
  said = '';
  for (const stream of [process.stderr, process.stdout]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => ((said += String(text)), true));
  }
});
afterEach(() => void jest.restoreAllMocks());

const parse = (line: string) => parseCommand(line.split(' ').filter(Boolean));

describe('npm run load', () => {
  it('reads every flag of a run', () => {
    const command = parse(
      'run --users 500 --chats 250 --members 2 --rate 200 --duration 60s --ramp 10s --senders 1,2 --receivers all' +
        ' --pin random --read-ratio 0.25 --edit-ratio 0.02 --threshold delivery.p99<500 --threshold lost==0 --seed 7' +
        ' --out run.json --html run.html --url http://localhost:4000/ --threads 2 --warm-up 20s --drain 5s',
    );
    expect(command).toMatchObject({
      kind: 'run',
      options: {
        ...{
          users: 500,
          chats: 250,
          members: 2,
          rate: 200,
          inFlight: null,
          editRatio: 0.02,
          readRatio: 0.25,
        },
        ...{ warmUpMs: 20_000, rampMs: 10_000, durationMs: 60_000, drainMs: 5_000, threads: 2, seed: 7 },
        ...{ senders: [1, 2], receivers: 'all', pin: { kind: 'random' } },
      },
      where: { kind: 'url', url: 'http://localhost:4000' },
      thresholds: [{ text: 'delivery.p99<500' }, { text: 'lost==0' }],
      out: join(process.cwd(), 'run.json'),
      html: join(process.cwd(), 'run.html'),
    });
  });

  it('has a default for everything', () => {
    expect(parse('run')).toMatchObject({
      options: { chats: 50, warmUpMs: 5_000, pin: { kind: 'none' }, senders: 'all' },
      where: { kind: 'url', url: 'http://localhost:3000' },
    });
  });

  it('makes a stack as large as the flags need', () => {
    expect(parse('run --stack')).toMatchObject({
      where: { kind: 'stack', senders: 2, receivers: 2, workers: 1 },
    });
    expect(parse('run --stack --senders 1,3 --receivers 1 --workers 2')).toMatchObject({
      where: { kind: 'stack', senders: 3, receivers: 1, workers: 2 },
      options: { pin: { kind: 'round-robin' } },
    });
    expect(parse('run --stack --pin s1:r2,s2:r4')).toMatchObject({
      where: { senders: 2, receivers: 4 },
      options: {
        pin: {
          kind: 'pairs',
          pairs: [
            { sender: 1, receiver: 2 },
            { sender: 2, receiver: 4 },
          ],
        },
      },
    });
  });

  it('lets the pairs say which of the instances that may take part do so', () => {
    const pairs = 'run --senders 1,2 --receivers all --pin s1:r2';
    expect(parse(pairs)).toMatchObject({
      options: {
        ...{ senders: [1, 2], receivers: 'all' },
        pin: { kind: 'pairs', pairs: [{ sender: 1, receiver: 2 }] },
      },
    });
    expect(parse(`${pairs} --stack`)).toMatchObject({ where: { senders: 2, receivers: 2 } });
  });

  it('makes a stack for scaling with as many as will be tried', () => {
    expect(parse('scale --counts 4,1 --workers 2')).toMatchObject({
      counts: [1, 4],
      where: { kind: 'stack', senders: 4, receivers: 4, workers: 2 },
    });
  });

  it('knows the closed model', () => {
    expect(parse('run --inflight 32')).toMatchObject({ options: { inFlight: 32 } });
  });

  it.each([
    ['run --users many', /--users.*'many'.*whole number from 2/],
    ['run --duration 60', /--duration.*'60'.*500ms, 60s/],
    ['run --duration 10ms', /--duration is below 1s/],
    ['run --threshold delivery.p9<1', /no metric 'delivery\.p9'.*There are:/],
    ['run --pin somehow', /--pin.*'somehow'.*round-robin/],
    ['run --pin s1:r2 --senders 2', /--pin names s1, which --senders leaves out/],
    ['run --pin none --senders 2', /--pin none lets nginx choose/],
    ['run --senders 0', /--senders.*'0'.*'all' or the numbers/],
    ['run --rate 100 --inflight 8', /--inflight.*cannot be used with.*--rate/],
    ['run --stack --url http://x', /--stack.*cannot be used with.*--url/],
    ['run --pin s9:r1 --senders 1,2', /--pin names s9, which --senders leaves out: add it there/],
    ['run --stack --pin s60:r1', /instances 1 to 50, and 60 is asked for: take lower ones/],
    ['run --stack --metrics w=http://x/metrics', /--stack.*cannot be used with.*--metrics/],
    ['run --workers 2', /--workers is for a stack of our own/],
    ['run --url localhost', /--url.*'localhost'.*http:\/\/localhost:3000/],
    ['run --url http://me:secret@localhost', /--url.*http:\/\/localhost:3000/],
    ['run --threshold deadLetters==0', /deadLetters==0 cannot be seen.*add --metrics worker-1=/],
    ['run --members 5 --users 4', /--members 5 cannot be found among --users 4/],
    ['run --users 3 --chats 4', /--users 3 make no more than 3 pairs/],
    ['run --warm-up 1s --ramp 2s', /--warm-up 1s is shorter than --ramp 2s.*leave --warm-up out/],
    ['run --read-ratio 2', /--read-ratio.*'2'.*from 0 to 1/],
    ['run --metrics here', /--metrics.*'here'.*sender-1=http/],
    ['run --metrics worker-1=ftp://x', /--metrics.*sender-1=http/],
    ['run --colour', /unknown option '--colour'.*run --help/s],
    ['run more', /too many arguments/],
    ['find', /required option '--slo/],
    ['find --slo lost==0 --rate 5', /find sets the rate itself/],
    ['find --slo lost==0 --from 50 --most 20', /--from 50 is above --most 20/],
    ['find --slo lost==0 --step x1', /--step.*'x1'.*factor above 1/],
    ['find --slo queue.max<10', /queue\.max<10 cannot be seen.*add --metrics worker-1=/],
    ['compare a.json', /missing required argument 'after'/],
    ['compare a.json b.json --out b.json', /--out would write over .*b\.json.*take another file/],
    ['scale --counts 2', /--counts.*'2'.*1,2,3/],
    ['scale --counts 1,51', /instances 1 to 50, and 51 is asked for/],
    ['scale --users 900 --members 400', /--members 400 for each of 3 receivers.*1,000.*take fewer members/],
    ['run --out none/run.json', /--out .*none\/run\.json cannot be written: there is no folder .*none/],
    ['run --html none/run.html', /--html .*there is no folder/],
    ['run --html package.json/run.html', /--html .*there is no folder .*package\.json/],
    ['run --out run.json --html run.json', /--html would write over .*run\.json.*take another file/],
    ['scale --markdown none/scale.md', /--markdown .*there is no folder/],
    ['run --out .', /--out .* is a folder/],
    ['walk', /unknown command 'walk'/],
  ])('%s: says what is wrong and how to mend it', (line, message) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ exitCode: 1 }));
    expect(said).toMatch(message);
  });

  it('takes bounds on what a worker tells where one can be asked', () => {
    const bound = '--threshold deadLetters==0';
    const page = 'worker-1=http://localhost:4004/metrics';
    expect(parse(`run ${bound} --metrics ${page}`)).toMatchObject({
      where: { metrics: [{ name: 'worker-1' }] },
    });
    expect(parse(`run ${bound} --stack`)).toMatchObject({ thresholds: [{ text: 'deadLetters==0' }] });
  });

  it.each(['--help', 'run --help', 'find --help', 'compare --help', 'scale --help'])('%s helps', (line) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ exitCode: 0 }));
    expect(said).toMatch(/Examples:/);
  });

  it('shows what it can do when it is asked nothing', () => {
    expect(() => parse('')).toThrow(expect.objectContaining({ exitCode: 1 }));
    expect(said).toMatch(/Commands:/);
  });
});
