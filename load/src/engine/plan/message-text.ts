import { PURPOSE, Random } from './random.js';

const WORDS = (
  'the of and to in that was for with on be at by this had not are but from or have which one you were all her ' +
  'there would their we him been has when who will no more if out so up said what its about than into them can only ' +
  'other time new some could these two may first then do any like my now over such our man me even most made after'
).split(' ');
const FEWEST_WORDS = 4;
const MOST_WORDS = 24;

/** What the operation with this number writes: a sentence of the length that people write. */
export function messageText(seed: number, operation: number): string {
  const random = new Random(seed, PURPOSE.text, operation);
  const count = FEWEST_WORDS + random.below(MOST_WORDS - FEWEST_WORDS + 1);
  let text = '';
  for (let i = 0; i < count; i++) text += (i ? ' ' : '') + WORDS[random.below(WORDS.length)]!;
  return text;
}
