import type { TechnicianHours, TechnicianProfile } from '@itinera/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allKept, at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { setUp } from '@itinera/core/set-up';
import { staffScope } from '../../fixtures/scopes.ts';
import { makeSmallCompany } from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('technicians on %s', (engine) => {
  let office: BookingOffice;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const anna = () => office.company.technicians.anna;
  const record = (id = anna()) => office.core.technicians.record(office.supervisor, id);
  const change = async (changes: Partial<TechnicianProfile>, id = anna()) => {
    const { revision, profile } = await record(id);
    await office.core.technicians.saveProfile(office.supervisor, {
      technicianId: id,
      revision,
      profile: { ...profile, ...changes },
      idempotencyKey: office.key(),
    });
  };
  const setHours = async (changes: Partial<TechnicianHours>, id = anna()) => {
    const { revision, hours } = await record(id);
    const input = { technicianId: id, revision, hours: { ...hours, ...changes } };
    await office.core.technicians.saveHours(office.supervisor, input);
  };
  /** When a technician would begin what the assistant offers on a date of January. */
  const offered = async (day: number, id = anna(), type: 'service' | 'repair' = 'service') => {
    const { offers } = await office.core.availability.assist(office.supervisor, {
      ...office.service(),
      activityTypeId: office.company.types[type],
      from: `2027-01-${String(day).padStart(2, '0')}`,
      days: 1,
    });
    return offers.filter(({ technician }) => technician.id === id).map(({ plannedStart }) => plannedStart);
  };
  const absent = (more: object) =>
    office.core.technicians.saveAbsence(office.supervisor, {
      technicianId: anna(),
      from: '2027-01-12T10:00',
      to: '2027-01-12T15:00',
      reason: 'training',
      repeat: null,
      ...more,
    });

  test('CAD-US-04 a team leader sees black boxes until the member delegates', async () => {
    const { core, company, supervisor } = office;
    const scopeOf = async (name: string, role: 'technician' | 'team-leader') => {
      const { staffUserId } = await setUp(core).staffUser({
        companyId: company.companyId,
        ...{ name, email: `${name.toLowerCase()}@vaduz-heating.example`, language: 'en' },
        roles: [{ businessUnitId: company.businessUnitId, role }],
      });
      return staffScope(company, staffUserId, [role]);
    };
    const leader = await scopeOf('Lea', 'team-leader');
    const member = await scopeOf('Mia', 'technician');
    await change({ staffUserId: member.staffUserId });
    // In two of the leader's teams, and listed once.
    for (const name of ['North', 'South'])
      await core.technicians.saveTeam(supervisor, {
        ...{ name, leaderId: leader.staffUserId, technicianIds: [anna()] },
      });
    const { reference } = await office.planned('mario', anna(), at(12, '09:00'));
    const seen = async () => {
      const day = await core.availability.routeDay(leader, anna(), '2027-01-12');
      return [day.hidden, day.stops.map((stop) => stop.reference)];
    };
    expect(await core.teams.technicians(leader)).toHaveLength(1);
    expect(await seen()).toEqual([true, [null]]);
    await core.ownTechnician.delegate(member, { delegates: true });
    expect(await seen()).toEqual([false, [reference]]);
    expect(await core.interventions.list(leader, {})).toMatchObject({ total: 1, items: [{ reference }] });
    // Whoever saves the technician leaves what they said.
    await change({ phone: '+423 234 56 78' });
    expect(await seen()).toEqual([false, [reference]]);
    await core.ownTechnician.delegate(member, { delegates: false });
    expect(await seen()).toEqual([true, [null]]);
  });

  test('CAD-PL-18 CAD-PL-19 a technician is created, and offered where skills, distance and area allow', async () => {
    const { core, company, supervisor } = office;
    const { skillId } = await core.technicians.saveSkill(supervisor, {
      code: 'GAS',
      name: { en: 'Gas', it: '' },
    });
    await core.technicians.saveSkill(supervisor, {
      skillId,
      code: 'GAS',
      name: { en: 'Gas', it: 'Gas (IT)' },
    });
    const taken = core.technicians.saveSkill(supervisor, { code: 'GAS', name: { en: 'Again' } });
    await expect(taken).rejects.toMatchObject({ code: 'invalid', field: 'code', reason: 'taken' });
    const profile: TechnicianProfile = {
      ...(await record()).profile,
      name: ' Carl Sample ',
      phone: '+423 234 56 78',
      email: 'Carl@Example.com',
      comment: '  ',
      skills: { GAS: 2, 'heat-pump': 1 },
    };
    const input = { profile, idempotencyKey: office.key() };
    const { technicianId } = await core.technicians.create(supervisor, input);
    expect(await core.technicians.create(supervisor, input)).toEqual({ technicianId });
    expect(await record(technicianId)).toMatchObject({
      revision: 1,
      profile: {
        name: 'Carl Sample',
        phone: '+4232345678',
        email: 'carl@example.com',
        comment: null,
        skills: { GAS: 2 },
      },
      hours: { weekly: {}, seasons: [], exceptions: [] },
    });
    expect(await offered(12, technicianId), 'without hours').toEqual([]);
    await setHours({ weekly: { 2: [{ from: '08:00', to: '17:00' }] } }, technicianId);
    expect((await offered(12, technicianId)).length).toBeGreaterThan(5);
    expect(await offered(12, technicianId, 'repair'), 'level 1 of 2').toEqual([]);
    await change({ skills: { 'heat-pump': 2 } }, technicianId);
    expect((await offered(12, technicianId, 'repair')).length).toBeGreaterThan(2);
    // Mario lives about 200 m from the base.
    const outcomes: Record<string, number> = {};
    const lon = 9.5215;
    const lat = 47.1392;
    const square = (size: number, west = lon): [number, number][] => [
      [west - size, lat - size],
      [west + size, lat - size],
      [west + size, lat + size],
      [west - size, lat + size],
    ];
    const cases: [string, Partial<TechnicianProfile>][] = [
      ['near', { maxDistanceKm: 0.1 }],
      ['far', { maxDistanceKm: 25 }],
      ['inside', { maxDistanceKm: null, area: square(0.01) }],
      ['outside', { area: square(0.01, 9.6) }],
      ['gone', { area: null, active: false }],
    ];
    for (const [name, changes] of cases) {
      await change(changes, technicianId);
      outcomes[name] = Math.min(1, (await offered(12, technicianId)).length);
    }
    expect(outcomes).toEqual({ near: 0, far: 1, inside: 1, outside: 0, gone: 0 });
    expect((await core.teams.technicians(supervisor)).find(({ id }) => id === technicianId)).toMatchObject({
      active: false,
    });
    expect(company.technicians.anna).not.toBe(technicianId);
  });

  test('CAD-PL-15 hours, a season and a date change the very next answer; nothing promised moves, and it is shown', async () => {
    const { core, supervisor } = office;
    await office.planned('mario', anna(), at(12, '10:00'));
    const stops = async () => {
      const route = await core.availability.routeDay(supervisor, anna(), '2027-01-12');
      return route.stops.map(({ start, end, promise }) => ({ start, end, promise }));
    };
    const before = await stops();
    expect((await offered(12)).some((start) => start < at(12, '10:00'))).toBe(true);
    await setHours({ weekly: { 2: [{ from: '13:00', to: '16:00' }] } });
    expect((await offered(12)).length).toBeGreaterThan(0);
    expect((await offered(12)).every((start) => start >= at(12, '13:00') && start < at(12, '16:00'))).toBe(
      true,
    );
    expect(await offered(13)).toEqual([]);
    expect(await stops()).toEqual(before);
    expect((await record()).broken).toEqual([{ date: '2027-01-12', outside: 1, late: 0 }]);
    const week = await core.technicians.calendar(supervisor, anna(), '2027-01-14');
    expect(week.days.map(({ date }) => date)).toEqual(
      [11, 12, 13, 14, 15, 16, 17].map((day) => `2027-01-${day}`),
    );
    expect(week.days[1]!.visits).toMatchObject([{ kind: 'visit', outside: true, lateness: 0 }]);
    const seasons = [
      {
        name: 'Winter',
        from: '2027-01-13',
        to: '2027-01-14',
        weekly: { 3: [{ from: '09:00', to: '11:00' }] },
      },
    ];
    await setHours({
      seasons,
      exceptions: [{ date: '2027-01-14', hours: [{ from: '14:00', to: '17:00' }] }],
    });
    expect((await offered(13)).every((start) => start >= at(13, '09:00') && start < at(13, '11:00'))).toBe(
      true,
    );
    expect((await offered(13)).length).toBeGreaterThan(0);
    expect((await offered(14)).length).toBeGreaterThan(0);
    expect(await offered(15)).toEqual([]);
    expect((await record()).hours).toMatchObject({ seasons, exceptions: [{ date: '2027-01-14' }] });
    await setHours({ seasons: [], exceptions: [] });
    expect([await offered(13), await offered(14)]).toEqual([[], []]);
  });

  test('CAD-PL-16 an absence of a person, of the unit and of a type keeps slots away, once and again and again', async () => {
    const { core, supervisor, company } = office;
    const free = await offered(12);
    const { absenceId } = await absent({});
    const around = await offered(12);
    expect(around.some((start) => start > at(12, '09:00') && start < at(12, '15:00'))).toBe(false);
    expect(around.length).toBeGreaterThan(0);
    await absent({ absenceId, revision: 1, repeat: { unit: 'day', every: 2, until: '2027-01-17' } });
    const [own] = (await record()).absences;
    expect(own).toMatchObject({
      revision: 2,
      from: '2027-01-12T10:00',
      repeat: { count: 3, until: '2027-01-16' },
    });
    const late = (day: number, starts: number[]) => starts.filter((start) => start > at(day, '10:00')).length;
    expect(late(14, await offered(14))).toBe(late(12, around));
    expect(late(13, await offered(13))).toBe(late(12, free));
    await expect(absent({ absenceId, revision: 1, reason: 'other' })).rejects.toMatchObject({
      code: 'stale',
      details: { current: { revision: 2, reason: 'training' }, given: { reason: 'other' } },
    });
    await core.technicians.deleteAbsence(supervisor, { technicianId: anna(), absenceId });
    expect(await offered(12)).toEqual(free);

    const { ben } = company.technicians;
    const unit = { from: '2027-01-12T00:00', to: '2027-01-13T00:00', reason: 'stocktaking', repeat: null };
    const all = await core.technicians.saveUnitAbsence(supervisor, { ...unit, activityTypeId: null });
    expect([await offered(12), await offered(12, ben)]).toEqual([[], []]);
    const { absences } = await core.technicians.overview(supervisor);
    expect(absences).toMatchObject([{ id: all.absenceId, activityType: null }]);
    const changed = { ...unit, ...all, revision: 1, activityTypeId: company.types.repair };
    await core.technicians.saveUnitAbsence(supervisor, changed);
    await expect(core.technicians.saveUnitAbsence(supervisor, changed)).rejects.toMatchObject({
      code: 'stale',
    });
    expect(await offered(12)).toEqual(free);
    expect(await offered(12, anna(), 'repair')).toEqual([]);
    expect((await offered(13, anna(), 'repair')).length).toBeGreaterThan(0);
    await core.technicians.deleteUnitAbsence(supervisor, all);
    expect((await offered(12, anna(), 'repair')).length).toBeGreaterThan(0);
  });

  test('CAD-PL-17 a hold is not confirmed into an absence that came after it', async () => {
    const { id } = await office.held(office.mario, at(12, '13:00'));
    for (const technicianId of Object.values(office.company.technicians))
      await absent({ technicianId, to: '2027-01-12T18:00' });
    const result = await office.core.bookings.confirm(office.mario, {
      holdId: id,
      idempotencyKey: office.key(),
    });
    expect(result.kind).toBe('alternatives');
  });

  test('CAD-PL-12 CAD-US-07 another base re-times the days it holds for, and no other; promises stay', async () => {
    const { core, supervisor } = office;
    const balzers = { label: 'Balzers', lon: 9.5011, lat: 47.0676 };
    await office.planned('mario', anna(), at(12, '10:00'));
    await office.planned('lisa', anna(), at(13, '10:00'));
    const legs = async (date: string) => {
      const { legs, stops, start } = await core.availability.routeDay(supervisor, anna(), date);
      return {
        first: legs[0]!.seconds,
        last: legs.at(-1)!.seconds,
        promise: stops[0]!.promise,
        start: start?.label,
      };
    };
    const near = await legs('2027-01-12');
    const away = await legs('2027-01-13');
    await change({ laterBases: [{ from: '2027-01-13', ...balzers }] });
    expect(await legs('2027-01-12')).toEqual(near);
    const moved = await legs('2027-01-13');
    expect(moved.start).toBe('Balzers');
    expect(moved.promise).toEqual(away.promise);
    expect(moved.first).toBeLessThan(away.first);
    await change({ laterBases: [], base: balzers });
    expect((await legs('2027-01-12')).first).toBeGreaterThan(near.first);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
    // Further than any promise allows: the promise stays, and the day is shown as late.
    await change({ base: { label: 'Milan', lon: 9.19, lat: 45.46 } });
    expect((await record()).broken.map(({ date }) => date)).toEqual(['2027-01-12', '2027-01-13']);
    expect((await legs('2027-01-12')).promise).toEqual(near.promise);
  });

  test('two staff edit one technician: the second is shown both versions', async () => {
    const { core, supervisor } = office;
    const seen = await record();
    await change({ name: 'Anna First' });
    const profile = { ...seen.profile, name: 'Anna Second' };
    const late = { technicianId: anna(), revision: seen.revision, profile, idempotencyKey: office.key() };
    await expect(core.technicians.saveProfile(supervisor, late)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { profile: { name: 'Anna First' } }, given: { profile: { name: 'Anna Second' } } },
    });
    const hours = { ...seen.hours, weekly: {} };
    const lateHours = { technicianId: anna(), revision: seen.revision, hours };
    await expect(core.technicians.saveHours(supervisor, lateHours)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { hours: seen.hours }, given: { hours: { weekly: {} } } },
    });
    const both = await record();
    const racing = ['Anna A', 'Anna B'].map((name) =>
      core.technicians.saveProfile(supervisor, {
        ...late,
        revision: both.revision,
        profile: { ...profile, name },
        idempotencyKey: office.key(),
      }),
    );
    const outcomes = await Promise.allSettled(racing);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('teams group technicians of the unit; what is another unit’s or company’s is not found', async () => {
    const { core, supervisor, company } = office;
    const { anna, ben } = company.technicians;
    const team = { name: 'North', leaderId: supervisor.staffUserId, technicianIds: [anna, ben] };
    const { teamId } = await core.technicians.saveTeam(supervisor, team);
    await expect(core.technicians.saveTeam(supervisor, team)).rejects.toMatchObject({ reason: 'taken' });
    const smaller = { ...team, teamId, revision: 1, technicianIds: [ben] };
    await core.technicians.saveTeam(supervisor, smaller);
    await expect(core.technicians.saveTeam(supervisor, smaller)).rejects.toMatchObject({ code: 'stale' });
    const { teams } = await core.technicians.overview(supervisor);
    expect(teams).toEqual([{ id: teamId, ...team, technicianIds: [ben], revision: 2 }]);

    const other = await makeSmallCompany(core, 'other');
    const stranger = staffScope(other, other.supervisor.staffUserId);
    const notFound = { code: 'not-found' };
    const tries = [
      () => core.technicians.record(stranger, anna),
      () => core.technicians.calendar(stranger, anna, '2027-01-12'),
      () => core.technicians.saveTeam(stranger, { ...team, leaderId: null }),
      () => core.technicians.saveTeam(stranger, { ...team, technicianIds: [] }),
      () => core.technicians.deleteTeam(stranger, { teamId }),
      () =>
        core.technicians.saveAbsence(stranger, {
          technicianId: anna,
          from: '2027-01-12T10:00',
          to: '2027-01-12T15:00',
          reason: 'x',
          repeat: null,
        }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(notFound);
    const { profile, revision } = await record();
    const linked = { ...profile, businessUnitIds: [...profile.businessUnitIds, other.businessUnitId] };
    await expect(
      core.technicians.saveProfile(supervisor, {
        technicianId: anna,
        revision,
        profile: linked,
        idempotencyKey: office.key(),
      }),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'other-units' });
    await core.technicians.deleteTeam(supervisor, { teamId });
    expect((await core.technicians.overview(supervisor)).teams).toEqual([]);
    // One's own week only, to who sees one's own plan.
    const alone = staffScope(company, supervisor.staffUserId, ['technician']);
    await expect(core.technicians.calendar(alone, anna, '2027-01-12')).rejects.toMatchObject(notFound);
    await change({ staffUserId: supervisor.staffUserId });
    expect((await core.technicians.calendar(alone, anna, '2027-01-12')).days).toHaveLength(7);
    await expect(change({ staffUserId: supervisor.staffUserId }, ben)).rejects.toMatchObject({
      reason: 'taken',
    });
  });

  test('bad input names the field and changes nothing', async () => {
    const { core, supervisor } = office;
    const seen = await record();
    const bow: [number, number][] = [
      [9.5, 47.1],
      [9.6, 47.2],
      [9.6, 47.1],
      [9.5, 47.2],
    ];
    const day = (...hours: { from: string; to: string }[]) => ({ weekly: { 1: hours } });
    const season = (from: string, to: string) => ({ name: 'S', from, to, weekly: {} });
    const again = (repeat: object) => absent({ repeat: { unit: 'week', every: 1, ...repeat } });
    const cases: [string, () => Promise<unknown>][] = [
      ['hours.weekly.1', () => setHours(day({ from: '08:00', to: '12:00' }, { from: '11:00', to: '13:00' }))],
      ['hours.weekly.1.0', () => setHours(day({ from: '12:00', to: '08:00' }))],
      ['hours.weekly.1.0.to', () => setHours(day({ from: '12:00', to: '25:00' }))],
      [
        'hours.seasons',
        () => setHours({ seasons: [season('2027-01-01', '2027-02-01'), season('2027-02-01', '2027-03-01')] }),
      ],
      ['hours.seasons.0.to', () => setHours({ seasons: [season('2027-02-01', '2027-01-01')] })],
      [
        'hours.exceptions',
        () => setHours({ exceptions: [1, 2].map(() => ({ date: '2027-02-01', hours: [] })) }),
      ],
      ['hours.exceptions.0.date', () => setHours({ exceptions: [{ date: '2027-01-10', hours: [] }] })],
      ['profile.zone', () => change({ zone: 'Mars/Olympus' })],
      ['profile.area', () => change({ area: bow })],
      ['profile.area', () => change({ area: bow.slice(0, 2) })],
      ['profile.base.lat', () => change({ base: { label: 'x', lon: 0, lat: 91 } })],
      ['profile.skills.none', () => change({ skills: { none: 1 } })],
      ['profile.skills.heat-pump', () => change({ skills: { 'heat-pump': 0 } })],
      ['profile.businessUnitIds', () => change({ businessUnitIds: [] })],
      ['profile.email', () => change({ email: 'nobody' })],
      ['to', () => absent({ to: '2027-01-12T09:00' })],
      ['from', () => absent({ from: '2027-02-30T09:00' })],
      ['reason', () => absent({ reason: ' ' })],
      ['repeat', () => again({})],
      ['repeat', () => absent({ to: '2027-01-20T10:00', repeat: { unit: 'week', every: 1, count: 3 } })],
      ['repeat.count', () => again({ count: 100_000 })],
      ['repeat.until', () => again({ until: '2027-01-11' })],
      ['repeat.until', () => absent({ repeat: { unit: 'day', every: 1, until: '2099-01-11' } })],
    ];
    const wrong: string[] = [];
    for (const [field, attempt] of cases) {
      const error = await attempt().then(
        () => null,
        (one: { code?: string; field?: string }) => one,
      );
      if (error?.code !== 'invalid' || error.field !== field)
        wrong.push(`${field}: ${JSON.stringify(error)}`);
    }
    expect(wrong).toEqual([]);
    expect(await record()).toEqual(seen);
    // The control: what is right is taken.
    await again({ count: 3 });
    await change({ area: [bow[0]!, bow[2]!, bow[1]!, bow[3]!] });
    expect(await record()).not.toEqual(seen);
    expect(await core.technicians.overview(supervisor)).toMatchObject({ units: [{ name: 'Vaduz Heating' }] });
  });
});
