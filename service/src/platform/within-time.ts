/** What comes of the work, or null when the time is over first; the work goes on then, heard by nobody. */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T | null> {
  const timeout = Promise.withResolvers<null>();
  const timer = setTimeout(() => timeout.resolve(null), ms);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
