import {
  findBusinessUnit,
  updateTechnician,
  type BusinessUnit,
  type Queries,
  type Technician,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { countryOf } from '../../business-units/country.ts';
import type { Context } from '../../context.ts';
import { GeocoderError, type Point } from '../../outside/geocoder.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { isId, notFound } from '../../shared/ids.ts';
import { insertTechnician } from '../../technicians/create.ts';
import type { ReadProfile } from '../../technicians/profile-schema.ts';
import { columnsOf } from '../../technicians/profile.ts';
import { edited } from '../../technicians/read.ts';
import { retimed, storeProfile } from '../../technicians/save-profile.ts';
import type { TechnicianProfile } from '../../technicians/types.ts';
import { splitAddress } from '../addresses/address-of-row.ts';
import { fetchDays, type DayToFetch, type FetchedDays } from '../fetched-days.ts';
import { asLineProblem, LineProblem } from '../problems.ts';
import type { ImportEffect, ImportRow, ImportTarget, TargetRun } from '../target.ts';
import { technicianColumns } from './columns.ts';
import { daysOfBase } from './days-of-base.ts';
import { baseOf, baseSaid, profileOfRow } from './profile-of-row.ts';
import { loadTeam, nobody, type Team } from './team.ts';
import { prepareUndo, undoTechnician } from './undo.ts';

/** The unit's technicians, by our id or their e-mail (CAD-US-05). */
export const techniciansTarget: ImportTarget = {
  code: 'technicians',
  columns: technicianColumns,
  keepsUnknown: false,
  options: [],
  linesAtOnce: 50,
  async open(ctx, scope) {
    const unit = await findBusinessUnit(ctx.db.read, scope.companyId, scope.businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    return new TechniciansRun(ctx, scope, unit);
  },
  undo: undoTechnician,
  aheadOfUndo: prepareUndo,
};

interface Known {
  technician: Technician;
  profile: TechnicianProfile;
}

class TechniciansRun implements TargetRun {
  readonly #ctx: Context;
  readonly #scope: BusinessUnitScope;
  readonly #unit: BusinessUnit;
  #team: Team = nobody;
  #days: FetchedDays | null = null;
  /** Of the batch, by line: where the geocoder knows an address. */
  #found = new Map<number, Point>();

  constructor(ctx: Context, scope: BusinessUnitScope, unit: BusinessUnit) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#unit = unit;
  }

  keyOf(cells: ReadonlyMap<string, string>): string {
    const id = cells.get('id')?.trim().toLowerCase() ?? '';
    if (id !== '' && !isId(id)) throw new LineProblem('invalid', 'id');
    if (id !== '') return JSON.stringify(['id', id]);
    const email = cells.get('email')?.trim().toLowerCase() ?? '';
    if (email === '') throw new LineProblem('key-missing', 'email');
    return JSON.stringify(['email', email]);
  }

  async ahead(rows: readonly ImportRow[]): Promise<void> {
    const q = this.#ctx.db.read;
    const now = this.#ctx.clock.now();
    const team = await loadTeam(q, this.#scope.businessUnitId);
    this.#found = new Map();
    const wanted: DayToFetch[] = [];
    for (const row of rows) {
      const technician = one(team, row.key ?? '');
      const before = technician
        ? { label: technician.baseLabel, lon: technician.baseLon, lat: technician.baseLat }
        : null;
      const base = await this.#locate(row, before);
      if (!technician || !base || isDeepStrictEqual(base, before)) continue;
      wanted.push(...(await daysOfBase(q, technician, [{ lon: base.lon, lat: base.lat }], now)));
    }
    this.#days = await fetchDays(this.#ctx, this.#scope.companyId, wanted);
  }

  async find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    await this.#days?.lock(tx);
    this.#team = await loadTeam(tx, this.#scope.businessUnitId);
    const known = new Map<string, Known>();
    for (const key of keys) {
      const technician = one(this.#team, key);
      if (!technician) continue;
      const { profile } = await edited(tx, technician, this.#ctx.clock.now());
      known.set(key, { technician, profile });
    }
    return known;
  }

  async create(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    if (row.cells.get('id')?.trim()) throw new LineProblem('unknown', 'id');
    const email = row.cells.get('email')?.trim().toLowerCase() ?? '';
    // Two who share an e-mail cannot be told apart by it.
    if (this.#team.byEmail.has(email)) throw new LineProblem('conflict', 'email');
    const profile = this.#profileOf(row, null, undefined);
    const { technicianId } = await insertTechnician(this.#ctx, tx, this.#scope, profile).catch(refusal);
    return [{ outcome: 'created', recordType: 'technician', recordId: technicianId, revision: 1 }];
  }

  async update(tx: Queries, row: ImportRow, existing: unknown): Promise<ImportEffect[]> {
    const { technician, profile: before } = existing as Known;
    const { id: technicianId, companyId, revision } = technician;
    const profile = this.#profileOf(row, before, this.#team.emailOf.get(technicianId));
    if (isDeepStrictEqual({ ...profile }, { ...before }))
      return [{ outcome: 'unchanged', recordType: 'technician', recordId: technicianId }];
    const columns = columnsOf(profile);
    if (!this.#days) throw new Error('lines are written before they were prepared');
    const changes = await retimed(this.#days.view(tx), technician, { ...technician, ...columns });
    this.#days.require(changes);
    if (!(await updateTechnician(tx, companyId, technicianId, revision, columns)))
      throw new LineProblem('conflict');
    await storeProfile(this.#ctx, tx, this.#scope, { technicianId, before, profile, changes });
    return [
      {
        outcome: 'updated',
        recordType: 'technician',
        recordId: technicianId,
        revision: revision + 1,
        before,
      },
    ];
  }

  #profileOf(row: ImportRow, before: TechnicianProfile | null, ownEmail: string | undefined): ReadProfile {
    const { id: businessUnitId, zone } = this.#unit;
    const found = this.#found.get(row.line);
    return profileOfRow(row, { before, ownEmail, found, businessUnitId, zone });
  }

  /** The base of a line, where the file, the record or the geocoder knows it; what is wrong is told when it is written. */
  async #locate(row: ImportRow, before: TechnicianProfile['base'] | null) {
    try {
      const said = baseSaid(row);
      const known = baseOf(said, before, undefined);
      const address = said && !known ? splitAddress(said.label) : null;
      if (!address || !this.#ctx.geocoder) return known;
      const place = await this.#ctx.geocoder.locate({ ...address, country: countryOf(this.#unit) ?? '' });
      if (!place) return null;
      this.#found.set(row.line, { lon: place.lon, lat: place.lat });
      return baseOf(said, before, place);
    } catch (error) {
      if (error instanceof LineProblem || error instanceof GeocoderError) return null;
      throw error;
    }
  }
}

/** Whom a key means, where it means one. */
function one({ byId, byEmail }: Team, key: string): Technician | undefined {
  if (key === '') return undefined;
  const [kind, name] = JSON.parse(key) as ['id' | 'email', string];
  if (kind === 'id') return byId.get(name);
  const named = byEmail.get(name) ?? [];
  return named.length === 1 ? named[0] : undefined;
}

function refusal(error: unknown): never {
  throw asLineProblem(error);
}
