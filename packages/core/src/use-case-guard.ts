import type { Core } from './core.ts';

type Group = Exclude<keyof Core, 'clock' | 'logger' | 'ready' | 'close'>;

/** The names `group.useCase` of everything in `Core` that takes this scope first. */
export type UseCaseTaking<Scope> = {
  [G in Group]: {
    [Name in keyof Core[G] & string]: Core[G][Name] extends (...args: infer Args) => unknown
      ? Args extends [infer First, ...unknown[]]
        ? Scope extends First
          ? `${G}.${Name}`
          : never
        : never
      : never;
  }[keyof Core[G] & string];
}[Group];

type Scoped = (scope: unknown, ...rest: unknown[]) => Promise<unknown>;

/**
 * Puts a question in front of use cases: `require` is asked with the use case's name, what the table says of it and the
 * scope it is called with, and throws to refuse. Every name of the table must be a use case.
 */
export function guardUseCases<Said>(
  core: Core,
  table: Readonly<Record<string, Said>>,
  require: (useCase: string, said: Said, scope: unknown) => void,
): void {
  const groups = core as unknown as Record<string, Record<string, Scoped>>;
  for (const [useCase, said] of Object.entries(table)) {
    const [group = '', name = ''] = useCase.split('.');
    const unguarded = groups[group]?.[name];
    if (!unguarded) throw new TypeError(`${useCase} is guarded and is no use case`);
    groups[group]![name] = async (scope, ...rest) => {
      require(useCase, said, scope);
      return unguarded(scope, ...rest);
    };
  }
}
