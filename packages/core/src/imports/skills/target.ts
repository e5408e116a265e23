import {
  findTechnician,
  listSkills,
  listSkillsOfTechnicians,
  type ImportLine,
  type Queries,
  type Technician,
} from '@itinera/db';
import type { ImportUndoing } from '@itinera/db/imports';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { writeSkills, type Levels } from '../../technicians/write-skills.ts';
import { readInteger } from '../cells.ts';
import { asLineProblem, LineProblem } from '../problems.ts';
import type { ImportColumn, ImportEffect, ImportRow, ImportTarget, RunOf, TargetRun } from '../target.ts';
import { loadTeam, nobody, technicianOf, type Team } from '../technicians/team.ts';

/** CAD-US-06. */
export const skillColumns: readonly ImportColumn[] = [
  { field: 'email', required: true, names: ['e-mail', 'technician', 'tecnico', 'technicien', 'técnico'] },
  {
    field: 'skill',
    required: true,
    names: ['skill_code', 'competenza', 'compétence', 'competência', 'fähigkeit'],
  },
  { field: 'level', required: true, names: ['livello', 'niveau', 'nível', 'stufe'] },
];

/** The skills of the unit's technicians, by e-mail and the skill's code. */
export const skillsTarget: ImportTarget = {
  code: 'skills',
  columns: skillColumns,
  keepsUnknown: false,
  options: ['replace-skills'],
  async open(ctx, scope, run) {
    return new SkillsRun(ctx, scope, run);
  },
  undo: undoSkill,
};

/** What one line did to one skill; null: none. */
interface SkillChange {
  skill: string;
  was: number | null;
  is: number | null;
}

class SkillsRun implements TargetRun {
  readonly #ctx: Context;
  readonly #scope: BusinessUnitScope;
  readonly #run: RunOf;
  #team: Team = nobody;
  /** Lower case -> as it is written. */
  #codes = new Map<string, string>();
  /** Of the batch. */
  #people = new Map<string, { technician: Technician; levels: Levels }>();

  constructor(ctx: Context, scope: BusinessUnitScope, run: RunOf) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#run = run;
  }

  keyOf(cells: ReadonlyMap<string, string>): string {
    const [email, skill] = (['email', 'skill'] as const).map((field) => {
      const said = (cells.get(field) ?? '').trim().toLowerCase();
      if (said === '') throw new LineProblem('key-missing', field);
      return said;
    });
    return JSON.stringify([email, skill]);
  }

  async find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    await this.#load(tx);
    return new Map(
      keys.flatMap((key) => {
        const { email, code } = this.#partsOf(key);
        const [technician, other] = this.#team.byEmail.get(email) ?? [];
        if (!technician || other || code === undefined) return [];
        const level = this.#people.get(technician.id)?.levels[code];
        return level === undefined ? [] : [[key, level] as const];
      }),
    );
  }

  create(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    return this.#write(tx, row, 'created');
  }

  update(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    return this.#write(tx, row, 'updated');
  }

  /** The skills that no line names, of the technicians whom one names (`replace-skills`). */
  async finish(tx: Queries): Promise<ImportEffect[]> {
    if (!this.#run.options.includes('replace-skills')) return [];
    await this.#load(tx);
    const named = [...this.#run.earlier.keys()].map((key) => this.#partsOf(key));
    const effects: ImportEffect[] = [];
    for (const [email, ofOne] of Map.groupBy(named, (parts) => parts.email)) {
      const [technician, other] = this.#team.byEmail.get(email) ?? [];
      const person = technician && !other ? this.#people.get(technician.id) : undefined;
      if (!person) continue;
      const codes = new Set(ofOne.map(({ code }) => code));
      const dropped = Object.entries(person.levels).filter(([code]) => !codes.has(code));
      if (dropped.length === 0) continue;
      const after = Object.fromEntries(Object.entries(person.levels).filter(([code]) => codes.has(code)));
      await this.#store(tx, person.technician, after);
      for (const [skill, was] of dropped)
        effects.push(effectOf('updated', person.technician.id, { skill, was, is: null }));
    }
    return effects;
  }

  async #write(tx: Queries, row: ImportRow, outcome: 'created' | 'updated'): Promise<ImportEffect[]> {
    const { email, code } = this.#partsOf(row.key ?? '');
    const { id } = technicianOf(this.#team, 'email', email);
    if (code === undefined) throw new LineProblem('unknown', 'skill');
    const level = readInteger('level', row.cells.get('level') ?? '');
    if (level === null) throw new LineProblem('required', 'level');
    if (level < 1 || level > 9) throw new LineProblem('invalid', 'level');
    const { technician, levels } = this.#people.get(id)!;
    const was = levels[code] ?? null;
    if (was === level) return [{ outcome: 'unchanged', recordType, recordId: id }];
    await this.#store(tx, technician, { ...levels, [code]: level });
    return [effectOf(outcome, id, { skill: code, was, is: level })];
  }

  async #store(tx: Queries, { id }: Technician, after: Levels): Promise<void> {
    const { technician, levels: before } = this.#people.get(id)!;
    const change = { technician, before, after };
    const stored = await writeSkills(this.#ctx, tx, this.#scope, change).catch((error: unknown) => {
      throw asLineProblem(error);
    });
    this.#people.set(id, { technician: stored, levels: after });
  }

  async #load(tx: Queries): Promise<void> {
    const { companyId, businessUnitId } = this.#scope;
    this.#team = await loadTeam(tx, businessUnitId);
    this.#codes = new Map((await listSkills(tx, companyId)).map(({ code }) => [code.toLowerCase(), code]));
    const all = await listSkillsOfTechnicians(tx, companyId, [...this.#team.byId.keys()]);
    const levels = Map.groupBy(all, ({ technicianId }) => technicianId);
    this.#people = new Map(
      Array.from(this.#team.byId, ([id, technician]) => {
        const own = (levels.get(id) ?? []).map(({ skill, level }) => [skill.code, level] as const);
        return [id, { technician, levels: Object.fromEntries(own) }];
      }),
    );
  }

  #partsOf(key: string): { email: string; code: string | undefined } {
    const [email, skill] = JSON.parse(key) as [string, string];
    return { email, code: this.#codes.get(skill) };
  }
}

const recordType = 'technician';

function effectOf(outcome: 'created' | 'updated', recordId: string, change: SkillChange): ImportEffect {
  return { outcome, recordType, recordId, before: change };
}

/** Puts one skill back to what it was, where it is still as the file made it. */
async function undoSkill(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { recordId, before }: ImportLine,
): Promise<ImportUndoing> {
  const { companyId } = scope;
  const technician = recordId === null ? undefined : await findTechnician(tx, companyId, recordId);
  if (!technician || before === null) return 'gone';
  const { skill, was, is } = before as SkillChange;
  const all = await listSkillsOfTechnicians(tx, companyId, [technician.id]);
  const levels: Levels = Object.fromEntries(all.map((one) => [one.skill.code, one.level]));
  if ((levels[skill] ?? null) !== is) return 'changed';
  if (!(await listSkills(tx, companyId)).some(({ code }) => code === skill)) return 'gone';
  const { [skill]: _, ...others } = levels;
  const after = was === null ? others : { ...others, [skill]: was };
  await writeSkills(ctx, tx, scope, { technician, before: levels, after });
  return 'undone';
}
