/**
 * Does something `count` times, eight at once: whoever waits for a database meanwhile leaves the processor to the others. `one` is
 * begun in order, so that what it takes from a seeded source before it waits is the same each time.
 */
export async function sideBySide(count: number, one: () => Promise<void>, width = 8): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
