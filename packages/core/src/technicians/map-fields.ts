import { z } from 'zod';
import { crossingOf } from './area.ts';

export const lon = z
  .number('must be a longitude')
  .min(-180, 'must be -180 to 180')
  .max(180, 'must be -180 to 180');
export const lat = z.number('must be a latitude').min(-90, 'must be -90 to 90').max(90, 'must be -90 to 90');

export const colourField = z
  .string('must be a colour such as #1f5f8b')
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f5f8b')
  .toLowerCase();

/** The corners of an area in order, in degrees: not closed, not crossing itself. */
export const areaField = z
  .array(z.tuple([lon, lat], 'must be a longitude and a latitude'))
  .min(3, 'must have three corners or more')
  .max(200, 'must have at most 200 corners')
  .superRefine((corners, context) => {
    const crossing = crossingOf(corners);
    if (!crossing) return;
    const [a, b] = crossing.map((side) => side + 1);
    const message = `must not cross itself: the side from corner ${a} meets the side from corner ${b}`;
    context.addIssue({ code: 'custom', message });
  });
