import { violationsOf } from './axe.js';
import type { Appearance, Cast } from './cast.js';
import { throughEveryState } from './every-state.js';
import { PHONE } from './phone.js';
import type { Tab } from './tab.js';

/** What is wrong with a page as it stands; empty: nothing. */
export type Look = (tab: Tab, place: string) => Promise<string[]>;

/** With every place of the web client before it, in one way of dressing it: what is wrong where. */
export interface Inspection {
  appearance: Appearance;
  look: Look;
}

/** Somebody with a chat of several kinds of messages. */
async function settled({ join, known }: Cast, appearance: Appearance): Promise<Tab> {
  const ann = await join('ann', { displayName: 'Ann Miller', ...appearance });
  const ben = await known('ben', 'Ben Okafor');
  const { id } = await ann.api.createGroup([ben], 'Climbing');
  await ben.send(id, 'Are you in on *Friday*? https://example.org/routes `6b+`');
  const gone = await ben.send(id, 'gone');
  await ben.erase(gone.id);
  const edited = await ann.api.send(id, 'Half past sxi?');
  await ann.api.edit(edited.id, 'Half past six?');
  await ann.api.createDirect(ben);
  await ann.open('Climbing');
  await ann.sees('Half past six?');
  return ann;
}

/** Every dialog, panel and menu of a chat on a wide screen. */
export async function inEveryState(cast: Cast, { appearance, look }: Inspection): Promise<string[]> {
  const ann = await settled(cast, appearance);
  const found: string[] = [];
  await throughEveryState(ann, async (state) => void found.push(...(await look(ann, state))));
  return found;
}

/** Signing in, signing up, and being there with nothing yet. */
export async function atFirst({ visit, join }: Cast, { appearance, look }: Inspection): Promise<string[]> {
  const stranger = await visit('stranger', appearance);
  await stranger.page.goto(stranger.home);
  await stranger.at('login-username').waitFor();
  const found = await look(stranger, 'sign-in');
  await stranger.at('signup-open').click();
  await stranger.at('signup-email').waitFor();
  found.push(...(await look(stranger, 'sign-up')));
  const ann = await join('ann', appearance);
  found.push(...(await look(ann, 'empty')));
  return found;
}

/** The two columns that a phone shows one at a time. */
export async function onPhone(cast: Cast, { appearance, look }: Inspection): Promise<string[]> {
  const ann = await settled(cast, { ...appearance, window: PHONE });
  const found = await look(ann, 'phone chat');
  await ann.back();
  found.push(...(await look(ann, 'phone list')));
  return found;
}

/** What axe finds. */
export const byAxe: Look = async (tab, place) => (await violationsOf(tab)).map((what) => `${place}: ${what}`);
