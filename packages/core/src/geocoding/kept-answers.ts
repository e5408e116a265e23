import type { Clock } from '../outside/clock.ts';

const most = 1000;
const day = 86_400;

/** Answers by question, kept for a day; beyond a thousand the one not asked for longest goes. Failures are not kept. */
export function keptAnswers(clock: Clock): <T>(question: string, ask: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { answer: unknown; until: number }>();
  return async <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(question);
    kept.delete(question);
    if (known && known.until > clock.now()) {
      kept.set(question, known);
      return known.answer as T;
    }
    const answer = await ask();
    kept.set(question, { answer, until: clock.now() + day });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
