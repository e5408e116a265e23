import {
  findAnyStaffInvitation,
  findAccess,
  findChallenge,
  findIntervention,
  listAssignmentsOf,
  listParts,
  type Message,
  type Queries,
} from '@itinera/db';
import { listReports } from '@itinera/db/work';
import type { EpochSeconds } from '../shared/units.ts';
import type { ValidIf } from './queue-message.ts';

/** Whether what a message says still holds, asked at the moment it would leave. */
export async function isStillTrue(q: Queries, message: Message, now: EpochSeconds): Promise<boolean> {
  const condition = message.validIf as ValidIf;
  switch (condition.kind) {
    case 'always':
      return true;
    case 'challenge': {
      const challenge = await findChallenge(q, condition.idHash);
      if (!challenge || challenge.decoy) return false;
      return challenge.usedAt === null && challenge.voidedAt === null && challenge.expiresAt > now;
    }
    case 'invitation': {
      const invitation = await findAnyStaffInvitation(q, condition.id);
      if (!invitation || invitation.tokenHash !== condition.tokenHash) return false;
      return invitation.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt > now;
    }
    case 'access': {
      const access = await findAccess(q, message.businessUnitId, condition.accessId);
      return access !== undefined && access.enabled && access.email === message.recipient;
    }
    case 'report': {
      const { businessUnitId, interventionId } = message;
      if (interventionId === null) return false;
      const visit = await findIntervention(q, businessUnitId, interventionId);
      if (visit?.status !== 'terminated') return false;
      return (await listReports(q, businessUnitId, interventionId)).at(-1)?.file.id === condition.fileId;
    }
    case 'booking': {
      const { businessUnitId, interventionId } = message;
      if (interventionId === null) return false;
      const intervention = await findIntervention(q, businessUnitId, interventionId);
      if (!intervention) return false;
      if (condition.canceled) return intervention.status === 'canceled';
      if (intervention.status === 'canceled') return false;
      const [part] = await listParts(q, businessUnitId, [interventionId]);
      if (!part?.promised) return part !== undefined && condition.start === null;
      if (part.promiseStart !== condition.start || part.promiseEnd !== condition.end) return false;
      if (condition.technicianId === undefined) return true;
      const stops = await listAssignmentsOf(q, businessUnitId, { partId: part.id });
      return stops.some(({ technicianId }) => technicianId === condition.technicianId);
    }
  }
}
