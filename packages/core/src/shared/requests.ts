/** What customers can ask the company for: another time, or anything in words. */
export const requestKinds = ['proposal', 'message'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['open', 'done'] as const;
export type RequestState = (typeof requestStates)[number];

/** Which part of a day would suit. */
export const dayParts = ['any', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

/** The longest a customer may write, and staff may answer. */
export const longestRequest = 5000;
