import { fuzzes, portalRequest } from './fuzz.ts';

fuzzes('portal', portalRequest);
