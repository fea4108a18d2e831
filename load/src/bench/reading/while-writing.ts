/**
 * Does `act` while `write` is begun so many times a second, however long each takes. Rejects if either fails.
 */
export async function whileWriting<T>(
  perSecond: number,
  write: (index: number) => Promise<void>,
  act: () => Promise<T>,
): Promise<T> {
  const underWay: Promise<void>[] = [];
  const timer = setInterval(() => {
    const written = write(underWay.length);
    written.catch(() => clearInterval(timer)); // told below
    underWay.push(written);
  }, 1000 / perSecond);
  try {
    return await act();
  } finally {
    clearInterval(timer);
    await Promise.all(underWay);
  }
}
