import { defaultEmojiDataResolver, EmojiPicker as Base, type EmojiDataResolver } from 'frimousse';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';

/** In our own origin, see vite/emoji-data.ts: nothing is asked of anybody else. */
const DATA_URL = import.meta.env.VITE_EMOJI_DATA_URL as string;

const COLUMNS = 8;

/** All emoji by kind, with a search. Arrows move, Enter picks; the focus stays in the search. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('chat');
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setFailed] = useState(false);

  const resolve: EmojiDataResolver = async (locale, options) => {
    try {
      return await defaultEmojiDataResolver(locale, options);
    } catch (error) {
      if (!options.signal?.aborted) setFailed(true);
      throw error;
    }
  };
  const retry = () => {
    setFailed(false);
    setAttempt(attempt + 1);
  };

  if (hasFailed) {
    return (
      <div className="flex flex-col items-start gap-3 p-4">
        <Notice tone="danger">{t('emoji.failed')}</Notice>
        <Button onClick={retry}>{t('retry')}</Button>
      </div>
    );
  }
  return (
    <Base.Root
      key={attempt}
      className="flex h-full flex-col"
      columns={COLUMNS}
      emojibaseUrl={DATA_URL}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <div className="flex items-center gap-1 p-2">
        <Base.Search
          className="min-h-10 min-w-0 flex-1 rounded-lg border border-control bg-surface px-3 text-[16px] text-text placeholder:text-quiet wide:text-base"
          aria-label={t('emoji.search')}
          placeholder={t('emoji.search')}
          autoFocus
          data-testid="emoji-search"
        />
        <Base.SkinToneSelector
          className="grid size-10 shrink-0 place-items-center rounded-lg text-xl hover:bg-hover"
          aria-label={t('emoji.skinTone')}
        />
      </div>
      {/* A grid of pictures reads from the left in every language, and its names are English. */}
      <Base.Viewport dir="ltr" lang="en" className="min-h-0 flex-1 outline-none">
        <Base.Loading className="absolute inset-0 grid place-items-center">
          <Spinner label={t('emoji.loading')} />
        </Base.Loading>
        <Base.Empty className="absolute inset-0 grid place-items-center p-4 text-quiet">
          {t('emoji.none')}
        </Base.Empty>
        <Base.List className="px-2 pb-2 select-none" components={PARTS} />
      </Base.Viewport>
    </Base.Root>
  );
}

/** frimousse counts rows and columns from 0, ARIA from 1. */
const fromOne = (index: number | undefined) => (index === undefined ? undefined : index + 1);

const PARTS: React.ComponentProps<typeof Base.List>['components'] = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className="bg-raised px-1 py-1.5 text-sm font-medium text-quiet">
      {category.label}
    </div>
  ),
  Row: ({ children, ...rest }) => (
    <div {...rest} aria-rowindex={fromOne(rest['aria-rowindex'])}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...rest }) => (
    <button
      type="button"
      {...rest}
      aria-colindex={fromOne(rest['aria-colindex'])}
      className="grid aspect-square min-w-0 flex-1 cursor-pointer place-items-center rounded-lg text-2xl data-active:bg-hover"
      // frimousse measures a row by one that nobody sees and that has no name.
      data-testid={emoji.label ? 'emoji' : undefined}
    >
      {emoji.emoji}
    </button>
  ),
};
